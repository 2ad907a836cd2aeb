import { eq } from 'drizzle-orm';
import { invoiceMatches, invoiceMatchParts } from '../../db/reconciliation/matchSchema.ts';
import { noteText } from '../../domain/reconciliation/matchWords.ts';
import type { InvoicePaymentActivities } from '../../workflows/reconciliation/contract.ts';
import { noteAtInvoice } from './noteAtInvoice.ts';
import type { InstanceDeps } from './openInstance.ts';

export const noteMatch =
  (deps: InstanceDeps): InvoicePaymentActivities['noteMatch'] =>
  async ({ tenantId, matchId, noteId, approved }) => {
    const parts = await deps.db.readTenant(tenantId, (tx) =>
      tx
        .select({ match: invoiceMatches, part: invoiceMatchParts })
        .from(invoiceMatchParts)
        .innerJoin(invoiceMatches, eq(invoiceMatches.id, invoiceMatchParts.matchId))
        .where(eq(invoiceMatchParts.matchId, matchId))
        .orderBy(invoiceMatchParts.invoiceId),
    );
    const write = noteAtInvoice(deps);
    for (const { match, part } of parts) {
      const text = noteText(match.kind, approved, part.amountMinor, match.currency);
      await write({ tenantId, invoiceRowId: part.invoiceId, noteId, text });
    }
  };

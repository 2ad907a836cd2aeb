import { eq } from 'drizzle-orm';
import { invoiceMatches, invoiceMatchReturns } from '../../db/reconciliation/matchSchema.ts';
import { returnNoteText } from '../../domain/reconciliation/matchWords.ts';
import type { InvoiceReturnActivities } from '../../workflows/reconciliation/contract.ts';
import { noteAtInvoice } from './noteAtInvoice.ts';
import type { InstanceDeps } from './openInstance.ts';

export const noteReturn =
  (deps: InstanceDeps): InvoiceReturnActivities['noteReturn'] =>
  async ({ tenantId, returnId, noteId }) => {
    const [found] = await deps.db.readTenant(tenantId, (tx) =>
      tx
        .select({ returned: invoiceMatchReturns, match: invoiceMatches })
        .from(invoiceMatchReturns)
        .innerJoin(invoiceMatches, eq(invoiceMatches.id, invoiceMatchReturns.matchId))
        .where(eq(invoiceMatchReturns.id, returnId)),
    );
    const write = noteAtInvoice(deps);
    for (const { invoiceId, amountMinor } of found?.returned.parts ?? []) {
      const text = returnNoteText(amountMinor, found?.match.currency ?? '');
      await write({ tenantId, invoiceRowId: invoiceId, noteId, text });
    }
  };

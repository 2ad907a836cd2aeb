import { and, asc, eq, inArray, lt } from 'drizzle-orm';
import { readCursor } from '../../books/reconciliation/listCursor.ts';
import { markGone, takeInvoices } from '../../books/reconciliation/takeInvoices.ts';
import { invoices } from '../../db/reconciliation/schema.ts';
import { OPEN_INVOICE_STATES } from '../../domain/reconciliation/invoices.ts';
import type { Pass } from '../../domain/reconciliation/passes.ts';
import { InvalidRecordError } from '../../providers/invalidRecord.ts';
import type { WhmcsActivities } from '../../workflows/reconciliation/contract.ts';
import { comparePayments } from './comparePayments.ts';
import { type InstanceDeps, openInstance } from './openInstance.ts';
import type { Resume } from './readWhmcsList.ts';

/** Invoices that one reading asks for alone; what is left comes with the next. */
const MOST = 500;

/** Payments that were recorded, compared with what WHMCS lists; then open invoices that its list no longer has, each asked for alone. */
export const settleUnseenInvoices =
  (deps: InstanceDeps): WhmcsActivities['settleUnseenInvoices'] =>
  async ({ tenantId, instanceId }) => {
    const { db } = deps;
    const open = and(eq(invoices.instanceId, instanceId), inArray(invoices.state, [...OPEN_INVOICE_STATES]));
    const unseen = await db.withTenant(tenantId, async (tx) => {
      const { resume } = await readCursor<Pass, Resume>(tx, instanceId, 'invoices');
      if (!resume?.readAt) return [];
      const before = and(open, lt(invoices.seenAt, new Date(resume.readAt)));
      return tx.select().from(invoices).where(before).orderBy(asc(invoices.seenAt)).limit(MOST);
    });
    const { instance, client } = await openInstance(deps, tenantId, instanceId);
    await comparePayments(deps, instance, client);
    let changed = 0;
    for (const row of unseen) {
      const found = await client.invoice(row.invoiceId, row.currency).catch((error: unknown) => {
        if (error instanceof InvalidRecordError) return undefined;
        throw error;
      });
      if (found === undefined) continue;
      const seenAt = new Date();
      changed += await db.withTenant(tenantId, (tx) =>
        found ? takeInvoices(tx, instance, [found.facts], seenAt) : markGone(tx, row, seenAt),
      );
    }
    return { changed };
  };

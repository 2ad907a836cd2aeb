import { sql } from 'drizzle-orm';
import { queueLook } from '../../books/operations/queueLook.ts';
import { looksOf } from '../../books/reconciliation/endReconciliation.ts';
import { lockMatch, staleMatches, supersedeMatch } from '../../books/reconciliation/moveMatch.ts';
import { type Database, firstRow, type Transaction } from '../../db/database.ts';
import type { ReconciliationActivities } from '../../workflows/reconciliation/matching/contract.ts';

const AT_ONCE = 200;

/** Ends proposals that the books no longer bear out; the run of each is told. */
async function supersede(tx: Transaction, tenantId: string): Promise<number> {
  const stale = await staleMatches(tx, AT_ONCE);
  for (const { id, reason } of stale) {
    const match = await lockMatch(tx, id);
    if (match && (await supersedeMatch(tx, match, reason)))
      await queueLook(tx, { tenantId, processId: match.processId, causeId: id });
  }
  return stale.length;
}

export const loadUnmatched =
  ({ db }: { db: Database }): ReconciliationActivities['loadUnmatched'] =>
  async ({ tenantId, processId }) => {
    while ((await db.withTenant(tenantId, (tx) => supersede(tx, tenantId))) === AT_ONCE);
    return db.withTenant(tenantId, async (tx) => {
      const looks = await looksOf(tx, processId);
      const row = await firstRow<{ payments: string; invoices: string }>(
        tx,
        sql`select (select count(*) from bank_transactions where match_state in ('new', 'unmatched') and status = 'posted' and removed_at is null)
            + (select count(*) from stripe_payments where status in ('succeeded', 'partially_refunded')) as payments,
          (select count(*) from invoices where state in ('unpaid', 'payment_pending', 'collections')) as invoices`,
      );
      return { payments: Number(row?.payments ?? 0), invoices: Number(row?.invoices ?? 0), looks };
    });
  };

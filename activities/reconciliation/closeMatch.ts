import { sql } from 'drizzle-orm';
import { closeProcess } from '../../books/operations/closeProcess.ts';
import {
  lockMatch,
  recordInPart,
  recordMatch,
  refuseMatch,
  supersedeMatch,
} from '../../books/reconciliation/moveMatch.ts';
import { cancelTasks } from '../../books/reviews/cancelTasks.ts';
import { type Database, firstRow, type Transaction } from '../../db/database.ts';
import type { InvoiceMatchActivities } from '../../workflows/reconciliation/matching/contract.ts';

/** Payments of a run that WHMCS has, and when it was known of the first. */
const appliedOf = async (tx: Transaction, processId: string) =>
  firstRow<{ count: number; at: string | null }>(
    tx,
    sql`select count(*)::int as count, min(finished_at)::text as at from money_commands where process_id = ${processId}
      and leg = 'invoice_payment' and state = 'applied'`,
  );

export const closeMatch =
  ({ db }: { db: Database }): InvoiceMatchActivities['closeMatch'] =>
  async ({ tenantId, processId, matchId, ended }) => {
    await db.withTenant(tenantId, async (tx) => {
      const match = await lockMatch(tx, matchId);
      // Nobody decided in time: the payment is free, and the next run proposes what fits then.
      if (match?.state === 'proposed') await supersedeMatch(tx, match, 'expired');
      if (match?.state === 'approved') {
        const applied = await appliedOf(tx, processId);
        if (ended.kind === 'recorded') await recordMatch(tx, match, applied?.at ?? null);
        if (ended.kind === 'in_part') await recordInPart(tx, match, applied?.at ?? null);
        if (ended.kind === 'refused' && !applied?.count) await refuseMatch(tx, match, ended.code);
      }
      await cancelTasks(tx, processId, null);
      await closeProcess(tx, processId);
    });
  };

import { closeProcess } from '../../books/operations/closeProcess.ts';
import { lockMatch, supersedeMatch } from '../../books/reconciliation/moveMatch.ts';
import { cancelTasks } from '../../books/reviews/cancelTasks.ts';
import type { Database } from '../../db/database.ts';
import type { InvoiceMatchActivities } from '../../workflows/reconciliation/matchContract.ts';

export const closeMatch =
  ({ db }: { db: Database }): InvoiceMatchActivities['closeMatch'] =>
  async ({ tenantId, processId, matchId }) => {
    await db.withTenant(tenantId, async (tx) => {
      const match = await lockMatch(tx, matchId);
      // Nobody decided in time: the payment is free, and the next run proposes what fits then.
      if (match?.state === 'proposed') await supersedeMatch(tx, match, 'expired');
      await cancelTasks(tx, processId, null);
      await closeProcess(tx, processId);
    });
  };

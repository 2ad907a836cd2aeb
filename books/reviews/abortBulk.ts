import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { type BulkRow, lockBulk } from '../../db/reviews/bulks.ts';
import { bulkDecisions } from '../../db/reviews/schema.ts';
import { bulkMayMove } from '../../domain/reviews/states.ts';
import { appendEvent } from '../events.ts';

/** Tells a running bulk decision to stop after the tasks that are being decided now. Any other is returned as it is. Throws NOT_FOUND. */
export async function abortBulk(
  tx: Transaction,
  { bulkId, actor, requestId }: { bulkId: string; actor: string; requestId: string },
): Promise<BulkRow> {
  const bulk = await lockBulk(tx, bulkId);
  if (!bulkMayMove(bulk.status, 'aborting')) return bulk;
  const [stopping] = await tx
    .update(bulkDecisions)
    .set({ status: 'aborting' })
    .where(eq(bulkDecisions.id, bulk.id))
    .returning();
  await appendEvent(tx, {
    type: 'bulk_decision_aborting',
    actor,
    subject: `bulk:${bulk.id}`,
    data: { settled: bulk.settled, total: bulk.total },
    requestId,
  });
  return stopping ?? bulk;
}

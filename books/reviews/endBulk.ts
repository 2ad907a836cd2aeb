import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { type BulkRow, findBulk } from '../../db/reviews/bulks.ts';
import { bulkDecisionItems, bulkDecisions, decisionRequests } from '../../db/reviews/schema.ts';
import { bulkMayMove } from '../../domain/reviews/states.ts';
import type { BulkEnd, BulkProgress } from '../../workflows/reviews/contract.ts';
import { appendEvent } from '../events.ts';
import { closeProcess } from '../operations/closeProcess.ts';
import { CHUNK, requestIdOf } from './requestItems.ts';
import { countSettled, settleItems, WITHDRAWN } from './settleItems.ts';

/** Takes back what was requested and is not admitted yet: an open item of the receipt is never decided later. */
async function withdraw(tx: Transaction, bulk: BulkRow): Promise<void> {
  const items = await tx
    .select()
    .from(bulkDecisionItems)
    .where(and(eq(bulkDecisionItems.bulkId, bulk.id), isNull(bulkDecisionItems.outcome)));
  for (let from = 0; from < items.length; from += CHUNK) {
    const some = items.slice(from, from + CHUNK);
    await tx
      .update(decisionRequests)
      .set({ outcome: WITHDRAWN })
      .where(and(inArray(decisionRequests.id, some.map(requestIdOf)), isNull(decisionRequests.outcome)));
    await settleItems(tx, some);
  }
}

/** Closes a bulk decision with its receipt: the items keep what became of each. One that has ended stays as it is. */
export async function endBulk(tx: Transaction, { processId, bulkId, aborted }: BulkEnd): Promise<BulkProgress> {
  const bulk = await findBulk(tx, bulkId);
  if (aborted) await withdraw(tx, bulk);
  const settled = await countSettled(tx, bulk.id);
  const status = aborted ? 'aborted' : 'done';
  if (bulkMayMove(bulk.status, status)) {
    await tx.update(bulkDecisions).set({ status, endedAt: sql`now()` }).where(eq(bulkDecisions.id, bulk.id));
    await closeProcess(tx, processId);
    await appendEvent(tx, {
      type: 'bulk_decision_ended',
      actor: 'workflow',
      subject: `bulk:${bulk.id}`,
      data: { status, settled, total: bulk.total },
    });
  }
  return { status, total: bulk.total, settled };
}

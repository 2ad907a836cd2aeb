import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { outbox } from '../../db/operations/schema.ts';
import type { BulkRow } from '../../db/reviews/bulks.ts';
import { bulkDecisionItems, decisionRequests } from '../../db/reviews/schema.ts';
import { contentHash, uuidFromText } from '../../domain/digest.ts';

export type BulkItem = typeof bulkDecisionItems.$inferSelect;

/** As many tasks as are asked about at once. */
export const CHUNK = 20;

/** Fixed for ever by bulk and task: a repeated chunk finds the requests it has made. */
export const requestIdOf = (item: BulkItem) => uuidFromText(`bulk:${item.bulkId}:${item.taskId}`);

/** Stores requests for the open items behind a position, with their delivery, as the API stores one made by hand. */
export async function requestItems(tx: Transaction, bulk: BulkRow, after: number): Promise<BulkItem[]> {
  if (bulk.status !== 'running') return [];
  const open = and(
    eq(bulkDecisionItems.bulkId, bulk.id),
    isNull(bulkDecisionItems.outcome),
    gt(bulkDecisionItems.position, after),
  );
  const items = await tx
    .select()
    .from(bulkDecisionItems)
    .where(open)
    .orderBy(asc(bulkDecisionItems.position))
    .limit(CHUNK);
  if (items.length === 0) return items;
  const { tenantId, decision, actor, comment } = bulk;
  await tx
    .insert(decisionRequests)
    .values(
      items.map((item) => ({
        id: requestIdOf(item),
        tenantId,
        taskId: item.taskId,
        idempotencyKey: `bulk:${bulk.id}:${item.taskId}`,
        requestHash: contentHash({ bulkId: bulk.id, taskId: item.taskId, decision, shownHash: item.shownHash }),
        shownHash: item.shownHash,
        action: decision,
        comment,
        actor,
      })),
    )
    .onConflictDoNothing();
  await tx
    .insert(outbox)
    .values(items.map((item) => ({ tenantId, kind: 'decision' as const, subjectId: requestIdOf(item) })))
    .onConflictDoNothing();
  return items;
}

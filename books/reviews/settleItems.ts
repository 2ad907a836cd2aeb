import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { outbox } from '../../db/operations/schema.ts';
import {
  bulkDecisionItems,
  bulkDecisions,
  decisionRequests,
  reviewDecisions,
  reviewTasks,
} from '../../db/reviews/schema.ts';
import type { ErrorCode } from '../../domain/errors/codes.ts';
import { type BulkItem, requestIdOf } from './requestItems.ts';

/** Outcome of a request that was stored for a chunk and withdrawn by the abort: its task stays open. */
export const WITHDRAWN = { accepted: false, code: 'BULK_ABORTED' } as const;

type Verdict = { outcome: 'accepted'; code: null } | { outcome: 'refused'; code: ErrorCode };

/** What stands in the books about the requests of these items, by task. */
async function factsAbout(tx: Transaction, items: readonly BulkItem[]) {
  const rows = await tx
    .select({
      request: decisionRequests,
      state: reviewTasks.state,
      decidedBy: reviewDecisions.requestId,
      told: outbox.deliveredAt,
    })
    .from(decisionRequests)
    .innerJoin(reviewTasks, eq(reviewTasks.id, decisionRequests.taskId))
    .innerJoin(outbox, and(eq(outbox.subjectId, decisionRequests.id), eq(outbox.kind, 'decision')))
    .leftJoin(reviewDecisions, eq(reviewDecisions.taskId, reviewTasks.id))
    .where(inArray(decisionRequests.id, items.map(requestIdOf)));
  return new Map(rows.map((row) => [row.request.taskId, row]));
}
type Facts = Awaited<ReturnType<typeof factsAbout>> extends Map<string, infer Row> ? Row : never;

/** What became of an item; null while nobody knows. */
function verdictOn(facts: Facts | undefined): Verdict | null {
  if (!facts) return null;
  const { request, state, decidedBy, told } = facts;
  const outcome = request.outcome as { accepted: boolean; code?: ErrorCode } | null;
  if (outcome?.accepted || decidedBy === request.id) return { outcome: 'accepted', code: null };
  if (outcome?.code === WITHDRAWN.code) return null;
  if (outcome) return { outcome: 'refused', code: outcome.code ?? 'REVIEW_STALE' };
  // Told, and its run had ended: somebody else closed the task.
  if (told && state !== 'pending')
    return { outcome: 'refused', code: state === 'expired' ? 'REVIEW_EXPIRED' : 'REVIEW_ALREADY_DECIDED' };
  return null;
}

/** Writes the outcomes that are known by now, each once; returns the items still without one. */
export async function settleItems(tx: Transaction, items: readonly BulkItem[]): Promise<BulkItem[]> {
  const facts = await factsAbout(tx, items);
  const open: BulkItem[] = [];
  for (const item of items) {
    const verdict = verdictOn(facts.get(item.taskId));
    if (!verdict) open.push(item);
    else
      await tx
        .update(bulkDecisionItems)
        .set({ ...verdict, settledAt: sql`now()` })
        .where(
          and(
            eq(bulkDecisionItems.bulkId, item.bulkId),
            eq(bulkDecisionItems.position, item.position),
            isNull(bulkDecisionItems.outcome),
          ),
        );
  }
  return open;
}

/** Brings the count of settled items up to date, so that everybody who watches sees the progress; returns it. */
export async function countSettled(tx: Transaction, bulkId: string): Promise<number> {
  const settled = await tx.$count(
    bulkDecisionItems,
    and(eq(bulkDecisionItems.bulkId, bulkId), isNotNull(bulkDecisionItems.outcome)),
  );
  await tx.update(bulkDecisions).set({ settled }).where(eq(bulkDecisions.id, bulkId));
  return settled;
}

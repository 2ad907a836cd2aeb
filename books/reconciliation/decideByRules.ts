import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { processes } from '../../db/operations/schema.ts';
import { decisionRequests, reviewSnapshots, reviewTasks } from '../../db/reviews/schema.ts';
import { contentHash, uuidFromText } from '../../domain/digest.ts';
import type { Approval, Judged } from '../reviews/kind.ts';
import { writeDecision } from '../reviews/writeDecision.ts';
import { approveMatch, lockMatch } from './moveMatch.ts';

/** Who decides where the rules do. */
const RULES_ACTOR = 'rules';

/** The request that stands behind a decision of the rules, as one of a person does. */
async function requestOfRules(tx: Transaction, task: Judged['task'], shownHash: string): Promise<Judged['request']> {
  const id = uuidFromText(`${task.tenantId}:rules:${task.id}`);
  const [request] = await tx
    .insert(decisionRequests)
    .values({
      id,
      tenantId: task.tenantId,
      taskId: task.id,
      idempotencyKey: id,
      requestHash: contentHash({ taskId: task.id, action: 'approved', shownHash }),
      shownHash,
      action: 'approved',
      actor: RULES_ACTOR,
      reviewerName: 'The matching rules',
    })
    .returning();
  if (!request) throw new Error('request not written');
  return request;
}

/**
 * Approves a match by the rules, in the transaction that opened its task: the same card, decision and effects as of a person.
 * Null where the books refuse it; then a person is asked.
 */
export async function decideByRules(
  tx: Transaction,
  { matchId, taskId, approval }: { matchId: string; taskId: string; approval: Approval },
): Promise<string | null> {
  const [row] = await tx
    .select({ task: reviewTasks, snapshot: reviewSnapshots, process: processes })
    .from(reviewTasks)
    .innerJoin(reviewSnapshots, eq(reviewSnapshots.id, reviewTasks.snapshotId))
    .innerJoin(processes, eq(processes.id, reviewTasks.processId))
    .where(eq(reviewTasks.id, taskId))
    .for('update', { of: reviewTasks });
  const match = await lockMatch(tx, matchId);
  if (!row || !match || row.task.state !== 'pending') return null;
  if (await approveMatch(tx, match, RULES_ACTOR)) return null;
  const request = await requestOfRules(tx, row.task, row.snapshot.shownHash);
  return writeDecision(
    tx,
    { ...row, request, shown: JSON.parse(row.snapshot.canonicalJson), at: new Date() },
    approval,
  );
}

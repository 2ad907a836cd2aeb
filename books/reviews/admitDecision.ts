import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { processes } from '../../db/operations/schema.ts';
import { decisionRequests, reviewDecisions, reviewSnapshots, reviewTasks } from '../../db/reviews/schema.ts';
import { contentHash } from '../../domain/digest.ts';
import type { ErrorCode } from '../../domain/errors/codes.ts';
import type { DecisionMessage } from '../../domain/reviews/decision.ts';
import { actionEntry } from '../../domain/reviews/kinds.ts';
import { lacksReason, warningsOf } from '../../domain/reviews/warnings.ts';
import type { Admission, ReviewScope } from '../../workflows/reviews/contract.ts';
import { appendEvent } from '../events.ts';
import { actorProblem } from './decider.ts';
import type { Judged, Judgement, ReviewKinds } from './kind.ts';
import { refuseRequest } from './refuseRequest.ts';
import { stakesOf } from './stakes.ts';
import { type Standing, standingOf } from './standing.ts';
import { writeDecision } from './writeDecision.ts';

/** What admitting needs to know besides the books. */
export interface Admitting {
  reviewKinds: ReviewKinds;
  /** True in production: then a Signal may decide money only where the tenant allows it. */
  production: boolean;
}

type Refusal = Extract<Admission, { ok: false }>;
const refused = (code: ErrorCode): Refusal => ({ ok: false, code });

/** A Signal stores nothing before it comes: its request is written here, under the task's lock. False where there is no such task. */
async function keepSignal(tx: Transaction, tenantId: string, message: DecisionMessage): Promise<boolean> {
  const { requestId: id, taskId, shownHash, action, actor, comment } = message;
  const [task] = await tx
    .select({ id: reviewTasks.id })
    .from(reviewTasks)
    .where(eq(reviewTasks.id, taskId))
    .for('update');
  if (!task) return false;
  const requestHash = contentHash({ taskId, action, shownHash });
  await tx
    .insert(decisionRequests)
    .values({
      id,
      tenantId,
      taskId,
      idempotencyKey: id,
      requestHash,
      shownHash,
      action,
      comment: comment ?? null,
      actor,
    })
    .onConflictDoNothing();
  return true;
}

/**
 * The task and the request under lock, in this order, with what belongs to them; a code where this process has no such task or
 * request. All in one round trip: the server takes the statements one after the other, so what follows the locks is read under them.
 */
async function lockTask(tx: Transaction, scope: ReviewScope, message: DecisionMessage) {
  if (message.actor === 'temporal-operator' && !(await keepSignal(tx, scope.tenantId, message)))
    return refused('REVIEW_STALE');
  const ofTask = eq(reviewTasks.id, message.taskId);
  const [[locked], [request], [final], [shown]] = await Promise.all([
    tx
      .select({ task: reviewTasks, at: sql`now()`.mapWith(reviewTasks.createdAt) })
      .from(reviewTasks)
      .where(ofTask)
      .for('update'),
    tx.select().from(decisionRequests).where(eq(decisionRequests.id, message.requestId)).for('update'),
    tx.select().from(reviewDecisions).where(eq(reviewDecisions.taskId, message.taskId)),
    tx
      .select({ snapshot: reviewSnapshots, process: processes })
      .from(reviewTasks)
      .innerJoin(reviewSnapshots, eq(reviewSnapshots.id, reviewTasks.snapshotId))
      .innerJoin(processes, eq(processes.id, reviewTasks.processId))
      .where(ofTask),
  ]);
  if (!locked || !shown || locked.task.processId !== scope.processId || request?.taskId !== locked.task.id)
    return refused('REVIEW_STALE');
  return { ok: true as const, ...locked, ...shown, request, final };
}

type Locked = Extract<Awaited<ReturnType<typeof lockTask>>, { ok: true }>;

/** What a decision of before means for this one; null where the task is open and the request is new. */
function earlierAnswer({ task, request, final }: Locked): Admission | null {
  if (final)
    return final.requestId === request.id
      ? { ok: true, decisionId: final.id, pays: (final.approvedMinor ?? 0) > 0 }
      : refused('REVIEW_ALREADY_DECIDED');
  // What was refused, or withdrawn before it came here, stays so.
  const outcome = request.outcome as { accepted: boolean; code?: ErrorCode } | null;
  if (outcome && !outcome.accepted) return refused(outcome.code ?? 'REVIEW_STALE');
  return task.state === 'pending' ? null : refused('REVIEW_EXPIRED');
}

/** Everything that is judged; a code where what was shown has changed, or the kind has no such action. */
function judgedOf({ task, request, snapshot, process, at }: Locked, shownHash: string): Judged | Refusal {
  if (snapshot.shownHash !== request.shownHash || snapshot.shownHash !== shownHash) return refused('REVIEW_STALE');
  // The workflow has judged by the same table; a run of an older build may not have.
  if (!actionEntry(task.kind, request.action)) return refused('VALIDATION_FAILED');
  return { task, request, snapshot, shown: JSON.parse(snapshot.canonicalJson), process, at };
}

/** Who may decide what and on which grounds; an error code refuses, and then nothing was written. */
async function problemWith(
  tx: Transaction,
  { reviewKinds, production }: Admitting,
  judged: Judged,
  judgement: Judgement,
  standing: Standing,
): Promise<ErrorCode | null> {
  const { task, request } = judged;
  const problem = await actorProblem(
    tx,
    request.actor,
    task,
    stakesOf(judged, judgement, standing),
    standing,
    production,
  );
  if (problem) return problem;
  if (judgement.problem) return judgement.problem;
  if (lacksReason(request.action, warningsOf(judged.shown), request.overrideReason)) return 'OVERRIDE_REQUIRED';
  return reviewKinds[task.kind].apply(tx, judged, judgement.approval);
}

async function admit(
  tx: Transaction,
  admitting: Admitting,
  scope: ReviewScope,
  message: DecisionMessage,
): Promise<Admission> {
  const locked = await lockTask(tx, scope, message);
  if (!locked.ok) return locked;
  const earlier = earlierAnswer(locked);
  if (earlier) return earlier;
  const judged = judgedOf(locked, message.shownHash);
  if ('ok' in judged) return judged;
  const [judgement, standing] = await Promise.all([
    admitting.reviewKinds[judged.task.kind].judge(tx, judged),
    standingOf(tx, judged),
  ]);
  if (!judgement.ok) return judgement;
  const problem = await problemWith(tx, admitting, judged, judgement, standing);
  if (problem) return refused(problem);
  const { approval } = judgement;
  return { ok: true, decisionId: await writeDecision(tx, judged, approval), pays: (approval.amountMinor ?? 0) > 0 };
}

/**
 * Makes a decision final that the workflow has locked in, with its effects, or keeps with its event why not. What only the
 * books know is checked here in one order: stale, decided, expired; the area's judgement; who decides; what the area found
 * against it; the reason against warnings; the area's effects; the decision. The first one is final, a repeat is recognised.
 */
export async function admitDecision(
  tx: Transaction,
  admitting: Admitting,
  scope: ReviewScope,
  message: DecisionMessage,
): Promise<Admission> {
  const admission = await admit(tx, admitting, scope, message);
  if (admission.ok) return admission;
  await refuseRequest(tx, message.requestId, admission.code);
  await appendEvent(tx, {
    type: 'review_decision_refused',
    actor: message.actor,
    subject: `process:${scope.processId}`,
    data: { taskId: message.taskId, code: admission.code },
  });
  return admission;
}

import { and, eq, sql } from 'drizzle-orm';
import { appendEvent } from '../../books/events.ts';
import { tellApprovers } from '../../books/notifications/tellApprovers.ts';
import type { Judged, Judgement, ReviewKinds } from '../../books/reviews/kind.ts';
import type { Database, Transaction } from '../../db/database.ts';
import { processes } from '../../db/operations/schema.ts';
import { decisionRequests, reviewDecisions, reviewSnapshots, reviewTasks } from '../../db/reviews/schema.ts';
import { contentHash } from '../../domain/digest.ts';
import type { ErrorCode } from '../../domain/errors/codes.ts';
import type { DecisionMessage } from '../../domain/reviews/decision.ts';
import { actionEntry, KINDS } from '../../domain/reviews/kinds.ts';
import { lacksReason, warningsOf } from '../../domain/reviews/warnings.ts';
import { actorProblem } from './decider.ts';
import { stakesOf } from './stakes.ts';
import { writeDecision } from './writeDecision.ts';

export interface ReviewDeps {
  db: Database;
  /** True in production: then a Signal may decide money only where the tenant allows it. */
  production: boolean;
  approverEmails: string[];
}

export type Admission = { ok: true; decisionId: string; pays: boolean } | { ok: false; code: ErrorCode };

type Scope = { tenantId: string; processId: string };
type RequestRow = typeof decisionRequests.$inferSelect;

async function requestOf(tx: Transaction, scope: Scope, message: DecisionMessage): Promise<RequestRow | undefined> {
  if (message.actor === 'temporal-operator') {
    const { taskId, shownHash, action, comment } = message;
    await tx
      .insert(decisionRequests)
      .values({
        id: message.requestId,
        tenantId: scope.tenantId,
        taskId,
        idempotencyKey: message.requestId,
        requestHash: contentHash({ taskId, action, shownHash }),
        shownHash,
        action,
        comment: comment ?? null,
        actor: message.actor,
      })
      .onConflictDoNothing();
  }
  const [request] = await tx
    .select()
    .from(decisionRequests)
    .where(eq(decisionRequests.id, message.requestId))
    .for('update');
  return request;
}

/** Gate behind every review: what only the books know is checked here, and a decision becomes final in one transaction. */
export function createReviewActivities({
  db,
  production,
  approverEmails,
  reviewKinds,
}: ReviewDeps & { reviewKinds: ReviewKinds }) {
  /** Who may decide what and on which grounds; an error code refuses, and then nothing was written. */
  async function problemWith(tx: Transaction, judged: Judged, judgement: Judgement): Promise<ErrorCode | null> {
    const { task, request } = judged;
    const stakes = await stakesOf(tx, judged, judgement);
    const problem = await actorProblem(tx, request.actor, task, stakes, production);
    if (problem) return problem;
    if (judgement.problem) return judgement.problem;
    if (lacksReason(request.action, warningsOf(judged.shown), request.overrideReason)) return 'OVERRIDE_REQUIRED';
    return reviewKinds[task.kind].apply(tx, judged, judgement.approval);
  }

  async function admit(tx: Transaction, scope: Scope, message: DecisionMessage): Promise<Admission> {
    const [locked] = await tx
      .select({ task: reviewTasks, at: sql`now()`.mapWith(reviewTasks.createdAt) })
      .from(reviewTasks)
      .where(eq(reviewTasks.id, message.taskId))
      .for('update');
    if (!locked) return { ok: false, code: 'REVIEW_STALE' };
    const { task, at } = locked;
    const request = await requestOf(tx, scope, message);
    if (task.processId !== scope.processId || !request || request.taskId !== task.id)
      return { ok: false, code: 'REVIEW_STALE' };
    const [final] = await tx.select().from(reviewDecisions).where(eq(reviewDecisions.taskId, task.id));
    if (final)
      return final.requestId === request.id
        ? { ok: true, decisionId: final.id, pays: (final.approvedMinor ?? 0) > 0 }
        : { ok: false, code: 'REVIEW_ALREADY_DECIDED' };
    // What was refused, or withdrawn before it came here, stays so.
    const outcome = request.outcome as { accepted: boolean; code?: ErrorCode } | null;
    if (outcome && !outcome.accepted) return { ok: false, code: outcome.code ?? 'REVIEW_STALE' };
    if (task.state !== 'pending') return { ok: false, code: 'REVIEW_EXPIRED' };
    const [snapshot] = await tx.select().from(reviewSnapshots).where(eq(reviewSnapshots.id, task.snapshotId));
    if (!snapshot || snapshot.shownHash !== request.shownHash || snapshot.shownHash !== message.shownHash)
      return { ok: false, code: 'REVIEW_STALE' };
    // The workflow has judged by the same table; a run of an older build may not have.
    if (!actionEntry(task.kind, request.action)) return { ok: false, code: 'VALIDATION_FAILED' };
    const [process] = await tx.select().from(processes).where(eq(processes.id, task.processId));
    if (!process) throw new Error(`no process ${task.processId}`);
    const judged: Judged = { task, request, snapshot, shown: JSON.parse(snapshot.canonicalJson), process, at };
    const judgement = await reviewKinds[task.kind].judge(tx, judged);
    if (!judgement.ok) return judgement;
    const problem = await problemWith(tx, judged, judgement);
    if (problem) return { ok: false, code: problem };
    const { approval } = judgement;
    const decisionId = await writeDecision(tx, judged, approval);
    return { ok: true, decisionId, pays: (approval.amountMinor ?? 0) > 0 };
  }

  return {
    /** Admits a decision the workflow has locked in; the first one is final, a repeat of it is recognised. */
    async admitDecision(input: Scope & { message: DecisionMessage }): Promise<Admission> {
      return db.withTenant(input.tenantId, async (tx) => {
        const admission = await admit(tx, input, input.message);
        if (!admission.ok) {
          await tx
            .update(decisionRequests)
            .set({ outcome: { accepted: false, code: admission.code } })
            .where(eq(decisionRequests.id, input.message.requestId));
          await appendEvent(tx, {
            type: 'review_decision_refused',
            actor: input.message.actor,
            subject: `process:${input.processId}`,
            data: { taskId: input.message.taskId, code: admission.code },
          });
        }
        return admission;
      });
    },

    /** Event for a Signal that could not be read or was refused: nobody waits for its answer. */
    async recordSignalRefusal(input: Scope & { code: string }): Promise<void> {
      await db.withTenant(input.tenantId, (tx) =>
        appendEvent(tx, {
          type: 'review_signal_refused',
          actor: 'temporal-operator',
          subject: `process:${input.processId}`,
          data: { code: input.code },
        }),
      );
    },

    /** Reminds the approvers of a pending task, or escalates it. */
    async remindReview(input: Scope & { taskId: string; stage: 'remind' | 'escalate' }): Promise<void> {
      await db.withTenant(input.tenantId, async (tx) => {
        const [task] = await tx
          .select()
          .from(reviewTasks)
          .where(and(eq(reviewTasks.id, input.taskId), eq(reviewTasks.state, 'pending')));
        if (!task) return;
        if (input.stage === 'escalate')
          await tx.update(reviewTasks).set({ escalatedAt: sql`now()` }).where(eq(reviewTasks.id, task.id));
        const template = input.stage === 'escalate' ? 'review_escalated' : 'review_reminder';
        await tellApprovers(tx, {
          tenantId: input.tenantId,
          batchKey: `${input.processId}:${task.id}:${input.stage}`,
          configured: approverEmails,
          template,
          variables: { taskId: task.id, subject: task.subject },
        });
        await appendEvent(tx, {
          type: input.stage === 'escalate' ? 'review_escalated' : 'review_reminded',
          actor: 'workflow',
          subject: `process:${input.processId}`,
          data: { taskId: task.id },
        });
      });
    },

    /** Closes an undecided task without acting. It stays visible; its case can be started again. */
    async expireReview(input: Scope & { taskId: string }): Promise<void> {
      await db.withTenant(input.tenantId, async (tx) => {
        const expired = await tx
          .update(reviewTasks)
          .set({ state: 'expired', closedAt: sql`now()` })
          .where(and(eq(reviewTasks.id, input.taskId), eq(reviewTasks.state, 'pending')))
          .returning();
        for (const { kind } of expired)
          await appendEvent(tx, {
            type: KINDS[kind].expiredEvent ?? 'review_expired',
            actor: 'workflow',
            subject: `process:${input.processId}`,
            data: { taskId: input.taskId },
          });
      });
    },
  };
}

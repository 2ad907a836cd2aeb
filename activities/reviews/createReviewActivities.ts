import { and, eq, sql } from 'drizzle-orm';
import type { Database, Transaction } from '../../db/database.ts';
import { appendEvent } from '../../db/events.ts';
import { tellApprovers } from '../../db/notifications.ts';
import { workflowStates } from '../../db/schema/disputes.ts';
import { decisionRequests, reviewDecisions, reviewSnapshots, reviewTasks } from '../../db/schema/reviews.ts';
import type { BookingSettings } from '../../domain/bookings/settings.ts';
import { contentHash } from '../../domain/digest.ts';
import { paysMoney } from '../../domain/disputes/bounds.ts';
import type { ResolutionAction } from '../../domain/disputes/schema.ts';
import type { ErrorCode } from '../../domain/errors/codes.ts';
import type { DecisionMessage, StoredLink, StoredModification } from '../../domain/review/decision.ts';
import { createBookingReviewEffects } from '../bookings/reviewEffects.ts';
import { actorProblem } from './decider.ts';

export interface ReviewDeps {
  db: Database;
  bookings: BookingSettings;
  /** True in production: then a Signal may decide money only where the tenant allows it (D-11). */
  production: boolean;
  approverEmails: string[];
}

export type Admission = { ok: true; decisionId: string; pays: boolean } | { ok: false; code: ErrorCode };

type Scope = { tenantId: string; processId: string };
type RequestRow = typeof decisionRequests.$inferSelect;

/** What a snapshot promises a reviewer, as far as admission needs it. */
interface ShownProposal {
  proposal: { action: ResolutionAction; amount_minor: number } | null;
  candidates?: { charge_id: string; refundable_minor: number }[];
  money_blocked?: boolean;
}

const TASK_STATE = {
  approved: 'approved',
  modified: 'approved',
  retry: 'rejected',
  rejected: 'rejected',
  found: 'approved',
  absent: 'approved',
} as const;

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

/** The amount a decision approves, or why it may not. Amounts are minor units of the snapshot's currency. */
function approvedAmount(
  request: RequestRow,
  shown: ShownProposal,
  snapshot: typeof reviewSnapshots.$inferSelect,
):
  | { ok: true; action: ResolutionAction | null; amountMinor: number | null; payee: string | null }
  | { ok: false; code: ErrorCode } {
  const nothing = { ok: true, amountMinor: null, payee: null } as const;
  const modification = request.modification as StoredModification | null;
  if (request.action === 'approved' && shown.proposal) {
    const { action, amount_minor: amountMinor } = shown.proposal;
    return paysMoney(action) ? { ok: true, action, amountMinor, payee: snapshot.payee } : { ...nothing, action };
  }
  if (request.action === 'modified' && modification) {
    if (!paysMoney(modification.action)) return { ...nothing, action: modification.action };
    const candidate = shown.candidates?.find((charge) => charge.charge_id === modification.chargeId);
    const payee = modification.chargeId ?? snapshot.payee;
    const maximum = candidate
      ? Math.min(candidate.refundable_minor, snapshot.maximumMinor ?? 0)
      : (snapshot.maximumMinor ?? 0);
    const known = payee !== null && (payee === snapshot.payee || candidate !== undefined);
    if (!known || shown.money_blocked) return { ok: false, code: 'VALIDATION_FAILED' };
    if (modification.amountMinor <= 0 || modification.amountMinor > maximum)
      return { ok: false, code: 'AMOUNT_OUT_OF_RANGE' };
    return { ok: true, action: modification.action, amountMinor: modification.amountMinor, payee };
  }
  return request.action === 'approved' || request.action === 'modified'
    ? { ok: false, code: 'VALIDATION_FAILED' }
    : { ...nothing, action: null };
}

/** Which booking a decision about a payment speaks of. */
const linkedBooking = (request: RequestRow, snapshot: typeof reviewSnapshots.$inferSelect): string | null =>
  request.action === 'modified'
    ? ((request.modification as StoredLink | null)?.bookingId ?? null)
    : request.action === 'approved'
      ? snapshot.payee
      : null;

/** Gate behind every review: what only the books know is checked here, and a decision becomes final in one transaction. */
export function createReviewActivities({ db, production, approverEmails, bookings }: ReviewDeps) {
  const effects = createBookingReviewEffects(bookings);

  async function admit(tx: Transaction, scope: Scope, message: DecisionMessage): Promise<Admission> {
    const [task] = await tx.select().from(reviewTasks).where(eq(reviewTasks.id, message.taskId)).for('update');
    const request = task && (await requestOf(tx, scope, message));
    if (!task || task.processId !== scope.processId || !request || request.taskId !== task.id)
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

    const approval =
      task.kind === 'booking_payment' || task.kind === 'unmatched_payment'
        ? ({ ok: true, action: null, amountMinor: null, payee: linkedBooking(request, snapshot) } as const)
        : approvedAmount(request, JSON.parse(snapshot.canonicalJson) as ShownProposal, snapshot);
    if (!approval.ok) return approval;
    const problem = await actorProblem(tx, request.actor, task, approval.amountMinor ?? 0, production);
    if (problem) return { ok: false, code: problem };
    if (task.kind === 'booking_payment' || task.kind === 'unmatched_payment') {
      const refused = await effects[task.kind](tx, { task, request, proposedBookingId: snapshot.payee });
      if (refused) return { ok: false, code: refused };
    }

    const { tenantId } = scope;
    const modification = request.modification as StoredModification | null;
    const [decision] = await tx
      .insert(reviewDecisions)
      .values({
        tenantId,
        taskId: task.id,
        requestId: request.id,
        snapshotId: snapshot.id,
        decision: request.action,
        action: approval.action,
        approvedMinor: approval.amountMinor,
        currency: snapshot.currency,
        payee: approval.payee,
        reason: modification?.reason ?? null,
        vendorId: request.vendorId,
        approvedHash: contentHash({
          shown: snapshot.shownHash,
          action: approval.action,
          amountMinor: approval.amountMinor,
          payee: approval.payee,
        }),
        allowRepeat: request.allowRepeat,
        actor: request.actor,
        reviewerName: request.reviewerName,
        comment: request.comment,
      })
      .returning();
    if (!decision) throw new Error('decision not written');
    await tx
      .update(reviewTasks)
      .set({ state: TASK_STATE[request.action], closedAt: sql`now()` })
      .where(eq(reviewTasks.id, task.id));
    await tx
      .update(decisionRequests)
      .set({ outcome: { accepted: true, decisionId: decision.id } })
      .where(eq(decisionRequests.id, request.id));
    if (task.kind === 'dispute_resolution') {
      const data = {
        decision: request.action,
        reviewer_name: request.reviewerName,
        comments: request.comment,
        decided_at: decision.decidedAt.toISOString(),
        shown_hash: snapshot.shownHash,
        actor: request.actor,
        action: approval.action,
        amount_minor: approval.amountMinor,
      };
      await tx
        .update(workflowStates)
        .set({ humanReviewData: data, status: 'running', updatedAt: sql`now()` })
        .where(and(eq(workflowStates.processId, scope.processId), sql`completed_at is null`));
    }
    await appendEvent(tx, {
      type: 'review_decided',
      actor: request.actor,
      subject: `process:${scope.processId}`,
      data: {
        taskId: task.id,
        decisionId: decision.id,
        decision: request.action,
        action: approval.action,
        amountMinor: approval.amountMinor,
        currency: snapshot.currency,
        payee: approval.payee,
        shownHash: snapshot.shownHash,
      },
    });
    return { ok: true, decisionId: decision.id, pays: (approval.amountMinor ?? 0) > 0 };
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
        if (expired.length > 0)
          await appendEvent(tx, {
            type: 'dispute_review_expired',
            actor: 'workflow',
            subject: `process:${input.processId}`,
            data: { taskId: input.taskId },
          });
      });
    },
  };
}

import { desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Database, Transaction } from '../../db/database.ts';
import { outbox } from '../../db/operations/schema.ts';
import { handOnTask } from '../../db/reviews/escalations.ts';
import { decisionRequests, reviewDecisions, reviewSnapshots, reviewTasks } from '../../db/reviews/schema.ts';
import type { StoredLink } from '../../domain/bookings/storedLink.ts';
import { contentHash, uuidFromText } from '../../domain/digest.ts';
import { RESOLUTION_ACTIONS } from '../../domain/disputes/schema.ts';
import type { StoredModification } from '../../domain/disputes/storedModification.ts';
import { CodedError, type ErrorCode } from '../../domain/errors/codes.ts';
import { parseAmount } from '../../domain/money/money.ts';
import type { ReviewAction } from '../../domain/reviews/actions.ts';
import { actionEntry } from '../../domain/reviews/kinds.ts';
import { OVERRIDE_REASON } from '../../domain/reviews/warnings.ts';
import type { Reply } from '../http/route.ts';
import type { Principal } from '../http/tokens.ts';

type EngineAnswer =
  | { kind: 'accepted'; accepted: { decisionId: string; action: ReviewAction; repeat: boolean } }
  | { kind: 'refused'; code: ErrorCode }
  | { kind: 'pending' }
  | { kind: 'ended' };

export interface DecideDeps {
  db: Database;
  sendDecision(tenantId: string, requestId: string, timeoutMs: number): Promise<EngineAnswer>;
}

export const modificationSchema = z.strictObject({
  action: z.enum(RESOLUTION_ACTIONS).exclude(['credit']),
  amount: z
    .union([z.number().nonnegative(), z.string().regex(/^\d{1,12}(\.\d{1,4})?$/)], 'an amount such as 45 or "45.50"')
    .default(0)
    .describe('Major units of the disputed currency'),
  reason: z.string().max(2000).optional(),
  charge_id: z.string().max(255).optional().describe('Which candidate charge is paid back, when the case names none'),
});

/** Part of every body that decides: why it is done although something speaks against it. */
export const overrideReason = z
  .string()
  .trim()
  .min(OVERRIDE_REASON.minimum)
  .max(OVERRIDE_REASON.maximum)
  .optional()
  .describe('Why it is done although the task shows warnings; needed then');

export const decisionAcceptedSchema = z
  .object({
    status: z.literal('accepted'),
    request_id: z.uuid(),
    decision_id: z.uuid(),
    decision: z.string(),
    repeat: z.boolean(),
  })
  .meta({ id: 'DecisionAccepted' });
export const decisionPendingSchema = z
  .object({ status: z.literal('DECISION_PENDING'), request_id: z.uuid(), status_url: z.string() })
  .meta({ id: 'DecisionPending' });

export interface WantedDecision {
  taskId: string;
  action: ReviewAction | 'escalated';
  /** undefined only on POST /human-review/decision and the booking routes: bound to the task as it stands now. */
  shownHash: string | undefined;
  modification: z.infer<typeof modificationSchema> | undefined;
  /** Which booking an unmatched payment is for; with action `modified`. */
  link?: StoredLink | undefined;
  vendorId: string | undefined;
  allowRepeat: boolean;
  reviewerName: string | undefined;
  comment: string | undefined;
  /** Why it is done although the snapshot warns. */
  overrideReason?: string | undefined;
}

const ANSWER_TIMEOUT_MS = 3_000;
// The outbox takes over only when the answer below did not come.
const RESEND_AFTER_MS = 5_000;

interface Loaded {
  task: typeof reviewTasks.$inferSelect;
  snapshot: typeof reviewSnapshots.$inferSelect;
}

async function loadTask(tx: Transaction, taskId: string): Promise<Loaded> {
  const [row] = await tx
    .select({ task: reviewTasks, snapshot: reviewSnapshots })
    .from(reviewTasks)
    .innerJoin(reviewSnapshots, eq(reviewSnapshots.id, reviewTasks.snapshotId))
    .where(eq(reviewTasks.id, taskId));
  if (!row) throw new CodedError('NOT_FOUND');
  return row;
}

/** How a request that hands a task on is stored; it is settled at once and never sent to a run. */
const HAND_ON: StoredModification = { action: 'escalate', amountMinor: 0, reason: null, chargeId: null };

function storedModification(wanted: WantedDecision, currency: string | null): StoredModification | StoredLink | null {
  const { modification } = wanted;
  if (wanted.action !== 'modified') return null;
  if (wanted.link) return wanted.link;
  if (!modification)
    throw new CodedError('VALIDATION_FAILED', 'modified_resolution: needed with decision "modified"', {
      fields: [{ field: 'modified_resolution', rule: 'required' }],
    });
  try {
    const amountMinor = parseAmount(modification.amount, currency ?? 'USD');
    return {
      action: modification.action,
      amountMinor,
      reason: modification.reason ?? null,
      chargeId: modification.charge_id ?? null,
    };
  } catch {
    throw new CodedError('AMOUNT_OUT_OF_RANGE', `modified_resolution.amount: not an amount in ${currency ?? 'USD'}`);
  }
}

/** Whether what is wanted only hands the task on: said so, as a change, or by approving a proposal that says no more. */
function handsOn(wanted: WantedDecision, canonicalJson: string): boolean {
  if (wanted.action === 'escalated' || wanted.modification?.action === 'escalate') return true;
  const shown = JSON.parse(canonicalJson) as { proposal?: { action?: string } | null };
  return wanted.action === 'approved' && shown.proposal?.action === 'escalate';
}

/** Same effect = the same decision, whoever sent it again and under whatever key. */
async function isRepeat(
  tx: Transaction,
  wanted: WantedDecision,
  modification: StoredModification | StoredLink | null,
  shownPayee: string | null,
): Promise<typeof reviewDecisions.$inferSelect | null> {
  const [final] = await tx
    .select()
    .from(reviewDecisions)
    .where(eq(reviewDecisions.taskId, wanted.taskId))
    .orderBy(desc(reviewDecisions.decidedAt));
  if (!final || final.decision !== wanted.action || final.vendorId !== (wanted.vendorId ?? null)) return null;
  if (!modification) return final;
  if ('bookingId' in modification) {
    const [kept] = await tx.select().from(decisionRequests).where(eq(decisionRequests.id, final.requestId));
    const link = kept?.modification as StoredLink | null | undefined;
    return final.payee === modification.bookingId && link?.confirm === modification.confirm ? final : null;
  }
  if (final.action !== modification.action || (final.approvedMinor ?? 0) !== modification.amountMinor) return null;
  // Who names no charge means the one of the card.
  return final.payee === null || final.payee === (modification.chargeId ?? shownPayee) ? final : null;
}

/** Answer from the books once the task is closed: the same decision is 200, another one 409. */
async function answerFromBooks(
  deps: DecideDeps,
  tenantId: string,
  requestId: string,
  wanted: WantedDecision,
  modification: StoredModification | StoredLink | null,
): Promise<Reply> {
  return deps.db.withTenant(tenantId, async (tx) => {
    const { task, snapshot } = await loadTask(tx, wanted.taskId);
    if (task.state === 'expired') throw new CodedError('REVIEW_EXPIRED');
    const repeat = await isRepeat(tx, wanted, modification, snapshot.payee);
    if (!repeat) throw new CodedError('REVIEW_ALREADY_DECIDED', undefined, { decided: task.state });
    return accepted(requestId, repeat.id, repeat.decision, repeat.requestId !== requestId);
  });
}

type Stored =
  | { kind: 'stored' | 'closed'; modification: StoredModification | StoredLink | null }
  | { kind: 'handed_on'; escalationId: string; repeat: boolean };

/** Writes the request with its resend. One that hands the task on is settled here: it decides nothing, so no run is asked. */
async function storeRequest(
  tx: Transaction,
  principal: Principal,
  request: { id: string; key: string },
  wanted: WantedDecision,
): Promise<Stored> {
  const { tenantId, actor } = principal;
  const { task, snapshot } = await loadTask(tx, wanted.taskId);
  if (
    wanted.action === 'modified' &&
    Boolean(wanted.link) !== (actionEntry(task.kind, 'modified')?.needs === 'booking')
  )
    throw new CodedError('VALIDATION_FAILED', 'decision: this kind of task is not changed that way', {
      fields: [{ field: 'decision', rule: 'modified_resolution for a dispute, booking_id for an unmatched payment' }],
    });
  const escalates = handsOn(wanted, snapshot.canonicalJson);
  const modification = escalates ? HAND_ON : storedModification(wanted, snapshot.currency);
  const shownHash = wanted.shownHash ?? snapshot.shownHash;
  const requestHash = contentHash({
    taskId: wanted.taskId,
    action: wanted.action,
    shownHash,
    modification,
    vendorId: wanted.vendorId ?? null,
    comment: wanted.comment ?? null,
    actor,
    // Left out where there is none: keys from before it existed stay valid.
    ...(wanted.overrideReason === undefined ? {} : { overrideReason: wanted.overrideReason }),
  });
  const [earlier] = await tx.select().from(decisionRequests).where(eq(decisionRequests.id, request.id));
  if (earlier && earlier.requestHash !== requestHash) throw new CodedError('IDEMPOTENCY_KEY_REUSED');
  if (task.state !== 'pending') return { kind: 'closed', modification };
  if (shownHash !== snapshot.shownHash) throw new CodedError('REVIEW_STALE');
  const outcome = earlier?.outcome as { accepted: boolean; code?: ErrorCode } | null | undefined;
  if (outcome && !outcome.accepted) throw new CodedError(outcome.code ?? 'REVIEW_STALE');
  const handedOn = escalates
    ? await handOnTask(tx, task, {
        userId: principal.userId,
        actor,
        reason: wanted.modification?.reason ?? wanted.comment ?? null,
      })
    : null;
  await tx
    .insert(decisionRequests)
    .values({
      id: request.id,
      tenantId,
      taskId: task.id,
      idempotencyKey: request.key,
      requestHash,
      shownHash,
      action: wanted.action === 'escalated' ? 'modified' : wanted.action,
      modification,
      vendorId: wanted.vendorId ?? null,
      reviewerName: wanted.reviewerName ?? null,
      comment: wanted.comment ?? null,
      overrideReason: wanted.overrideReason ?? null,
      actor,
      allowRepeat: wanted.allowRepeat,
      outcome: handedOn && { accepted: true, escalationId: handedOn.escalationId },
    })
    .onConflictDoNothing();
  if (handedOn) return { kind: 'handed_on', ...handedOn };
  await tx
    .insert(outbox)
    .values({ tenantId, kind: 'decision', subjectId: request.id, dueAt: new Date(Date.now() + RESEND_AFTER_MS) })
    .onConflictDoNothing();
  return { kind: 'stored', modification };
}

const accepted = (requestId: string, decisionId: string, decision: string, repeat: boolean): Reply => ({
  status: 200,
  body: { status: 'accepted', request_id: requestId, decision_id: decisionId, decision, repeat },
});

/**
 * Stores what the reviewer asked for with its resend, then asks the workflow, which alone decides. Accepted is 200,
 * refused its code, no answer in time 202 with a status URL. Repeating with the same key returns the first outcome.
 */
export async function decide(
  deps: DecideDeps,
  principal: Principal,
  key: string,
  wanted: WantedDecision,
): Promise<Reply> {
  const { tenantId } = principal;
  // A key belongs to who sent it: the same one of somebody else is another request.
  const requestId = uuidFromText(`${tenantId}:decision:${principal.actor}:${key}`);
  const stored = await deps.db.withTenant(tenantId, (tx) =>
    storeRequest(tx, principal, { id: requestId, key }, wanted),
  );
  if (stored.kind === 'handed_on') return accepted(requestId, stored.escalationId, 'escalated', stored.repeat);
  if (stored.kind === 'closed') return answerFromBooks(deps, tenantId, requestId, wanted, stored.modification);

  const answer = await deps.sendDecision(tenantId, requestId, ANSWER_TIMEOUT_MS);
  switch (answer.kind) {
    case 'accepted':
      return accepted(requestId, answer.accepted.decisionId, answer.accepted.action, answer.accepted.repeat);
    case 'refused':
      // Somebody was faster with the very same decision: that is a yes, not a conflict.
      if (answer.code === 'REVIEW_ALREADY_DECIDED' || answer.code === 'REVIEW_STALE') {
        const closed = await deps.db.withTenant(
          tenantId,
          async (tx) => (await loadTask(tx, wanted.taskId)).task.state !== 'pending',
        );
        if (closed) return answerFromBooks(deps, tenantId, requestId, wanted, stored.modification);
      }
      throw new CodedError(answer.code);
    case 'ended':
      return answerFromBooks(deps, tenantId, requestId, wanted, stored.modification);
    case 'pending':
      return pending(requestId);
  }
}

const pending = (requestId: string): Reply => ({
  status: 202,
  body: { status: 'DECISION_PENDING', request_id: requestId, status_url: `/api/v1/decisions/${requestId}` },
});

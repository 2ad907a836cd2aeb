import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { outbox } from '../../db/operations/schema.ts';
import { decisionRequests } from '../../db/reviews/schema.ts';
import { loadTask, type TaskWithSnapshot } from '../../db/reviews/tasks.ts';
import { contentHash } from '../../domain/digest.ts';
import { CodedError, type ErrorCode } from '../../domain/errors/codes.ts';
import { actionEntry } from '../../domain/reviews/kinds.ts';
import { handOnTask } from './handOnTask.ts';
import { handsOn, type WantedDecision } from './wantedDecision.ts';

/** Who asks, and under which key. */
export interface Requester {
  requestId: string;
  /** The Idempotency-Key as it was sent. */
  key: string;
  tenantId: string;
  actor: string;
  userId: string;
}

export type KeptRequest = { kind: 'kept' | 'closed' } | { kind: 'handed_on'; escalationId: string; repeat: boolean };

/** The outbox tells the workflow only when the answer to whoever stored the request did not come. */
const RESEND_AFTER_MS = 5_000;
/** How a request that hands a task on is kept; it is settled at once and never sent to a run. */
const HAND_ON = { action: 'escalate', amountMinor: 0, reason: null, chargeId: null };

/** Each kind is changed in its own way; throws VALIDATION_FAILED for a change of another kind, and where it is missing. */
function assertChangeFits({ task }: TaskWithSnapshot, { action, change }: WantedDecision, escalates: boolean): void {
  if (action !== 'modified') return;
  const needs = actionEntry(task.kind, 'modified')?.needs;
  if (change && change.needs !== needs && !(escalates && needs === undefined))
    throw new CodedError('VALIDATION_FAILED', 'decision: this kind of task is not changed that way', {
      fields: [{ field: 'decision', rule: needs ? `modified with a ${needs}` : 'not modified' }],
    });
  if (!change)
    throw new CodedError('VALIDATION_FAILED', 'decision: modified needs what is changed', {
      fields: [{ field: 'decision', rule: needs ? `modified with a ${needs}` : 'not modified' }],
    });
}

/** The same request has the same hash: a key may not be used for another one. */
function hashOf(wanted: WantedDecision, actor: string, shownHash: string, modification: object | null): string {
  const { taskId, action, vendorId, comment, overrideReason } = wanted;
  return contentHash({
    taskId,
    action,
    shownHash,
    modification,
    vendorId: vendorId ?? null,
    comment: comment ?? null,
    actor,
    // Left out where there is none: keys from before it existed stay valid.
    ...(overrideReason === undefined ? {} : { overrideReason }),
  });
}

async function insertRequest(
  tx: Transaction,
  by: Requester,
  wanted: WantedDecision,
  kept: { requestHash: string; shownHash: string; modification: object | null; outcome: object | null },
): Promise<void> {
  await tx
    .insert(decisionRequests)
    .values({
      ...kept,
      id: by.requestId,
      tenantId: by.tenantId,
      taskId: wanted.taskId,
      idempotencyKey: by.key,
      action: wanted.action === 'escalated' ? 'modified' : wanted.action,
      vendorId: wanted.vendorId ?? null,
      reviewerName: wanted.reviewerName ?? null,
      comment: wanted.comment ?? null,
      overrideReason: wanted.overrideReason ?? null,
      actor: by.actor,
      allowRepeat: wanted.allowRepeat,
    })
    .onConflictDoNothing();
}

async function queueResend(tx: Transaction, { tenantId, requestId }: Requester): Promise<void> {
  await tx
    .insert(outbox)
    .values({ tenantId, kind: 'decision', subjectId: requestId, dueAt: new Date(Date.now() + RESEND_AFTER_MS) })
    .onConflictDoNothing();
}

/**
 * Keeps what a reviewer asks for, with its resend. One that hands the task on is settled here: it decides nothing, so no run is
 * asked. `closed`: the task is decided or expired, and nothing was written. Throws NOT_FOUND, VALIDATION_FAILED,
 * AMOUNT_OUT_OF_RANGE, IDEMPOTENCY_KEY_REUSED, REVIEW_STALE, the code of an earlier refusal, and what handing on throws.
 */
export async function keepRequest(tx: Transaction, by: Requester, wanted: WantedDecision): Promise<KeptRequest> {
  const [loaded, [earlier]] = await Promise.all([
    loadTask(tx, wanted.taskId),
    tx.select().from(decisionRequests).where(eq(decisionRequests.id, by.requestId)),
  ]);
  const { task, snapshot } = loaded;
  const escalates = handsOn(wanted, snapshot.canonicalJson);
  assertChangeFits(loaded, wanted, escalates);
  const change = wanted.action === 'modified' ? wanted.change : undefined;
  const modification = escalates ? HAND_ON : (change?.stored(snapshot.currency) ?? null);
  const shownHash = wanted.shownHash ?? snapshot.shownHash;
  const requestHash = hashOf(wanted, by.actor, shownHash, modification);
  if (earlier && earlier.requestHash !== requestHash) throw new CodedError('IDEMPOTENCY_KEY_REUSED');
  if (task.state !== 'pending') return { kind: 'closed' };
  if (shownHash !== snapshot.shownHash) throw new CodedError('REVIEW_STALE');
  const outcome = earlier?.outcome as { accepted: boolean; code?: ErrorCode } | null | undefined;
  if (outcome && !outcome.accepted) throw new CodedError(outcome.code ?? 'REVIEW_STALE');
  const reason = wanted.change?.reason ?? wanted.comment ?? null;
  const handedOn = escalates ? await handOnTask(tx, task, { userId: by.userId, actor: by.actor, reason }) : null;
  const outcomeNow = handedOn && { accepted: true, escalationId: handedOn.escalationId };
  const asked = insertRequest(tx, by, wanted, { requestHash, shownHash, modification, outcome: outcomeNow });
  await Promise.all([asked, handedOn ? null : queueResend(tx, by)]);
  return handedOn ? { kind: 'handed_on', ...handedOn } : { kind: 'kept' };
}

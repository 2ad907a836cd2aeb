import { desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { keepRequest } from '../../books/reviews/keepRequest.ts';
import { type FinalDecision, handsOn, type WantedDecision } from '../../books/reviews/wantedDecision.ts';
import type { Database, Transaction } from '../../db/database.ts';
import { decisionRequests, reviewDecisions } from '../../db/reviews/schema.ts';
import { loadTask, type TaskWithSnapshot } from '../../db/reviews/tasks.ts';
import { uuidFromText } from '../../domain/digest.ts';
import { CodedError, type ErrorCode } from '../../domain/errors/codes.ts';
import type { ReviewAction } from '../../domain/reviews/actions.ts';
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

/** What every route that decides may answer; its area adds its own. */
export const DECISION_ERRORS = [
  'NOT_FOUND',
  'REVIEW_ALREADY_DECIDED',
  'REVIEW_STALE',
  'REVIEW_EXPIRED',
  'AMOUNT_OUT_OF_RANGE',
  'OVERRIDE_REQUIRED',
  'REVIEWER_LIMIT_EXCEEDED',
  'SELF_REVIEW_FORBIDDEN',
  'REVIEW_HANDED_ON',
  'NOBODY_ELSE_DECIDES',
  'IDEMPOTENCY_KEY_REUSED',
] as const;

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

const ANSWER_TIMEOUT_MS = 3_000;

const accepted = (requestId: string, decisionId: string, decision: string, repeat: boolean): Reply => ({
  status: 200,
  body: { status: 'accepted', request_id: requestId, decision_id: decisionId, decision, repeat },
});
const pending = (requestId: string): Reply => ({
  status: 202,
  body: { status: 'DECISION_PENDING', request_id: requestId, status_url: `/api/v1/decisions/${requestId}` },
});

/** Same effect = the same decision, whoever sent it again and under whatever key. */
async function earlierSame(
  tx: Transaction,
  wanted: WantedDecision,
  { snapshot }: TaskWithSnapshot,
): Promise<FinalDecision | null> {
  const [final] = await tx
    .select()
    .from(reviewDecisions)
    .where(eq(reviewDecisions.taskId, wanted.taskId))
    .orderBy(desc(reviewDecisions.decidedAt));
  if (!final || final.decision !== wanted.action || final.vendorId !== (wanted.vendorId ?? null)) return null;
  // Versions before this one decided such proposals.
  if (handsOn(wanted, snapshot.canonicalJson)) return final.action === 'escalate' ? final : null;
  if (wanted.action !== 'modified' || !wanted.change) return final;
  const [kept] = await tx.select().from(decisionRequests).where(eq(decisionRequests.id, final.requestId));
  return wanted.change.isSame(final, kept?.modification, snapshot) ? final : null;
}

/** Answer from the books once the task is closed: the same decision is 200, another one 409. */
const answerFromBooks = (db: Database, tenantId: string, requestId: string, wanted: WantedDecision): Promise<Reply> =>
  db.withTenant(tenantId, async (tx) => {
    const loaded = await loadTask(tx, wanted.taskId);
    if (loaded.task.state === 'expired') throw new CodedError('REVIEW_EXPIRED');
    const same = await earlierSame(tx, wanted, loaded);
    if (!same) throw new CodedError('REVIEW_ALREADY_DECIDED', undefined, { decided: loaded.task.state });
    return accepted(requestId, same.id, same.decision, same.requestId !== requestId);
  });

const isClosed = (db: Database, tenantId: string, taskId: string): Promise<boolean> =>
  db.withTenant(tenantId, async (tx) => (await loadTask(tx, taskId)).task.state !== 'pending');

/**
 * Keeps what the reviewer asks for with its resend, then asks the workflow, which alone decides. Accepted is 200,
 * refused its code, no answer in time 202 with a status URL. Repeating with the same key returns the first outcome.
 */
export async function decide(
  { db, sendDecision }: DecideDeps,
  { tenantId, actor, userId }: Principal,
  key: string,
  wanted: WantedDecision,
): Promise<Reply> {
  // A key belongs to who sent it: the same one of somebody else is another request.
  const requestId = uuidFromText(`${tenantId}:decision:${actor}:${key}`);
  const kept = await db.withTenant(tenantId, (tx) =>
    keepRequest(tx, { requestId, key, tenantId, actor, userId }, wanted),
  );
  if (kept.kind === 'handed_on') return accepted(requestId, kept.escalationId, 'escalated', kept.repeat);
  if (kept.kind === 'closed') return answerFromBooks(db, tenantId, requestId, wanted);

  const answer = await sendDecision(tenantId, requestId, ANSWER_TIMEOUT_MS);
  switch (answer.kind) {
    case 'accepted':
      return accepted(requestId, answer.accepted.decisionId, answer.accepted.action, answer.accepted.repeat);
    case 'refused':
      // Somebody was faster with the very same decision: that is a yes, not a conflict.
      if (answer.code === 'REVIEW_ALREADY_DECIDED' || answer.code === 'REVIEW_STALE')
        if (await isClosed(db, tenantId, wanted.taskId)) return answerFromBooks(db, tenantId, requestId, wanted);
      throw new CodedError(answer.code);
    case 'ended':
      return answerFromBooks(db, tenantId, requestId, wanted);
    case 'pending':
      return pending(requestId);
  }
}

import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { type RightsOfNow, rightsOfNow } from '../../db/identity/rightsOfNow.ts';
import { reviewEscalations } from '../../db/reviews/schema.ts';
import type { ErrorCode } from '../../domain/errors/codes.ts';
import { KINDS, type ReviewKind } from '../../domain/reviews/kinds.ts';
import { isAbove } from '../../domain/reviews/limits.ts';
import type { Stakes } from './stakes.ts';
import type { Standing } from './standing.ts';

/** Whether the decider, in person or by a key, is one of those whose request or object it is. */
async function ownsIt(
  tx: Transaction,
  actor: string,
  decider: RightsOfNow,
  owners: readonly string[],
): Promise<boolean> {
  const others = [...new Set(owners)];
  if (others.includes(actor)) return true;
  const people = await Promise.all(others.map((owner) => rightsOfNow(tx, owner)));
  return people.some((person) => person?.userId === decider.userId);
}

/** Whether this person handed the task on. */
async function handedOnBy(tx: Transaction, taskId: string, userId: string): Promise<boolean> {
  const own = and(eq(reviewEscalations.taskId, taskId), eq(reviewEscalations.userId, userId));
  return (await tx.$count(reviewEscalations, own)) > 0;
}

/** Checks of the person behind a decision, as the books stand now: right, own object, and the limits on what is at risk. */
export async function actorProblem(
  tx: Transaction,
  actor: string,
  { id: taskId, kind }: { id: string; kind: ReviewKind },
  { risks, owners }: Stakes,
  { settings, decider }: Standing,
  production: boolean,
): Promise<ErrorCode | null> {
  if (actor === 'temporal-operator') {
    const moves = risks.some(({ amountMinor }) => amountMinor !== 0);
    const limited = settings?.reviewerLimitMinor != null;
    return moves && (limited || (production && !settings?.operatorSignalAllowed)) ? 'OPERATOR_SIGNAL_REFUSED' : null;
  }
  if (!decider || !KINDS[kind].rights.every((permission) => decider.may(permission))) return 'FORBIDDEN';
  const [handedOn, own] = await Promise.all([
    handedOnBy(tx, taskId, decider.userId),
    ownsIt(tx, actor, decider, owners),
  ]);
  if (handedOn) return 'REVIEW_HANDED_ON';
  if (own) return 'SELF_REVIEW_FORBIDDEN';
  const currency = settings?.limitCurrency ?? null;
  const limits = [settings?.reviewerLimitMinor, decider.limitMinor].filter((limit) => limit != null);
  const above = limits.some((amountMinor) => risks.some((risk) => isAbove(risk, { amountMinor, currency })));
  return above ? 'REVIEWER_LIMIT_EXCEEDED' : null;
}

import { eq } from 'drizzle-orm';
import { isUuid, type Transaction } from '../../db/database.ts';
import { apiKeys, tenantSettings, users } from '../../db/schema/identity.ts';
import type { reviewTasks } from '../../db/schema/reviews.ts';
import type { ErrorCode } from '../../domain/errors/codes.ts';
import { hasPermission } from '../../domain/identity/permissions.ts';

interface Person {
  userId: string;
  mayDecide: boolean;
  /** Amount up to which this person decides alone, in minor units; null = no bound of their own. */
  limitMinor: number | null;
}

/** The person behind an actor as the books stand now: a user, or the user who made a key; null for queues and workflows. */
async function personBehind(tx: Transaction, actor: string): Promise<Person | null> {
  const [kind, id] = actor.split(':');
  if (!id || !isUuid(id) || (kind !== 'user' && kind !== 'key')) return null;
  const [key] = kind === 'key' ? await tx.select().from(apiKeys).where(eq(apiKeys.id, id)) : [];
  const userId = kind === 'key' ? key?.createdBy : id;
  const [user] = userId ? await tx.select().from(users).where(eq(users.id, userId)) : [];
  if (!user) return null;
  const keyHolds = key && !key.revokedAt && !(key.expiresAt && key.expiresAt.getTime() <= Date.now());
  const mayDecide =
    !user.disabledAt &&
    hasPermission(user.roles, 'review:decide') &&
    (kind === 'user' || Boolean(keyHolds && key.scopes.includes('review:decide')));
  return { userId: user.id, mayDecide, limitMinor: user.reviewLimitMinor };
}

/** Checks of the person behind a decision, as the books stand now. */
export async function actorProblem(
  tx: Transaction,
  actor: string,
  task: typeof reviewTasks.$inferSelect,
  amountMinor: number,
  production: boolean,
): Promise<ErrorCode | null> {
  const [settings] = await tx.select().from(tenantSettings);
  if (actor === 'temporal-operator') {
    const limited = settings?.reviewerLimitMinor != null;
    const refused = amountMinor > 0 && (limited || (production && !settings?.operatorSignalAllowed));
    return refused ? 'OPERATOR_SIGNAL_REFUSED' : null;
  }
  const asker = await personBehind(tx, task.requestedBy);
  const decider = await personBehind(tx, actor);
  if (!decider?.mayDecide) return 'FORBIDDEN';
  if (actor === task.requestedBy || decider.userId === asker?.userId) return 'SELF_REVIEW_FORBIDDEN';
  const limits = [settings?.reviewerLimitMinor, decider.limitMinor].filter((limit) => limit != null);
  return limits.some((limit) => amountMinor > limit) ? 'REVIEWER_LIMIT_EXCEEDED' : null;
}

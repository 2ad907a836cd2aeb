import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { users } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { appendEvent } from '../events.ts';
import { endSessions } from './endSessions.ts';
import { tellSecondFactorOff } from './tellSecondFactorOff.ts';

interface By {
  actor: string;
  requestId: string;
}

/** Keeps the secret of a factor, encrypted; it counts once confirmed. Throws SECOND_FACTOR_ACTIVE where one counts already. */
export async function keepSecondFactor(tx: Transaction, userId: string, stored: string): Promise<void> {
  const kept = await tx
    .update(users)
    .set({ secondFactorSecret: stored })
    .where(and(eq(users.id, userId), isNull(users.secondFactorConfirmedAt)))
    .returning({ id: users.id });
  if (kept.length === 0) throw new CodedError('SECOND_FACTOR_ACTIVE');
}

/** Takes the code of a step (null: no step's): each works once, and none after a later one. */
export async function takeStep(tx: Transaction, userId: string, step: number | null): Promise<boolean> {
  if (step === null) return false;
  const taken = await tx
    .update(users)
    .set({ secondFactorStep: step })
    .where(and(eq(users.id, userId), sql`coalesce(${users.secondFactorStep}, 0) < ${step}`))
    .returning({ id: users.id });
  return taken.length === 1;
}

async function assertStep(tx: Transaction, userId: string, step: number | null): Promise<void> {
  if (!(await takeStep(tx, userId, step))) throw new CodedError('INVALID_CREDENTIALS', 'The code is wrong');
}

/** Turns the factor on with a first code. Throws INVALID_CREDENTIALS, SECOND_FACTOR_ACTIVE. */
export async function confirmSecondFactor(tx: Transaction, userId: string, step: number | null, by: By): Promise<void> {
  await assertStep(tx, userId, step);
  const confirmed = await tx
    .update(users)
    .set({ secondFactorConfirmedAt: sql`now()`, version: sql`version + 1` })
    .where(and(eq(users.id, userId), isNull(users.secondFactorConfirmedAt)))
    .returning({ id: users.id });
  if (confirmed.length === 0) throw new CodedError('SECOND_FACTOR_ACTIVE');
  await appendEvent(tx, { type: 'second_factor_enabled', subject: `user:${userId}`, ...by });
}

/** Turns the factor off with a code; the person's other sessions end and all admins hear of it. Throws INVALID_CREDENTIALS. */
export async function disableSecondFactor(
  tx: Transaction,
  user: typeof users.$inferSelect,
  step: number | null,
  by: By & { sessionId: string | null },
): Promise<void> {
  const { tenantId, id: userId } = user;
  const { actor, requestId } = by;
  await assertStep(tx, userId, step);
  await tx
    .update(users)
    .set({ secondFactorSecret: null, secondFactorConfirmedAt: null, version: sql`version + 1` })
    .where(eq(users.id, userId));
  await endSessions(tx, { tenantId, userId, except: by.sessionId }, 'password');
  await tellSecondFactorOff(tx, user, 'they turned it off themselves, with password and code');
  await appendEvent(tx, { type: 'second_factor_disabled', actor, subject: `user:${userId}`, requestId });
}

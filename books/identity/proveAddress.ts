import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { users } from '../../db/identity/schema.ts';
import { appendEvent } from '../events.ts';
import { endSessions } from './endSessions.ts';
import { revoke } from './revoke.ts';
import { takeMailToken } from './takeMailToken.ts';

export const addressProved = (tx: Transaction, userId: string, requestId: string): Promise<void> =>
  appendEvent(tx, { type: 'address_proved', actor: `user:${userId}`, subject: `user:${userId}`, requestId });

/** Uses the token of a sign-up's mail; the address is its account's from then on. Throws INVALID_CREDENTIALS. */
export async function proveAddress(
  tx: Transaction,
  token: { id: string; userId: string },
  requestId: string,
): Promise<void> {
  if (await takeMailToken(tx, { ...token, purpose: 'address' })) await addressProved(tx, token.userId, requestId);
}

/** Ends a sign-up whose address somebody else has proved; an account that has proved its own stays. */
export async function endUnproved(
  tx: Transaction,
  signUp: { id: string; tenantId: string },
  requestId: string,
): Promise<void> {
  const { id, tenantId } = signUp;
  const ended = await tx
    .update(users)
    .set({ disabledAt: sql`coalesce(disabled_at, now())`, version: sql`version + 1` })
    .where(and(eq(users.id, id), eq(users.address, 'unproved')))
    .returning({ id: users.id });
  if (ended.length === 0) return;
  await endSessions(tx, { tenantId, userId: id }, 'admin');
  await revoke(tx, { tenantId, kind: 'user', subject: id });
  await appendEvent(tx, {
    type: 'user_changed',
    actor: 'anonymous',
    subject: `user:${id}`,
    data: { active: false, reason: 'address proved by somebody else' },
    requestId,
  });
}

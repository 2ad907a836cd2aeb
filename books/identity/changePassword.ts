import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { presentAccount } from '../../db/identity/presentAccount.ts';
import { users } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { appendEvent } from '../events.ts';
import { queueNotifications } from '../notifications/queueNotifications.ts';
import { endSessions } from './endSessions.ts';
import { addressProved } from './proveAddress.ts';
import { takeMailToken, voidMailTokens } from './takeMailToken.ts';

interface NewPassword {
  tenantId: string;
  userId: string;
  passwordHash: string;
}

/** Sets the password and ends all sessions but `except`. */
async function setPassword(tx: Transaction, wanted: NewPassword, except: string | null): Promise<void> {
  const { tenantId, userId, passwordHash } = wanted;
  await tx
    .update(users)
    .set({ passwordHash, passwordChangedAt: sql`now()`, version: sql`version + 1` })
    .where(eq(users.id, userId));
  // A mail that was asked for before must not set the old state back.
  await voidMailTokens(tx, userId, 'password');
  await endSessions(tx, { tenantId, userId, except }, 'password');
}

/**
 * Sets the password of somebody who has proved the old one; their other sessions end. `provedHash`: of the one that was
 * proved, which may be another by now. Throws INVALID_CREDENTIALS then, and for a disabled account.
 */
export async function changePassword(
  tx: Transaction,
  wanted: NewPassword & { sessionId: string | null; provedHash: string },
  by: { actor: string; requestId: string },
): Promise<void> {
  const account = await presentAccount(tx, wanted.userId);
  if (account?.passwordHash !== wanted.provedHash) throw new CodedError('INVALID_CREDENTIALS');
  await setPassword(tx, wanted, wanted.sessionId);
  await appendEvent(tx, { type: 'password_changed', subject: `user:${wanted.userId}`, ...by });
}

/** Queues the mail with a single-use token. The secret link is made when the mail is sent, so that it stands nowhere but there. */
export async function requestPasswordReset(
  tx: Transaction,
  user: { id: string; tenantId: string; email: string },
  requestId: string,
): Promise<void> {
  await voidMailTokens(tx, user.id, 'password');
  await queueNotifications(tx, {
    tenantId: user.tenantId,
    batchKey: `password-reset:${user.id}:${requestId}`,
    messages: [{ channel: 'email', recipient: user.email, template: 'password_reset', variables: { userId: user.id } }],
  });
  await appendEvent(tx, {
    type: 'password_reset_requested',
    actor: 'anonymous',
    subject: `user:${user.id}`,
    requestId,
  });
}

/** Uses a mail's token for a new password; all sessions end, and the address is proved. Throws INVALID_CREDENTIALS. */
export async function resetPassword(
  tx: Transaction,
  tokenId: string,
  wanted: NewPassword,
  requestId: string,
): Promise<void> {
  const { userId } = wanted;
  const proved = await takeMailToken(tx, { id: tokenId, userId, purpose: 'password' });
  await setPassword(tx, wanted, null);
  const subject = `user:${userId}`;
  await appendEvent(tx, { type: 'password_changed', actor: subject, subject, data: { by: 'reset' }, requestId });
  if (proved) await addressProved(tx, userId, requestId);
}

import type { Transaction } from '../../db/database.ts';
import { appendEvent } from '../events.ts';
import { type Grant, openSession, type UserRow } from './openSession.ts';

/** Starts the session of somebody who has proved who they are. */
export async function logIn(
  tx: Transaction,
  user: UserRow,
  from: { userAgent: string | undefined; requestId: string },
): Promise<Grant> {
  const grant = await openSession(tx, user, from.userAgent);
  const subject = `user:${user.id}`;
  await appendEvent(tx, { type: 'user_logged_in', actor: subject, subject, requestId: from.requestId });
  return grant;
}

/** `subject`: the account, or the name of an address that has none. */
export const noteFailedLogin = (tx: Transaction, subject: string, requestId: string): Promise<void> =>
  appendEvent(tx, { type: 'login_failed', actor: 'anonymous', subject, requestId });

import type { Transaction } from '../../db/database.ts';
import { users } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { appendEvent } from '../events.ts';
import { queueForCustomers } from '../notifications/queueForCustomers.ts';
import { type Grant, openSession, type UserRow } from './openSession.ts';

/** Asks the owner of the address whether the sign-up is theirs. Many sign-ups share the run that delivers. */
const askForProof = (tx: Transaction, user: UserRow): Promise<void> =>
  queueForCustomers(
    tx,
    user.tenantId,
    Promise.resolve([
      {
        batchKey: `address-proof:${user.id}`,
        message: {
          channel: 'email',
          recipient: user.email,
          template: 'address_proof',
          variables: { userId: user.id },
        },
      },
    ]),
  );

/**
 * Writes an account that somebody makes themselves, with its first session. It holds no role but `user` until its address
 * is proved. Throws EMAIL_TAKEN: only another sign-up stands in the way, never whoever holds the address, so this tells
 * nothing about them.
 */
export async function signUp(
  tx: Transaction,
  account: { tenantId: string; email: string; displayName: string; passwordHash: string },
  from: { userAgent: string | undefined; requestId: string },
): Promise<Grant> {
  const [user] = await tx
    .insert(users)
    .values({ ...account, roles: ['user'], address: 'unproved' })
    .onConflictDoNothing()
    .returning();
  if (!user) throw new CodedError('EMAIL_TAKEN');
  await askForProof(tx, user);
  const grant = await openSession(tx, user, from.userAgent);
  const subject = `user:${user.id}`;
  await appendEvent(tx, { type: 'user_registered', actor: subject, subject, requestId: from.requestId });
  return grant;
}

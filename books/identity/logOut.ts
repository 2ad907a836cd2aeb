import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { userSessions } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { appendEvent } from '../events.ts';
import { endSessions } from './endSessions.ts';
import { revoke } from './revoke.ts';

interface Owner {
  tenantId: string;
  userId: string;
  actor: string;
}

const ended = (tx: Transaction, owner: Owner, sessionId: string | null, reason: string, requestId: string) =>
  appendEvent(tx, {
    type: 'token_revoked',
    actor: owner.actor,
    subject: `user:${owner.userId}`,
    data: { sessionId, reason },
    requestId,
  });

/** Ends the caller's session and the token they call with. */
export async function logOut(
  tx: Transaction,
  caller: Owner & { sessionId: string | null; tokenId: string },
  requestId: string,
): Promise<void> {
  const { tenantId, userId, sessionId, tokenId } = caller;
  if (sessionId) await endSessions(tx, { tenantId, userId, sessionId }, 'logout');
  await revoke(tx, { tenantId, kind: 'token', subject: tokenId });
  await ended(tx, caller, sessionId, 'logout', requestId);
}

/** Ends one session of a person; one that has ended stays as it is. Throws NOT_FOUND where they have no such session. */
export async function endOwnSession(
  tx: Transaction,
  owner: Owner,
  sessionId: string,
  requestId: string,
): Promise<void> {
  const { tenantId, userId } = owner;
  const [session] = await tx
    .select({ id: userSessions.id })
    .from(userSessions)
    .where(and(eq(userSessions.id, sessionId), eq(userSessions.userId, userId)));
  if (!session) throw new CodedError('NOT_FOUND');
  if ((await endSessions(tx, { tenantId, userId, sessionId }, 'user')) > 0)
    await ended(tx, owner, sessionId, 'user', requestId);
}

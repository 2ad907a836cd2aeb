import { randomUUID } from 'node:crypto';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { userSessions } from '../../db/identity/schema.ts';
import { secondFactorState } from '../../db/identity/secondFactorState.ts';
import { appendEvent } from '../events.ts';
import { endSessions } from './endSessions.ts';
import { type Grant, issuedAtMs, refreshExpiry, tokenIdHash, type UserRow } from './openSession.ts';

/**
 * Swaps the session's refresh token for its successor. `reused`: the token has had its successor, so whoever holds it, the
 * family is not trusted any more and has ended. `over`: the session had ended before.
 */
export async function refreshSession(
  tx: Transaction,
  user: UserRow,
  at: { sessionId: string; tokenId: string; requestId: string },
): Promise<Grant | 'reused' | 'over'> {
  const { sessionId, tokenId, requestId } = at;
  const { tenantId, id: userId } = user;
  const refreshTokenId = randomUUID();
  const [rotated] = await tx
    .update(userSessions)
    .set({ currentTokenHash: tokenIdHash(refreshTokenId), lastUsedAt: sql`now()`, expiresAt: refreshExpiry })
    .where(
      and(
        eq(userSessions.id, sessionId),
        eq(userSessions.userId, userId),
        eq(userSessions.currentTokenHash, tokenIdHash(tokenId)),
        isNull(userSessions.revokedAt),
        sql`${userSessions.expiresAt} > now()`,
      ),
    )
    .returning({ issuedAtMs });
  if (rotated) {
    const secondFactor = await secondFactorState(tx, user);
    return { user, sessionId, refreshTokenId, secondFactor, issuedAtMs: rotated.issuedAtMs };
  }
  if ((await endSessions(tx, { tenantId, userId, sessionId }, 'reuse')) === 0) return 'over';
  await appendEvent(tx, {
    type: 'refresh_token_reused',
    actor: 'anonymous',
    subject: `user:${userId}`,
    data: { sessionId },
    requestId,
  });
  return 'reused';
}

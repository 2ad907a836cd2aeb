import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { userSessions, type users } from '../../db/identity/schema.ts';
import { type SecondFactorState, secondFactorState } from '../../db/identity/secondFactorState.ts';
import { REFRESH_TOKEN_SECONDS } from '../../domain/identity/tokenLives.ts';

export type UserRow = typeof users.$inferSelect;

/** What a token pair needs to know; read in a transaction, signed after its commit. */
export interface Grant {
  user: UserRow;
  sessionId: string;
  refreshTokenId: string;
  secondFactor: SecondFactorState;
  /** When the transaction began, by the database's clock: a revocation after it ends the tokens. */
  issuedAtMs: number;
}

export const tokenIdHash = (tokenId: string): string => createHash('sha256').update(tokenId).digest('hex');
export const refreshExpiry = sql`now() + make_interval(secs => ${REFRESH_TOKEN_SECONDS})`;
/** Of the row that the statement writes: the transaction's begin, in ms since 1970. */
export const issuedAtMs = sql<number>`extract(epoch from now())::float8 * 1000`;

/** Starts a session: the family of refresh tokens that begins with this login. */
export async function openSession(tx: Transaction, user: UserRow, userAgent: string | undefined): Promise<Grant> {
  const [sessionId, refreshTokenId] = [randomUUID(), randomUUID()];
  const [opened] = await tx
    .insert(userSessions)
    .values({
      id: sessionId,
      tenantId: user.tenantId,
      userId: user.id,
      currentTokenHash: tokenIdHash(refreshTokenId),
      userAgent: userAgent?.replace(/[^\x20-\x7e]/g, '').slice(0, 200) ?? null,
      expiresAt: refreshExpiry,
    })
    .returning({ issuedAtMs });
  if (!opened) throw new Error('session not written');
  const secondFactor = await secondFactorState(tx, user);
  return { user, sessionId, refreshTokenId, secondFactor, issuedAtMs: opened.issuedAtMs };
}

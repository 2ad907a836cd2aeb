import { createHash, randomUUID } from 'node:crypto';
import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '../../db/database.ts';
import { tenantSettings, userSessions, type users } from '../../db/identity/schema.ts';
import { handlesMoney, permissionsOf } from '../../domain/identity/permissions.ts';
import { revoke } from '../http/revocations.ts';
import { ACCESS_TOKEN_SECONDS, REFRESH_TOKEN_SECONDS, type TokenService } from '../http/tokens.ts';

type UserRow = typeof users.$inferSelect;
type EndReason = NonNullable<(typeof userSessions.$inferSelect)['revokedReason']>;

export const tokenPairSchema = z
  .object({
    access_token: z.string(),
    refresh_token: z
      .string()
      .optional()
      .describe('Good for one refresh; using it twice ends the session. Left out where it is in a cookie'),
    token_type: z.literal('Bearer'),
    expires_in: z.int().describe('Seconds until the access token ends'),
    refresh_expires_in: z.int(),
    second_factor: z
      .enum(['off', 'on', 'setup_required'])
      .describe('setup_required: the token may only set up a second factor; refresh afterwards'),
  })
  .meta({ id: 'TokenPair' });

const tokenIdHash = (tokenId: string): string => createHash('sha256').update(tokenId).digest('hex');

/** What a token pair needs to know; read in a transaction, signed after its commit. */
export interface Grant {
  user: UserRow;
  sessionId: string;
  refreshTokenId: string;
  secondFactor: 'off' | 'on' | 'setup_required';
}

/** State of the user's second factor against what the tenant demands of roles that decide or move money. */
async function secondFactorOf(tx: Transaction, user: UserRow): Promise<Grant['secondFactor']> {
  if (user.secondFactorConfirmedAt) return 'on';
  if (!handlesMoney(user.roles)) return 'off';
  const [settings] = await tx.select({ required: tenantSettings.secondFactorRequired }).from(tenantSettings);
  return settings?.required ? 'setup_required' : 'off';
}

/** Starts a session: the family of refresh tokens that begins with this login. */
export async function openSession(tx: Transaction, user: UserRow, userAgent: string | undefined): Promise<Grant> {
  const [sessionId, refreshTokenId] = [randomUUID(), randomUUID()];
  await tx.insert(userSessions).values({
    id: sessionId,
    tenantId: user.tenantId,
    userId: user.id,
    currentTokenHash: tokenIdHash(refreshTokenId),
    userAgent: userAgent?.replace(/[^\x20-\x7e]/g, '').slice(0, 200) ?? null,
    expiresAt: sql`now() + make_interval(secs => ${REFRESH_TOKEN_SECONDS})`,
  });
  return { user, sessionId, refreshTokenId, secondFactor: await secondFactorOf(tx, user) };
}

/** Swaps the session's refresh token for its successor; null when the token is not the newest one or the session is over. */
export async function rotateSession(
  tx: Transaction,
  user: UserRow,
  sessionId: string,
  tokenId: string,
): Promise<Grant | null> {
  const refreshTokenId = randomUUID();
  const rotated = await tx
    .update(userSessions)
    .set({
      currentTokenHash: tokenIdHash(refreshTokenId),
      lastUsedAt: sql`now()`,
      expiresAt: sql`now() + make_interval(secs => ${REFRESH_TOKEN_SECONDS})`,
    })
    .where(
      and(
        eq(userSessions.id, sessionId),
        eq(userSessions.userId, user.id),
        eq(userSessions.currentTokenHash, tokenIdHash(tokenId)),
        isNull(userSessions.revokedAt),
        sql`${userSessions.expiresAt} > now()`,
      ),
    )
    .returning({ id: userSessions.id });
  return rotated.length === 1
    ? { user, sessionId, refreshTokenId, secondFactor: await secondFactorOf(tx, user) }
    : null;
}

/** Ends sessions with their access tokens: one, or all of a user, perhaps except the one at hand. Returns how many. */
export async function endSessions(
  tx: Transaction,
  which: { tenantId: string; userId: string; sessionId?: string; except?: string | null },
  reason: EndReason,
): Promise<number> {
  const ended = await tx
    .update(userSessions)
    .set({ revokedAt: sql`now()`, revokedReason: reason })
    .where(
      and(
        eq(userSessions.userId, which.userId),
        which.sessionId ? eq(userSessions.id, which.sessionId) : undefined,
        which.except ? ne(userSessions.id, which.except) : undefined,
        isNull(userSessions.revokedAt),
      ),
    )
    .returning({ id: userSessions.id });
  for (const { id } of ended) await revoke(tx, { tenantId: which.tenantId, kind: 'session', subject: id });
  return ended.length;
}

/** Signs the pair of a grant. A token without its second factor carries no permissions at all. */
export async function tokenPair(
  tokens: TokenService,
  grant: Grant,
): Promise<z.infer<typeof tokenPairSchema> & { refresh_token: string }> {
  const { user, sessionId, secondFactor } = grant;
  const subject = { userId: user.id, tenantId: user.tenantId, sessionId };
  const permissions = secondFactor === 'setup_required' ? [] : permissionsOf(user.roles);
  const [access, refresh] = await Promise.all([
    tokens.issue('access', subject, {
      roles: user.roles,
      permissions,
      ...(user.address === 'unproved' ? { unproved: true } : {}),
    }),
    tokens.issue('refresh', subject, {}, grant.refreshTokenId),
  ]);
  return {
    access_token: access.token,
    refresh_token: refresh.token,
    token_type: 'Bearer',
    expires_in: ACCESS_TOKEN_SECONDS,
    refresh_expires_in: REFRESH_TOKEN_SECONDS,
    second_factor: secondFactor,
  };
}

import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { userSessions } from '../../db/identity/schema.ts';
import { revoke } from './revoke.ts';

type EndReason = NonNullable<(typeof userSessions.$inferSelect)['revokedReason']>;

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

import { createHash } from 'node:crypto';
import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import { appendEvent } from '../../books/events.ts';
import { type Database, isUuid, type Transaction } from '../../db/database.ts';
import { type MailTokenPurpose, voidMailTokens } from '../../db/identity/mailTokens.ts';
import { passwordResets, users } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { revoke } from '../http/revocations.ts';
import { endSessions } from './sessions.ts';

type UserRow = typeof users.$inferSelect;

const unusable = () => new CodedError('INVALID_CREDENTIALS', 'The token is unknown, used or too old');
const isUniqueViolation = (error: unknown): boolean => {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === '23505';
};

/** Single-use tokens of mails. Whoever has one reads the mail of the address, so using one also proves it. */
export function createAddressProof(db: Database) {
  /** The account a token was made for, whether or not the token is still good. Throws INVALID_CREDENTIALS. */
  async function ownerOf(token: string, purpose: MailTokenPurpose): Promise<{ user: UserRow; tokenId: string }> {
    const [tokenId, secret] = token.split('.');
    const tokenHash = createHash('sha256')
      .update(secret ?? '')
      .digest('hex');
    const [found] =
      tokenId && isUuid(tokenId)
        ? await db.withPlatform('mail token', (tx) =>
            tx
              .select({ user: users })
              .from(passwordResets)
              .innerJoin(users, eq(users.id, passwordResets.userId))
              .where(
                and(
                  eq(passwordResets.id, tokenId),
                  eq(passwordResets.tokenHash, tokenHash),
                  eq(passwordResets.purpose, purpose),
                ),
              ),
          )
        : [];
    if (!tokenId || !found || found.user.disabledAt) throw unusable();
    return { user: found.user, tokenId };
  }

  /** Sign-ups with an address that somebody else has proved meanwhile: they end, wherever they were made. */
  async function endUnproved(holder: UserRow, requestId: string): Promise<void> {
    const strangers = await db.withPlatform('address proved', (tx) =>
      tx
        .select({ id: users.id, tenantId: users.tenantId })
        .from(users)
        .where(and(eq(users.email, holder.email), eq(users.address, 'unproved'), ne(users.id, holder.id))),
    );
    for (const { id, tenantId } of strangers)
      await db.withTenant(tenantId, async (tx) => {
        await tx
          .update(users)
          .set({ disabledAt: sql`coalesce(disabled_at, now())`, version: sql`version + 1` })
          .where(and(eq(users.id, id), eq(users.address, 'unproved')));
        await endSessions(tx, { tenantId, userId: id }, 'admin');
        await revoke(tx, { tenantId, kind: 'user', subject: id });
        await appendEvent(tx, {
          type: 'user_changed',
          actor: 'anonymous',
          subject: `user:${id}`,
          data: { active: false, reason: 'address proved by somebody else' },
          requestId,
        });
      });
  }

  return {
    ownerOf,
    /**
     * Uses a token once, and with it every other one of the person; the address is proved from then on. `work` runs in the
     * same transaction. Throws INVALID_CREDENTIALS, also for a sign-up whose address has another holder by now.
     */
    async takeToken(
      token: string,
      purpose: MailTokenPurpose,
      requestId: string,
      work: (tx: Transaction, user: UserRow) => Promise<void> = async () => undefined,
    ): Promise<void> {
      const { user, tokenId } = await ownerOf(token, purpose);
      const good = and(
        eq(passwordResets.id, tokenId),
        isNull(passwordResets.usedAt),
        sql`${passwordResets.expiresAt} > now()`,
      );
      try {
        await db.withTenant(user.tenantId, async (tx) => {
          const used = await tx
            .update(passwordResets)
            .set({ usedAt: sql`now()` })
            .where(good)
            .returning({ id: passwordResets.id });
          if (used.length === 0) throw unusable();
          await voidMailTokens(tx, user.id);
          const proved = await tx
            .update(users)
            .set({ address: 'proved', version: sql`version + 1` })
            .where(and(eq(users.id, user.id), ne(users.address, 'proved')))
            .returning({ id: users.id });
          await work(tx, user);
          if (proved.length > 0)
            await appendEvent(tx, {
              type: 'address_proved',
              actor: `user:${user.id}`,
              subject: `user:${user.id}`,
              requestId,
            });
        });
      } catch (error) {
        throw isUniqueViolation(error) ? unusable() : error;
      }
      await endUnproved(user, requestId);
    },
  };
}

import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { passwordResets, users } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';

export type MailTokenPurpose = (typeof passwordResets.$inferSelect)['purpose'];

export const unusableToken = () => new CodedError('INVALID_CREDENTIALS', 'The token is unknown, used or too old');

/**
 * Ends the tokens of a person that are still good, of one purpose or of all. Asking for a new one and using one both do:
 * of several mails only the newest counts, and none after the first was used.
 */
export async function voidMailTokens(tx: Transaction, userId: string, purpose?: MailTokenPurpose): Promise<void> {
  await tx
    .update(passwordResets)
    .set({ usedAt: sql`now()` })
    .where(
      and(
        eq(passwordResets.userId, userId),
        isNull(passwordResets.usedAt),
        purpose ? eq(passwordResets.purpose, purpose) : undefined,
      ),
    );
}

const isUniqueViolation = (error: unknown): boolean => {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === '23505';
};

/**
 * Uses a token once, and with it every other one of the person. Whoever has it reads the mail of the address, so the address
 * is proved from then on: true where it was not before. Throws INVALID_CREDENTIALS, also for a disabled account and
 * for a sign-up whose address has another holder by now.
 */
export async function takeMailToken(
  tx: Transaction,
  token: { id: string; userId: string; purpose: MailTokenPurpose },
): Promise<boolean> {
  const good = and(
    eq(passwordResets.id, token.id),
    eq(passwordResets.purpose, token.purpose),
    eq(passwordResets.userId, token.userId),
    isNull(passwordResets.usedAt),
    sql`${passwordResets.expiresAt} > now()`,
    sql`exists (select 1 from users u where u.id = ${passwordResets.userId} and u.disabled_at is null)`,
  );
  const used = await tx
    .update(passwordResets)
    .set({ usedAt: sql`now()` })
    .where(good)
    .returning({ id: passwordResets.id });
  if (used.length === 0) throw unusableToken();
  await voidMailTokens(tx, token.userId);
  const proved = await tx
    .update(users)
    .set({ address: 'proved', version: sql`version + 1` })
    .where(and(eq(users.id, token.userId), ne(users.address, 'proved')))
    .returning({ id: users.id })
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? unusableToken() : error;
    });
  return proved.length > 0;
}

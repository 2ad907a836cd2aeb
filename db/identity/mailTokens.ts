import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../database.ts';
import { passwordResets } from './schema.ts';

export type MailTokenPurpose = (typeof passwordResets.$inferSelect)['purpose'];

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

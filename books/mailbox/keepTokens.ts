import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { mailboxes } from '../../db/mailbox/schema.ts';
import { type MailboxRow, seal } from '../../db/mailbox/sealed.ts';
import type { MailboxTokens } from '../../domain/mailbox/consent.ts';
import { tokenColumns, withAccountOf } from './accountColumns.ts';

/**
 * Keeps renewed tokens, encrypted; nothing where the grant they were renewed with is another by now, or was forgotten: mail of an
 * account that was left would be read as that of the new one.
 */
export async function keepTokens(
  tx: Transaction,
  cipher: FieldCipher,
  box: MailboxRow,
  tokens: MailboxTokens,
): Promise<void> {
  await tx
    .update(mailboxes)
    .set({ ...tokenColumns(cipher, box, tokens), updatedAt: sql`now()` })
    .where(and(eq(mailboxes.id, box.id), sql`${mailboxes.refreshToken} is not distinct from ${box.refreshToken}`));
}

/** Keeps the other addresses that an account has at Gmail, encrypted, while it is the connected one. `aliases`: a JSON list. */
export async function keepAliases(
  tx: Transaction,
  cipher: FieldCipher,
  box: MailboxRow,
  aliases: string,
): Promise<MailboxRow> {
  const sealed = seal(cipher, box, 'aliases', aliases);
  await tx.update(mailboxes).set({ aliases: sealed }).where(withAccountOf(box));
  return { ...box, aliases: sealed };
}

import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { mailboxes } from '../../db/mailbox/schema.ts';
import { type MailboxRow, seal } from '../../db/mailbox/sealed.ts';
import type { MailboxTokens } from '../../domain/mailbox/consent.ts';
import { tokenColumns } from './accountColumns.ts';

/** Keeps renewed tokens, encrypted. */
export async function keepTokens(
  tx: Transaction,
  cipher: FieldCipher,
  box: MailboxRow,
  tokens: MailboxTokens,
): Promise<void> {
  await tx
    .update(mailboxes)
    .set({ ...tokenColumns(cipher, box, tokens), updatedAt: sql`now()` })
    .where(eq(mailboxes.id, box.id));
}

/** Keeps the other addresses that a mailbox has at Gmail, encrypted. `aliases`: a JSON list. */
export async function keepAliases(
  tx: Transaction,
  cipher: FieldCipher,
  box: MailboxRow,
  aliases: string,
): Promise<MailboxRow> {
  const sealed = seal(cipher, box, 'aliases', aliases);
  await tx.update(mailboxes).set({ aliases: sealed }).where(eq(mailboxes.id, box.id));
  return { ...box, aliases: sealed };
}

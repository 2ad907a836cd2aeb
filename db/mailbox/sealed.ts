import type { FieldCipher } from '../encryption/fieldCipher.ts';
import type { mailboxes } from './schema.ts';

export type MailboxRow = typeof mailboxes.$inferSelect;
type Sealed = 'refresh_token' | 'access_token' | 'code_verifier' | 'auth_code' | 'address' | 'aliases';

const placeOf = (box: Pick<MailboxRow, 'id' | 'tenantId'>, column: Sealed) => ({
  tenantId: box.tenantId,
  table: 'gmail_connections',
  column,
  rowId: box.id,
});

/** Encrypts a column of a mailbox. */
export const seal = (
  cipher: FieldCipher,
  box: Pick<MailboxRow, 'id' | 'tenantId'>,
  column: Sealed,
  text: string,
): string => cipher.encrypt(placeOf(box, column), text);

/** Reads an encrypted column of a mailbox. Throws UnreadableFieldError when its key is gone. */
export const unseal = (cipher: FieldCipher, box: MailboxRow, column: Sealed, text: string | null): string | null =>
  text === null ? null : cipher.decrypt(placeOf(box, column), text);

/** All addresses at which a mail is addressed to this mailbox. */
export const addressesOf = (cipher: FieldCipher, box: MailboxRow): string[] => [
  unseal(cipher, box, 'address', box.address) ?? '',
  ...(JSON.parse(unseal(cipher, box, 'aliases', box.aliases) ?? '[]') as string[]),
];

import { and, eq, sql } from 'drizzle-orm';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { mailboxes } from '../../db/mailbox/schema.ts';
import { type MailboxRow, seal, unseal } from '../../db/mailbox/sealed.ts';
import type { MailboxTokens } from '../../domain/mailbox/consent.ts';

/** What a mailbox becomes when this account answers for it: another one than before is approved by nobody, and read from the beginning. */
export const asAccount = (cipher: FieldCipher, box: MailboxRow, address: string) =>
  unseal(cipher, box, 'address', box.address) === address
    ? {}
    : {
        address: seal(cipher, box, 'address', address),
        aliases: null,
        approved: false,
        historyId: null,
        pinnedHistoryId: null,
        fullSyncPage: null,
        checkedAt: null,
      };

/** The row of a mailbox as long as it has the account that it was read with: another may take its place meanwhile. */
export const withAccountOf = (box: Pick<MailboxRow, 'id' | 'address'>) =>
  and(eq(mailboxes.id, box.id), sql`${mailboxes.address} is not distinct from ${box.address}`);

/** Columns of new tokens, encrypted; an answer without a refresh token leaves the old one. */
export const tokenColumns = (cipher: FieldCipher, box: MailboxRow, tokens: MailboxTokens) => ({
  accessToken: seal(cipher, box, 'access_token', tokens.accessToken),
  accessExpiresAt: new Date(tokens.accessExpiresAtMs),
  ...(tokens.refreshToken ? { refreshToken: seal(cipher, box, 'refresh_token', tokens.refreshToken) } : {}),
  ...(tokens.scopes.length > 0 ? { scopes: tokens.scopes } : {}),
});

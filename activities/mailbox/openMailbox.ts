import { eq, sql } from 'drizzle-orm';
import type { Database, Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { mailboxes } from '../../db/mailbox/schema.ts';
import type { GmailReader, GoogleOAuth, GoogleTokens } from '../../providers/gmail/client.ts';
import { VendorError } from '../../providers/vendorError.ts';

export type MailboxRow = typeof mailboxes.$inferSelect;
type Sealed = 'refresh_token' | 'access_token' | 'code_verifier' | 'auth_code' | 'address' | 'aliases';

export interface MailboxDeps {
  db: Database;
  cipher: FieldCipher;
  google(): { oauth: GoogleOAuth; reader(mailboxId: string, accessToken: string): GmailReader };
}

/** Mailbox of the sandbox that stands in for a user who has connected none; its mail is sandbox/fixtureMail.ts. */
export const FIXTURE_MAILBOX = 'fixtures@countersign.example';
/** An access token this close to its end is renewed first. */
const RENEW_BEFORE_MS = 60_000;

const placeOf = (box: Pick<MailboxRow, 'id' | 'tenantId'>, column: Sealed) => ({
  tenantId: box.tenantId,
  table: 'gmail_connections',
  column,
  rowId: box.id,
});
const seal = (cipher: FieldCipher, box: Pick<MailboxRow, 'id' | 'tenantId'>, column: Sealed, text: string): string =>
  cipher.encrypt(placeOf(box, column), text);
export const unseal = (cipher: FieldCipher, box: MailboxRow, column: Sealed, text: string | null): string | null =>
  text === null ? null : cipher.decrypt(placeOf(box, column), text);

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

/** All addresses at which a mail is addressed to this mailbox. */
export const addressesOf = (cipher: FieldCipher, box: MailboxRow): string[] => [
  unseal(cipher, box, 'address', box.address) ?? '',
  ...(JSON.parse(unseal(cipher, box, 'aliases', box.aliases) ?? '[]') as string[]),
];

/**
 * The mailbox with the aliases it has at Gmail now, kept with the connection. What Gmail does not say stays as it was: a
 * mail to an alias then asks a person.
 */
export async function withAliases(deps: MailboxDeps, box: MailboxRow, reader: GmailReader): Promise<MailboxRow> {
  const known = unseal(deps.cipher, box, 'aliases', box.aliases);
  let now: string;
  try {
    now = JSON.stringify((await reader.aliases()).toSorted());
  } catch (error) {
    if (error instanceof VendorError && error.type !== 'GMAIL_REVOKED') return box;
    throw error;
  }
  if (now === (known ?? '[]')) return box;
  const aliases = seal(deps.cipher, box, 'aliases', now);
  await deps.db.withTenant(box.tenantId, (tx) => tx.update(mailboxes).set({ aliases }).where(eq(mailboxes.id, box.id)));
  return { ...box, aliases };
}

export async function mailboxIn(tx: Transaction, mailboxId: string): Promise<MailboxRow> {
  const [box] = await tx.select().from(mailboxes).where(eq(mailboxes.id, mailboxId));
  if (!box) throw new VendorError('gmail', 'GMAIL_NOT_CONNECTED', 'terminal');
  return box;
}

export const loadMailbox = (db: Database, tenantId: string, mailboxId: string): Promise<MailboxRow> =>
  db.withTenant(tenantId, (tx) => mailboxIn(tx, mailboxId));

/** Columns of new tokens, encrypted; an answer without a refresh token leaves the old one. */
export const tokenColumns = (cipher: FieldCipher, box: MailboxRow, tokens: GoogleTokens) => ({
  accessToken: seal(cipher, box, 'access_token', tokens.accessToken),
  accessExpiresAt: new Date(tokens.accessExpiresAtMs),
  ...(tokens.refreshToken ? { refreshToken: seal(cipher, box, 'refresh_token', tokens.refreshToken) } : {}),
  ...(tokens.scopes.length > 0 ? { scopes: tokens.scopes } : {}),
});

/** Keeps renewed tokens. */
export async function keepTokens(deps: MailboxDeps, box: MailboxRow, tokens: GoogleTokens): Promise<void> {
  const { cipher } = deps;
  await deps.db.withTenant(box.tenantId, (tx) =>
    tx
      .update(mailboxes)
      .set({ ...tokenColumns(cipher, box, tokens), updatedAt: sql`now()` })
      .where(eq(mailboxes.id, box.id)),
  );
}

/**
 * Runs `work` with a reader of the mailbox. A token near its end is renewed before; one that Google refuses is renewed
 * once. Throws GMAIL_REVOKED when the grant itself has ended.
 */
export async function withMailbox<Result>(
  deps: MailboxDeps,
  box: MailboxRow,
  work: (reader: GmailReader) => Promise<Result>,
): Promise<Result> {
  const { oauth, reader } = deps.google();
  const refreshToken = unseal(deps.cipher, box, 'refresh_token', box.refreshToken);
  if (box.status !== 'active' || !refreshToken) throw new VendorError('gmail', 'GMAIL_REVOKED', 'blocked');
  const renewed = async () => {
    const tokens = await oauth.refresh(refreshToken);
    await keepTokens(deps, box, tokens);
    return reader(box.id, tokens.accessToken);
  };
  const kept = unseal(deps.cipher, box, 'access_token', box.accessToken);
  if (!kept || (box.accessExpiresAt?.getTime() ?? 0) < Date.now() + RENEW_BEFORE_MS) return work(await renewed());
  try {
    return await work(reader(box.id, kept));
  } catch (error) {
    if (!(error instanceof VendorError) || error.type !== 'GMAIL_REVOKED') throw error;
    return work(await renewed());
  }
}

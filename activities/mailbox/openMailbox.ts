import { eq } from 'drizzle-orm';
import { keepAliases, keepTokens } from '../../books/mailbox/keepTokens.ts';
import type { Database, Transaction } from '../../db/database.ts';
import { mailboxes } from '../../db/mailbox/schema.ts';
import { type MailboxRow, unseal } from '../../db/mailbox/sealed.ts';
import type { GmailReader } from '../../providers/gmail/reader.ts';
import { VendorError } from '../../providers/vendorError.ts';
import type { MailboxDeps } from './deps.ts';

/** Mailbox of the sandbox that stands in for a user who has connected none; its mail is sandbox/fixtureMail.ts. */
export const FIXTURE_MAILBOX = 'fixtures@countersign.example';
/** An access token this close to its end is renewed first. */
const RENEW_BEFORE_MS = 60_000;

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
  return deps.db.withTenant(box.tenantId, (tx) => keepAliases(tx, deps.cipher, box, now));
}

export async function mailboxIn(tx: Transaction, mailboxId: string): Promise<MailboxRow> {
  const [box] = await tx.select().from(mailboxes).where(eq(mailboxes.id, mailboxId));
  if (!box) throw new VendorError('gmail', 'GMAIL_NOT_CONNECTED', 'terminal');
  return box;
}

export const loadMailbox = (db: Database, tenantId: string, mailboxId: string): Promise<MailboxRow> =>
  db.withTenant(tenantId, (tx) => mailboxIn(tx, mailboxId));

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
    await deps.db.withTenant(box.tenantId, (tx) => keepTokens(tx, deps.cipher, box, tokens));
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

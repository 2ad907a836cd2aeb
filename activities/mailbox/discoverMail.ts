import { heartbeat } from '@temporalio/activity';
import { eq, sql } from 'drizzle-orm';
import type { Database } from '../../db/database.ts';
import { gmailMessages, mailboxes } from '../../db/schema/mailbox.ts';
import type { GmailReader } from '../../providers/gmail/client.ts';
import { VendorError } from '../../providers/vendorError.ts';
import type { MailboxRow } from './openMailbox.ts';

const LIST_PAGE = 10;
const FULL_PAGE = 500;
/** First reading of a mailbox goes back this far (U-15). */
const FIRST_DAYS = 90;

type Cursor = Partial<Pick<MailboxRow, 'historyId' | 'pinnedHistoryId' | 'fullSyncPage'>>;

/** Ids and cursor in one transaction: the cursor never stands behind mail that the books do not know. */
async function remember(db: Database, box: MailboxRow, ids: string[], cursor: Cursor): Promise<void> {
  await db.withTenant(box.tenantId, async (tx) => {
    if (ids.length > 0)
      await tx
        .insert(gmailMessages)
        .values(ids.map((messageId) => ({ tenantId: box.tenantId, mailboxId: box.id, messageId })))
        .onConflictDoNothing();
    if (Object.keys(cursor).length > 0)
      await tx
        .update(mailboxes)
        .set({ ...cursor, updatedAt: sql`now()` })
        .where(eq(mailboxes.id, box.id));
  });
}

/** What history says since the cursor; false when that is too old and everything must be read again. */
async function readHistory(db: Database, box: MailboxRow, reader: GmailReader): Promise<boolean> {
  if (!box.historyId) return false;
  for (let page: string | null = null; ; ) {
    const found = await reader.history(box.historyId, page);
    if (!found) return false;
    page = found.next;
    await remember(db, box, found.ids, page ? {} : { historyId: found.historyId });
    if (!page) return true;
    heartbeat(page);
  }
}

/**
 * Everything of the provider, from the newest on. The history id is pinned before the first page, so what arrives
 * meanwhile is seen by the next reading; one that was cut off goes on where its last page stands.
 */
async function readEverything(db: Database, box: MailboxRow, reader: GmailReader, query: string): Promise<void> {
  let pinned = box.historyId ? null : box.pinnedHistoryId;
  let page = pinned ? box.fullSyncPage : null;
  if (!pinned) {
    pinned = (await reader.profile()).historyId;
    await remember(db, box, [], { historyId: null, pinnedHistoryId: pinned, fullSyncPage: null });
  }
  for (let resumed = page !== null; ; ) {
    let found: Awaited<ReturnType<GmailReader['list']>>;
    try {
      found = await reader.list({ q: query, maximum: FULL_PAGE, page });
    } catch (error) {
      // A page token does not live for ever: from the first page again, under the same pin.
      if (!resumed || !(error instanceof VendorError) || error.kind === 'retryable') throw error;
      [resumed, page] = [false, null];
      continue;
    }
    page = found.next;
    const done = { historyId: pinned, pinnedHistoryId: null, fullSyncPage: null };
    await remember(db, box, found.ids, page ? { fullSyncPage: page } : done);
    if (!page) return;
    heartbeat(page);
  }
}

/** Writes the ids of mail that may be new, a page at a time, so that a mailbox of any size is read in the same memory. */
export async function discoverMail(
  db: Database,
  box: MailboxRow,
  reader: GmailReader,
  providerEmail: string,
  maximumUnread: number,
): Promise<void> {
  const known = await readHistory(db, box, reader);
  if (!known) await readEverything(db, box, reader, `from:${providerEmail} newer_than:${FIRST_DAYS}d`);
  // People share this mailbox: what somebody marked as unread again, or history never told, is looked for as well.
  for (let page: string | null = null, seen = 0; seen < maximumUnread; ) {
    const q = `from:${providerEmail} is:unread`;
    const found: Awaited<ReturnType<GmailReader['list']>> = await reader.list({ q, maximum: LIST_PAGE, page });
    await remember(db, box, found.ids, {});
    seen += found.ids.length;
    page = found.next;
    if (!page) break;
  }
}

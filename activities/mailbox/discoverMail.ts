import { heartbeat } from '@temporalio/activity';
import { type Cursor, rememberMails } from '../../books/mailbox/rememberMails.ts';
import type { Database } from '../../db/database.ts';
import type { MailboxRow } from '../../db/mailbox/sealed.ts';
import type { GmailReader } from '../../providers/gmail/reader.ts';
import { VendorError } from '../../providers/vendorError.ts';
import type { FirstReading } from './deps.ts';

const LIST_PAGE = 10;
const FULL_PAGE = 500;

const remember = (db: Database, box: MailboxRow, ids: string[], cursor: Cursor): Promise<void> =>
  db.withTenant(box.tenantId, (tx) => rememberMails(tx, box, ids, cursor));

/** What history says since the cursor; false when that is too old and everything must be read again. */
async function readHistory(
  db: Database,
  box: MailboxRow,
  reader: GmailReader,
  also: Promise<string[]>,
): Promise<boolean> {
  if (!box.historyId) return false;
  for (let page: string | null = null; ; ) {
    const found = await reader.history(box.historyId, page);
    if (!found) return false;
    page = found.next;
    const ids = page ? found.ids : [...new Set([...found.ids, ...(await also)])];
    await remember(db, box, ids, page ? {} : { historyId: found.historyId });
    if (!page) return true;
    heartbeat(page);
  }
}

/**
 * Everything that a search finds, from the newest on. The history id is pinned before the first page, so what arrives
 * meanwhile is seen by the next reading; one that was cut off goes on where its last page stands.
 */
async function readEverything(
  db: Database,
  box: MailboxRow,
  reader: GmailReader,
  query: string,
  maximum: number,
): Promise<void> {
  let pinned = box.historyId ? null : box.pinnedHistoryId;
  let page = pinned ? box.fullSyncPage : null;
  if (!pinned) {
    pinned = (await reader.profile()).historyId;
    await remember(db, box, [], { historyId: null, pinnedHistoryId: pinned, fullSyncPage: null });
  }
  let left = maximum;
  for (let resumed = page !== null; ; ) {
    let found: Awaited<ReturnType<GmailReader['list']>>;
    try {
      found = await reader.list({ q: query, maximum: Math.min(FULL_PAGE, left), page });
    } catch (error) {
      // A page token does not live for ever: from the first page again, under the same pin.
      if (!resumed || !(error instanceof VendorError) || error.kind === 'retryable') throw error;
      [resumed, page] = [false, null];
      continue;
    }
    left -= found.ids.length;
    page = left > 0 ? found.next : null;
    const done = { historyId: pinned, pinnedHistoryId: null, fullSyncPage: null };
    await remember(db, box, found.ids, page ? { fullSyncPage: page } : done);
    if (!page) return;
    heartbeat(page);
  }
}

/**
 * Writes the ids of mail that is new since the cursor, a page at a time, so that a mailbox of any size is read in the
 * same memory. Without a cursor, or with one that is too old, everything the search finds is listed; only a mailbox never
 * read before is cut at `first.maximum`, so an expired cursor loses nothing. `also`: ids that somebody else looks for
 * meanwhile.
 */
export async function discoverMail(
  db: Database,
  box: MailboxRow,
  reader: GmailReader,
  wanted: { search: string; first: FirstReading; also?: Promise<string[]> },
): Promise<void> {
  const { search, first, also = Promise.resolve([]) } = wanted;
  // It is waited for below, unless something else fails first.
  also.catch(() => undefined);
  if (await readHistory(db, box, reader, also)) return;
  const query = `${search} newer_than:${first.days}d`.trim();
  const maximum = box.checkedAt === null ? first.maximum : null;
  await readEverything(db, box, reader, query, maximum ?? Number.POSITIVE_INFINITY);
  await remember(db, box, await also, {});
}

/** People share an inbox: what somebody marked as unread again, or history never told, is looked for as well. */
export async function listUnread(reader: GmailReader, search: string, maximum: number): Promise<string[]> {
  const ids: string[] = [];
  for (let page: string | null = null; ids.length < maximum; ) {
    const q = `${search} is:unread`;
    const found: Awaited<ReturnType<GmailReader['list']>> = await reader.list({ q, maximum: LIST_PAGE, page });
    ids.push(...found.ids);
    page = found.next;
    if (!page) break;
  }
  return ids;
}

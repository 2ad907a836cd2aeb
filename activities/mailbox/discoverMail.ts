import { heartbeat } from '@temporalio/activity';
import type { GmailReader } from '../../providers/gmail/client.ts';
import type { MailboxRow } from './openMailbox.ts';

const LIST_PAGE = 10;
const FULL_PAGE = 500;
/** First reading of a mailbox goes back this far (U-15). */
const FIRST_DAYS = 90;

/**
 * Ids of mail that may be new. The history id is pinned before anything is listed, so what arrives meanwhile is seen
 * by the next reading, never lost; a history id that is too old means reading everything again.
 */
export async function discoverMail(
  box: MailboxRow,
  reader: GmailReader,
  providerEmail: string,
  maximumUnread: number,
): Promise<{ ids: Set<string>; historyId: string }> {
  const ids = new Set<string>();
  let historyId = box.historyId;
  for (let page: string | null = null; historyId; ) {
    const found = await reader.history(box.historyId ?? '', page);
    historyId = found?.historyId ?? null;
    for (const id of found?.ids ?? []) ids.add(id);
    page = found?.next ?? null;
    if (!page) break;
    heartbeat(ids.size);
  }
  if (!historyId) {
    ids.clear();
    historyId = (await reader.profile()).historyId;
    for (let page: string | null = null; ; ) {
      const q = `from:${providerEmail} newer_than:${FIRST_DAYS}d`;
      const found: { ids: string[]; next: string | null } = await reader.list({ q, maximum: FULL_PAGE, page });
      for (const id of found.ids) ids.add(id);
      page = found.next;
      if (!page) break;
      heartbeat(ids.size);
    }
  }
  // People share this mailbox: what somebody marked as unread again, or history never told, is looked for as well.
  for (let page: string | null = null, seen = 0; seen < maximumUnread; ) {
    const q = `from:${providerEmail} is:unread`;
    const found: { ids: string[]; next: string | null } = await reader.list({ q, maximum: LIST_PAGE, page });
    for (const id of found.ids) ids.add(id);
    seen += found.ids.length;
    page = found.next;
    if (!page) break;
  }
  return { ids, historyId };
}

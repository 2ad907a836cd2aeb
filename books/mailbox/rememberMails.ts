import { inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { gmailMessages, mailboxes } from '../../db/mailbox/schema.ts';
import type { MailboxRow } from '../../db/mailbox/sealed.ts';
import { messageStatesBefore } from '../../domain/mailbox/states.ts';
import { withAccountOf } from './accountColumns.ts';

/** How far a mailbox has been read. */
export type Cursor = Partial<Pick<MailboxRow, 'historyId' | 'pinnedHistoryId' | 'fullSyncPage'>>;

/**
 * Keeps ids of messages as listed, and the cursor with them: it never stands behind mail that the books do not know. An id
 * that is known stays what it is, unless its message was ignored.
 */
export async function rememberMails(
  tx: Transaction,
  box: Pick<MailboxRow, 'id' | 'tenantId' | 'address'>,
  ids: readonly string[],
  cursor: Cursor,
): Promise<void> {
  await Promise.all([
    ids.length > 0 &&
      tx
        .insert(gmailMessages)
        .values([...new Set(ids)].map((messageId) => ({ tenantId: box.tenantId, mailboxId: box.id, messageId })))
        .onConflictDoUpdate({
          target: [gmailMessages.tenantId, gmailMessages.mailboxId, gmailMessages.messageId],
          set: { state: 'listed', reason: null },
          setWhere: inArray(gmailMessages.state, messageStatesBefore('listed')),
        })
        .execute(),
    Object.keys(cursor).length > 0 &&
      tx
        .update(mailboxes)
        .set({ ...cursor, updatedAt: sql`now()` })
        .where(withAccountOf(box))
        .execute(),
  ]);
}

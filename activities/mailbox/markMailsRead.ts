import { and, eq } from 'drizzle-orm';
import { noteMarkedRead } from '../../books/mailbox/settleMail.ts';
import { gmailMessages } from '../../db/mailbox/schema.ts';
import type { GmailReader } from '../../providers/gmail/reader.ts';
import type { MailboxActivities } from '../../workflows/mailbox/contract.ts';
import type { MailboxDeps } from './deps.ts';
import { faultOf } from './faultOf.ts';
import { loadMailbox, withMailbox } from './openMailbox.ts';

/** Messages that one call of Gmail takes. */
const AT_ONCE = 1_000;

/** Marks what can be marked: of a lot that Gmail refuses, each half alone, down to the one it does not know. */
async function markEach(reader: GmailReader, ids: string[]): Promise<void> {
  try {
    await reader.markRead(ids);
  } catch (error) {
    if (faultOf(error).kind !== 'item') throw error;
    const half = Math.ceil(ids.length / 2);
    if (ids.length > 1) for (const part of [ids.slice(0, half), ids.slice(half)]) await markEach(reader, part);
  }
}

export const markMailsRead =
  (deps: MailboxDeps): MailboxActivities['markMailsRead'] =>
  async ({ tenantId, mailboxId }) => {
    const { db } = deps;
    const box = await loadMailbox(db, tenantId, mailboxId);
    const rows = await db.withTenant(tenantId, (tx) =>
      tx
        .select({ messageId: gmailMessages.messageId })
        .from(gmailMessages)
        .where(and(eq(gmailMessages.mailboxId, box.id), eq(gmailMessages.markRead, true)))
        .limit(AT_ONCE),
    );
    if (rows.length === 0) return 0;
    const ids = rows.map((row) => row.messageId);
    await withMailbox(deps, box, (reader) => markEach(reader, ids));
    await db.withTenant(tenantId, (tx) => noteMarkedRead(tx, box, ids));
    return ids.length;
  };

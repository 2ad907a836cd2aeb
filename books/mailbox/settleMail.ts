import { and, eq, inArray, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { Transaction } from '../../db/database.ts';
import { gmailMessages } from '../../db/mailbox/schema.ts';
import type { MailboxRow } from '../../db/mailbox/sealed.ts';
import { messageStatesBefore, type SettledState } from '../../domain/mailbox/states.ts';
import { appendEvent } from '../events.ts';

const isMessage = (box: Pick<MailboxRow, 'id'>, messageId: string) =>
  and(eq(gmailMessages.mailboxId, box.id), eq(gmailMessages.messageId, messageId));

/** Says what a listed message is. False when somebody else has said so before: then it stays what it was. Sent at once. */
export async function settleMail(
  tx: Transaction,
  box: Pick<MailboxRow, 'id'>,
  messageId: string,
  state: SettledState,
  more: Omit<PgUpdateSetSource<typeof gmailMessages>, 'state'> = {},
): Promise<boolean> {
  const settled = await tx
    .update(gmailMessages)
    .set({ ...more, state })
    .where(and(isMessage(box, messageId), inArray(gmailMessages.state, messageStatesBefore(state))))
    .returning({ messageId: gmailMessages.messageId })
    .execute();
  return settled.length > 0;
}

/** Sets a message aside that can't be read, once: it is not tried again. `payment`: it may have been one, and a person is asked. */
export async function setMailAside(
  tx: Transaction,
  box: Pick<MailboxRow, 'id'>,
  message: { messageId: string; reason: string; receivedAt: Date | null; payment: boolean },
): Promise<boolean> {
  const { messageId, reason, receivedAt, payment } = message;
  if (!(await settleMail(tx, box, messageId, 'set_aside', { reason, receivedAt }))) return false;
  await appendEvent(tx, {
    type: 'mail_set_aside',
    actor: 'mailbox',
    subject: `mailbox:${box.id}`,
    data: { messageId, reason, payment },
  });
  return true;
}

/** Counts a reading in which a message failed, if it `counts`. Returns how many there were. */
export async function countAttempt(
  tx: Transaction,
  box: Pick<MailboxRow, 'id'>,
  messageId: string,
  counts: boolean,
): Promise<number> {
  const [row] = await tx
    .update(gmailMessages)
    .set({ attempts: sql`attempts + ${counts ? 1 : 0}` })
    .where(isMessage(box, messageId))
    .returning({ attempts: gmailMessages.attempts });
  return row?.attempts ?? 0;
}

/** Gmail has taken the unread mark from these messages. */
export async function noteMarkedRead(
  tx: Transaction,
  box: Pick<MailboxRow, 'id'>,
  messageIds: string[],
): Promise<void> {
  await tx
    .update(gmailMessages)
    .set({ markRead: false })
    .where(and(eq(gmailMessages.mailboxId, box.id), inArray(gmailMessages.messageId, messageIds)));
}

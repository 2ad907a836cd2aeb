import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { Transaction } from '../../db/database.ts';
import { mailboxes } from '../../db/mailbox/schema.ts';
import type { MailboxRow } from '../../db/mailbox/sealed.ts';
import { type MailboxStatus, mailboxStatesBefore } from '../../domain/mailbox/states.ts';

/**
 * Moves a mailbox to a state, and writes what else changes with it. Nothing else writes the state of a mailbox. Null for a
 * move that the table of states does not have, or where `only` does not hold: then nothing was written.
 */
export async function moveMailbox(
  tx: Transaction,
  { id }: Pick<MailboxRow, 'id'>,
  to: MailboxStatus,
  more: Omit<PgUpdateSetSource<typeof mailboxes>, 'status' | 'updatedAt'>,
  only?: SQL,
): Promise<MailboxRow | null> {
  const [moved] = await tx
    .update(mailboxes)
    .set({ ...more, status: to, updatedAt: sql`now()` })
    .where(and(eq(mailboxes.id, id), inArray(mailboxes.status, mailboxStatesBefore(to)), only))
    .returning();
  return moved ?? null;
}

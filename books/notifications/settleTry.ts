import { eq, sql } from 'drizzle-orm';
import { bookings, messages } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';
import { notifications } from '../../db/notifications/schema.ts';
import { appendEvent } from '../events.ts';

type Row = typeof notifications.$inferSelect;

/** Only what leaves the books can hang or be lost, so only that is counted before it is tried. */
export const leavesBooks = (row: Pick<Row, 'channel'>): boolean => row.channel !== 'web';

export interface TryEnd {
  status: Row['status'];
  lastError: string | null;
  /** When a row that stays queued is tried again. */
  retryAt: Date | null;
  /** What is written into the customer's chat: the message and the row's state together, so that it arrives exactly once. */
  chat: Pick<typeof messages.$inferInsert, 'userId' | 'bookingId' | 'body'> | null;
}

/** The same message on its other channel; a repeat finds the row that is there. */
async function fallBack(tx: Transaction, row: Row, channel: 'web'): Promise<Row | null> {
  const { tenantId, batchId, processId, recipient, template, variables } = row;
  const [added] = await tx
    .insert(notifications)
    .values({ tenantId, batchId, processId, channel, recipient, template, variables })
    .onConflictDoNothing()
    .returning();
  return added ?? null;
}

async function noteSent(tx: Transaction, row: Row, chat: TryEnd['chat']): Promise<void> {
  if (chat)
    await tx
      .insert(messages)
      .values({ ...chat, tenantId: row.tenantId, direction: 'out', notificationId: row.id })
      .onConflictDoNothing();
  if (row.template === 'booking_expired')
    await tx
      .update(bookings)
      .set({ expirationNotifiedAt: sql`now()` })
      .where(sql`booking_id = ${row.recipient.replace(/^booking:/, '')} and expiration_notified_at is null`);
}

/** Writes what became of a try, and everything that goes with it; returns the row of the other channel, if any. */
export async function settleTry(tx: Transaction, row: Row, end: TryEnd): Promise<Row | null> {
  const { status, lastError, retryAt, chat } = end;
  // A notice of the vendor may have settled the row while its answer was waited for.
  const [current] = await tx.select().from(notifications).where(eq(notifications.id, row.id)).for('update');
  if (current?.status !== 'queued') return null;
  if (status === 'sent') await noteSent(tx, row, chat);
  await tx
    .update(notifications)
    .set({
      status,
      lastError,
      retryAt,
      ...(leavesBooks(row) ? {} : { attempts: sql`attempts + 1` }),
      sentAt: lastError ? null : sql`now()`,
    })
    .where(eq(notifications.id, row.id));
  if (status !== 'queued' && status !== 'failed')
    await appendEvent(tx, {
      type: status === 'undeliverable' ? 'notification_undeliverable' : 'notification_sent',
      actor: 'workflow',
      subject: `notification:${row.id}`,
      data: { template: row.template, channel: row.channel, status },
    });
  return status === 'failed' && row.fallback ? fallBack(tx, row, row.fallback) : null;
}

import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { releaseBookings } from '../../books/bookings/releaseBookings.ts';
import { type BookingRow, waitsForMatch } from '../../db/bookings/bookings.ts';
import { bookings, payments } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';
import { readable } from '../../db/mailbox/mailbox.ts';
import { mailboxes } from '../../db/mailbox/schema.ts';
import type { BookingSettings } from '../../domain/bookings/settings.ts';
import type { BookingDeps } from './deps.ts';
import { settingsNow } from './settingsNow.ts';

/** Bookings that end in one transaction. */
export const BATCH = 100;

/** A payment that waits for its booking to be confirmed. */
export const isClaim = sql`${payments.status} in ('pending', 'matched')`;

/** Until when, in ms since the epoch, all payment mail is read and matched; infinite where none is read. */
export async function readUntil(tx: Transaction, { mode }: BookingSettings): Promise<number> {
  if (mode === 'manual') return Number.POSITIVE_INFINITY;
  const [[inboxes], waiting] = await Promise.all([
    tx
      .select({ untilMs: sql<number | null>`extract(epoch from min(coalesce(checked_at, 'epoch')))::float8 * 1000` })
      .from(mailboxes)
      .where(readable('payment_inbox'))
      .execute(),
    tx.select({ id: payments.id }).from(payments).where(waitsForMatch()).limit(1).execute(),
  ]);
  return waiting.length > 0 ? 0 : (inboxes?.untilMs ?? Number.POSITIVE_INFINITY);
}

/** Overdue bookings that nobody else has locked: those without a claim, and those somebody has claimed a payment for. */
export async function lockOverdue(tx: Transaction, where: SQL): Promise<{ free: BookingRow[]; claimed: BookingRow[] }> {
  const rows = await tx
    .select()
    .from(bookings)
    .where(and(eq(bookings.status, 'Pending'), sql`expires_at <= now()`, where))
    .orderBy(bookings.expiresAt)
    .limit(BATCH)
    .for('update', { skipLocked: true });
  if (rows.length === 0) return { free: [], claimed: [] };
  const bookingIds = rows.map((booking) => booking.bookingId);
  // A second statement, so that it sees what was committed before the rows were locked.
  const paid = await tx
    .select({ bookingId: payments.bookingId })
    .from(payments)
    .where(and(inArray(payments.bookingId, bookingIds), isClaim));
  const isClaimed = (booking: BookingRow) => paid.some(({ bookingId }) => bookingId === booking.bookingId);
  return { free: rows.filter((booking) => !isClaimed(booking)), claimed: rows.filter(isClaimed) };
}

/**
 * Expires what else is overdue, as far as its payment mail is read: a wave of deadlines is then done when the first of
 * its runs get their turn, not the last. Their own runs find them Expired, and end. What goes wrong here is left to
 * them: a row that can't expire must not hold up the others.
 */
export const expireOthers = ({ db, bookings: defaults, log }: BookingDeps, tenantId: string): Promise<void> =>
  db
    .withTenant(tenantId, async (tx) => {
      const settings = await settingsNow(tx, defaults);
      const overdue = sql`cancel_requested_at is null and expires_at <= to_timestamp(${await readUntil(tx, settings)}::float8 / 1000)`;
      const { free } = await lockOverdue(tx, overdue);
      await releaseBookings(tx, tenantId, free, { processId: null, status: 'Expired', ...settings });
    })
    .catch((error: unknown) =>
      log('overdue bookings not expired together', { tenant_id: tenantId, reason: (error as Error).name }),
    );

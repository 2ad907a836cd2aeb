import { and, eq, isNull, sql } from 'drizzle-orm';
import { CodedError } from '../../domain/errors/codes.ts';
import type { Transaction } from '../database.ts';
import { bookings, payments } from './schema.ts';

export type BookingRow = typeof bookings.$inferSelect;

/** The booking under lock: whoever changes its state or its payments holds this row. Sent at once. */
export function lockBooking(tx: Transaction, bookingId: string): Promise<BookingRow | undefined> {
  const locked = tx.select().from(bookings).where(eq(bookings.bookingId, bookingId)).for('update').execute();
  return locked.then(([booking]) => booking);
}

/** The booking under lock, or BOOKING_NOT_FOUND; `userId`: only if it is this person's. */
export async function ownBooking(tx: Transaction, bookingId: string, userId: string | null): Promise<BookingRow> {
  const booking = await lockBooking(tx, bookingId);
  if (!booking || (userId !== null && booking.userId !== userId)) throw new CodedError('BOOKING_NOT_FOUND');
  return booking;
}

/** Whoever claims or holds one transfer comes one after the other; `key` is that of its id. Held until the transaction ends. */
export async function lockTransfer(tx: Transaction, tenantId: string, key: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`transfer:${tenantId}:${key}`}, 0))`);
}

/** A payment by mail that has been read, and that the matcher has not looked at yet. */
export const waitsForMatch = () =>
  and(eq(payments.source, 'gmail'), eq(payments.status, 'pending'), isNull(payments.bookingId));

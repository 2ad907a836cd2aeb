import { and, inArray, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { BookingRow } from '../../db/bookings/bookings.ts';
import { bookings } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';
import { type BookingStatus, mayMove, statesBefore } from '../../domain/bookings/states.ts';
import { CodedError } from '../../domain/errors/codes.ts';

/**
 * Moves locked bookings to a state, or leaves those that have it there, and writes what else changes with it. Nothing else
 * writes the state of a booking. Throws INVALID_BOOKING_STATUS for a move that the table of states does not have: the
 * caller's transaction ends with it.
 */
export async function moveBookings(
  tx: Transaction,
  rows: readonly Pick<BookingRow, 'bookingId' | 'status'>[],
  to: BookingStatus,
  more: Omit<PgUpdateSetSource<typeof bookings>, 'status' | 'updatedAt'> = {},
): Promise<void> {
  const wrong = rows.find(({ status }) => status !== to && !mayMove(status, to));
  if (wrong) throw new CodedError('INVALID_BOOKING_STATUS', undefined, { status: wrong.status });
  const ids = rows.map(({ bookingId }) => bookingId);
  const moved = await tx
    .update(bookings)
    .set({ ...more, status: to, updatedAt: sql`now()` })
    .where(and(inArray(bookings.bookingId, ids), inArray(bookings.status, [to, ...statesBefore(to)])))
    .returning({ bookingId: bookings.bookingId })
    .execute();
  if (moved.length < rows.length) throw new CodedError('INVALID_BOOKING_STATUS');
}

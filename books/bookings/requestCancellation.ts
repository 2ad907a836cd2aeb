import { eq, sql } from 'drizzle-orm';
import type { BookingRow } from '../../db/bookings/bookings.ts';
import { bookings } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';
import { uuidFromText } from '../../domain/digest.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { tellBooking } from './wakeBooking.ts';

/**
 * Asks for a locked booking to be given up; its run does it, unless a confirmation came first. The same again changes
 * nothing. Throws BOOKING_EXPIRED, or INVALID_BOOKING_STATUS for one that is paid.
 */
export async function requestCancellation(tx: Transaction, booking: BookingRow): Promise<void> {
  const { status, tenantId, id } = booking;
  if (status === 'Cancelled') return;
  if (status === 'Expired') throw new CodedError('BOOKING_EXPIRED');
  if (status === 'Confirmed') throw new CodedError('INVALID_BOOKING_STATUS', undefined, { status });
  await tx
    .update(bookings)
    .set({ cancelRequestedAt: sql`coalesce(cancel_requested_at, now())` })
    .where(eq(bookings.id, id));
  await tellBooking(tx, booking, uuidFromText(`${tenantId}:cancel:${id}`));
}

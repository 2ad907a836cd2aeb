import type { BookingRow } from '../../db/bookings/bookings.ts';
import type { Transaction } from '../../db/database.ts';
import { moveBookings } from './moveBookings.ts';

/** A payment of this locked booking waits for a person: the booking waits as well, and does not expire meanwhile. */
export const waitForDecision = (tx: Transaction, booking: BookingRow): Promise<void> =>
  moveBookings(tx, [booking], 'Waiting');

/** Nothing waits for a person any more: the booking is open for a payment again. Returns it as it stands now. */
export async function waitForPayment(tx: Transaction, booking: BookingRow): Promise<BookingRow> {
  await moveBookings(tx, [booking], 'Pending');
  return { ...booking, status: 'Pending' };
}

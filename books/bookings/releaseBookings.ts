import { and, inArray, sql } from 'drizzle-orm';
import type { BookingRow } from '../../db/bookings/bookings.ts';
import { bookingSlots, payments } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';
import { appendEvent } from '../events.ts';
import { closeProcess } from '../operations/closeProcess.ts';
import { cancelTasks } from '../reviews/cancelTasks.ts';
import { moveBookings } from './moveBookings.ts';
import { movePayments } from './movePayments.ts';
import { WITHOUT_BOOKING } from './setPaymentAside.ts';
import { startUnmatchedRun } from './startUnmatchedRun.ts';
import { tellCustomers } from './tellCustomers.ts';

/**
 * Gives the slots of locked bookings back: their window has passed, or somebody gave them up. `processId` is the run that
 * ends with it; the run of any other booking ends when it finds its booking done.
 */
export async function releaseBookings(
  tx: Transaction,
  tenantId: string,
  rows: BookingRow[],
  to: { processId: string | null; status: 'Expired' | 'Cancelled'; expirationMinutes: number },
): Promise<void> {
  if (rows.length === 0) return;
  const { processId, status, expirationMinutes } = to;
  const expired = status === 'Expired';
  const bookingIds = rows.map((booking) => booking.bookingId);
  const [left] = await Promise.all([
    // What was claimed for them does not vanish with them: somebody may have to give it back.
    movePayments(tx, and(inArray(payments.bookingId, bookingIds), sql`status in ('pending', 'matched')`), 'unmatched', {
      reason: 'booking_cancelled',
      ...WITHOUT_BOOKING,
    }),
    tx.delete(bookingSlots).where(inArray(bookingSlots.bookingId, bookingIds)).execute(),
    moveBookings(tx, rows, status),
    expired &&
      tellCustomers(tx, tenantId, rows, {
        template: 'booking_expired',
        causeOf: (booking) => String(booking.expiresAt.getTime()),
        more: { windowMinutes: expirationMinutes },
      }),
    processId && cancelTasks(tx, processId, null),
    processId && closeProcess(tx, processId),
  ]);
  for (const payment of left) await startUnmatchedRun(tx, payment);
  const type = expired ? 'booking_expired' : 'booking_cancelled';
  await Promise.all(
    bookingIds.map((bookingId) =>
      appendEvent(tx, { type, actor: 'workflow', subject: `booking:${bookingId}`, data: {} }),
    ),
  );
}

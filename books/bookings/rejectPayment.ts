import { sql } from 'drizzle-orm';
import type { BookingRow } from '../../db/bookings/bookings.ts';
import type { PaymentRow } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';
import { appendEvent } from '../events.ts';
import { moveBookings } from './moveBookings.ts';
import { movePayment } from './movePayments.ts';
import { tellCustomers } from './tellCustomers.ts';

/** Refuses the payment of a locked booking and gives the customer a new window from now on: the old one may have ended. */
export async function rejectPayment(
  tx: Transaction,
  booking: BookingRow,
  by: { payment: PaymentRow; reason: string; actor: string; windowMinutes: number },
): Promise<void> {
  const { payment, reason, windowMinutes } = by;
  await Promise.all([
    movePayment(tx, payment, 'rejected', { reason: 'rejected' }),
    moveBookings(tx, [booking], 'Pending', {
      rejectionReason: reason,
      pendingSince: sql`now()`,
      expiresAt: sql`now() + make_interval(secs => ${windowMinutes * 60})`,
    }),
    tellCustomers(tx, booking.tenantId, [booking], {
      template: 'booking_rejected',
      causeOf: () => payment.id,
      more: { reason, windowMinutes },
    }),
  ]);
  await appendEvent(tx, {
    type: 'booking_payment_rejected',
    actor: by.actor,
    subject: `booking:${booking.bookingId}`,
    data: { paymentId: payment.id },
  });
}

import { confirmBooking } from '../../books/bookings/confirmBooking.ts';
import { takeBookingFrom } from '../../books/bookings/setPaymentAside.ts';
import { waitForPayment } from '../../books/bookings/waitForDecision.ts';
import type { BookingRow } from '../../db/bookings/bookings.ts';
import type { PaymentRow } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';
import { provesClaim } from '../../domain/bookings/paymentIdentity.ts';

/**
 * Confirms a locked booking with what needs no person, if there is such a payment. One that does not agree any more asks
 * like any other; one whose transfer holds another booking by now is put aside. `left`: what still waits for a person;
 * `booking`: as it stands then.
 */
export async function confirmCertain(
  tx: Transaction,
  processId: string,
  booking: BookingRow,
  all: PaymentRow[],
): Promise<{ confirmed: boolean; left: PaymentRow[]; booking: BookingRow }> {
  const left: PaymentRow[] = [];
  for (const payment of all) {
    const linkedBy = payment.verifiedBy;
    const method = provesClaim(payment, all) ? 'auto_screenshot' : 'auto_gmail';
    const refusal = payment.autoConfirm
      ? await confirmBooking(tx, booking, {
          processId,
          endsRun: true,
          payment,
          method: linkedBy ? 'manual_admin' : method,
          actor: linkedBy ?? 'workflow',
          taskId: null,
        })
      : 'OVERRIDE_REQUIRED';
    if (refusal === null) return { confirmed: true, left, booking };
    if (refusal === 'OVERRIDE_REQUIRED') left.push(payment);
    else await takeBookingFrom(tx, payment, refusal === 'DUPLICATE_PAYMENT' ? 'duplicate' : 'booking_cancelled');
  }
  // Also where no payment is left to wait for at all.
  const isFree = left.length === 0 && booking.status === 'Waiting';
  return { confirmed: false, left, booking: isFree ? await waitForPayment(tx, booking) : booking };
}

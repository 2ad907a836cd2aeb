import { inArray } from 'drizzle-orm';
import { type BookingRow, lockBooking } from '../../db/bookings/bookings.ts';
import { type PaymentRow, payments } from '../../db/bookings/schema.ts';
import { holderOf } from '../../db/bookings/transferClaims.ts';
import type { Transaction } from '../../db/database.ts';
import type { BookingSettings } from '../../domain/bookings/settings.ts';
import { cancelTasks } from '../reviews/cancelTasks.ts';
import { movePayments } from './movePayments.ts';
import { rejectPayment } from './rejectPayment.ts';

/** What the customer is told whose claim did not hold. */
const TRANSFER_OF_ANOTHER =
  'The transfer you named was found to be the payment of another booking. If you have paid, send us the receipt of your own transfer.';

/**
 * Claims whose transfer a person has given to another booking are refused, and their customer is told in words; others
 * of the booking wait on. `given`: until when the customer may pay now, where none is left.
 */
export async function dropLostClaims(
  tx: Transaction,
  processId: string,
  booking: BookingRow,
  claimed: PaymentRow[],
  { expirationMinutes }: BookingSettings,
): Promise<{ open: PaymentRow[]; given: Date | null }> {
  const lost: { payment: PaymentRow; by: string }[] = [];
  for (const payment of claimed) {
    const holder = payment.source === 'screenshot' ? await holderOf(tx, payment, true) : null;
    if (holder) lost.push({ payment, by: holder.verifiedBy ?? 'workflow' });
  }
  const [first, ...others] = lost;
  const open = claimed.filter((payment) => !lost.some((one) => one.payment === payment));
  if (!first || booking.status !== 'Waiting') return { open: claimed, given: null };
  await cancelTasks(tx, processId, null);
  // The last one is refused with its booking.
  const alone = (open.length > 0 ? lost : others).map(({ payment }) => payment.id);
  if (alone.length > 0) await movePayments(tx, inArray(payments.id, alone), 'rejected', { reason: 'rejected' });
  if (open.length > 0) return { open, given: null };
  await rejectPayment(tx, booking, {
    payment: first.payment,
    reason: TRANSFER_OF_ANOTHER,
    actor: first.by,
    windowMinutes: expirationMinutes,
  });
  return { open, given: (await lockBooking(tx, booking.bookingId))?.expiresAt ?? null };
}

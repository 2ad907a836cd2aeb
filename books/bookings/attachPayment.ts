import { and, eq, ne, sql } from 'drizzle-orm';
import { type BookingRow, lockBooking } from '../../db/bookings/bookings.ts';
import { paidFacts, pricedBooking } from '../../db/bookings/paymentFacts.ts';
import { type PaymentRow, paymentColumns, payments } from '../../db/bookings/schema.ts';
import { claimsOf } from '../../db/bookings/transferClaims.ts';
import { holdsAnother } from '../../db/bookings/twins.ts';
import type { Transaction } from '../../db/database.ts';
import { BOOKING_RULES } from '../../domain/bookings/matching.ts';
import { paymentFaults } from '../../domain/bookings/paymentFaults.ts';
import { keyOf, provesClaim } from '../../domain/bookings/paymentIdentity.ts';
import { appendEvent } from '../events.ts';
import { confirmBooking } from './confirmBooking.ts';
import { movePayment } from './movePayments.ts';
import { tellBooking } from './wakeBooking.ts';

export interface Attachment {
  bookingId: string;
  /** 0 to 100. */
  confidence: number;
  /** No person is needed. */
  certain: boolean;
  /** Bookings whose customers had claimed the transfer when that was found. */
  claims: number;
  match: object;
  /** Unique while the payment holds the booking. */
  transferKey: string | null;
}

/** Whether a payment may have this locked booking now, beside what else was claimed for it. */
async function mayHave(
  tx: Transaction,
  payment: PaymentRow,
  booking: BookingRow,
  others: readonly PaymentRow[],
  to: Attachment,
): Promise<boolean | 'duplicate'> {
  if (booking.status !== 'Pending' && booking.status !== 'Waiting') return false;
  if (others.some(({ source }) => source !== 'screenshot')) return false;
  if (to.certain && paymentFaults(paidFacts(payment), pricedBooking(booking)).length > 0) return false;
  if (await holdsAnother(tx, payment, booking.bookingId)) return 'duplicate';
  // Under the lock of the transfer: a second claim that came in between is seen.
  return !to.certain || (await claimsOf(tx, keyOf(payment))).length === to.claims;
}

/**
 * Gives a payment its booking, and confirms it where no person is needed. False when something came first between the
 * comparison and the lock: another payment, the expiry, a person, or a new window. `duplicate`: its transfer holds
 * another booking already.
 */
export async function attachPayment(
  tx: Transaction,
  payment: PaymentRow,
  to: Attachment,
): Promise<boolean | 'duplicate'> {
  const isOther = and(
    eq(payments.bookingId, to.bookingId),
    sql`status in ('pending', 'matched', 'verified')`,
    ne(payments.id, payment.id),
  );
  // Sent together and taken in this order, so the claims are read under the lock.
  const [booking, others] = await Promise.all([
    lockBooking(tx, to.bookingId),
    tx.select(paymentColumns).from(payments).where(isOther).execute(),
  ]);
  const may = booking ? await mayHave(tx, payment, booking, others, to) : false;
  if (!booking || may !== true) return may;
  const [matched, process] = await Promise.all([
    movePayment(tx, payment, 'matched', {
      bookingId: booking.bookingId,
      autoConfirm: to.certain,
      matchConfidence: to.confidence,
      match: to.match,
      transferKey: to.transferKey,
      matchedAt: sql`now()`,
    }),
    tellBooking(tx, booking, payment.id),
  ]);
  // Sent together and taken in this order, as everything here: the event stands before that of the confirmation.
  await Promise.all([
    appendEvent(tx, {
      type: 'payment_matched',
      actor: 'workflow',
      subject: `payment:${payment.id}`,
      data: { bookingId: booking.bookingId, confidence: to.confidence, certain: to.certain, rules: BOOKING_RULES },
    }),
    // The lock is held already, so what needs no person is confirmed here; a cancellation that came first is the run's.
    to.certain &&
      !booking.cancelRequestedAt &&
      confirmBooking(tx, booking, {
        processId: process.id,
        endsRun: false,
        payment: matched,
        method: provesClaim(payment, others) ? 'auto_screenshot' : 'auto_gmail',
        actor: 'workflow',
        taskId: null,
      }),
  ]);
  return true;
}

import { and, eq, ne, sql } from 'drizzle-orm';
import { appendEvent } from '../../books/events.ts';
import { lockBooking, tellBooking } from '../../db/bookings/bookings.ts';
import { paymentColumns, payments } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';
import { BOOKING_RULES } from '../../domain/bookings/matching.ts';
import { paymentFaults } from '../../domain/bookings/paymentFaults.ts';
import { keyOf } from '../../domain/bookings/paymentIdentity.ts';
import { type PaymentRow, paidFacts, pricedBooking } from './paymentFacts.ts';
import { confirmBooking } from './settleBooking.ts';
import { claimsOf } from './transferClaims.ts';
import { holdsAnother } from './twins.ts';

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

/** A screenshot that names this very transfer and amount: the mail proves it. */
export const provesClaim = (payment: PaymentRow, claims: readonly PaymentRow[]): boolean =>
  claims.some(
    (claim) =>
      claim.source === 'screenshot' &&
      keyOf(payment) !== null &&
      keyOf(claim) === keyOf(payment) &&
      claim.amountMinor === payment.amountMinor &&
      claim.currency === payment.currency,
  );

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
  // Sent together and taken in this order, so the claims are read under the lock.
  const [booking, claims] = await Promise.all([
    lockBooking(tx, to.bookingId),
    tx
      .select(paymentColumns)
      .from(payments)
      .where(
        and(
          eq(payments.bookingId, to.bookingId),
          sql`status in ('pending', 'matched', 'verified')`,
          ne(payments.id, payment.id),
        ),
      )
      .execute(),
  ]);
  if (!booking || (booking.status !== 'Pending' && booking.status !== 'Waiting')) return false;
  if (claims.some(({ source }) => source !== 'screenshot')) return false;
  if (to.certain && paymentFaults(paidFacts(payment), pricedBooking(booking)).length > 0) return false;
  if (await holdsAnother(tx, payment, booking.bookingId)) return 'duplicate';
  // Under the lock of the transfer: a second claim that came in between is seen.
  if (to.certain && (await claimsOf(tx, keyOf(payment))).length !== to.claims) return false;
  const [[matched], process] = await Promise.all([
    tx
      .update(payments)
      .set({
        status: 'matched',
        bookingId: booking.bookingId,
        autoConfirm: to.certain,
        matchConfidence: to.confidence,
        match: to.match,
        transferKey: to.transferKey,
        matchedAt: sql`now()`,
        updatedAt: sql`now()`,
      })
      .where(eq(payments.id, payment.id))
      .returning(paymentColumns)
      .execute(),
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
      matched &&
      !booking.cancelRequestedAt &&
      confirmBooking(tx, booking, {
        processId: process.id,
        endsRun: false,
        payment: matched,
        method: provesClaim(payment, claims) ? 'auto_screenshot' : 'auto_gmail',
        actor: 'workflow',
        taskId: null,
      }),
  ]);
  return true;
}

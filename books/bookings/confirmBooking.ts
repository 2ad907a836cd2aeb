import { and, eq, ne, sql } from 'drizzle-orm';
import type { BookingRow } from '../../db/bookings/bookings.ts';
import { openFaults } from '../../db/bookings/openFaults.ts';
import { type PaymentRow, payments } from '../../db/bookings/schema.ts';
import { holdsAnother } from '../../db/bookings/twins.ts';
import type { Transaction } from '../../db/database.ts';
import { keyOf } from '../../domain/bookings/paymentIdentity.ts';
import type { ErrorCode } from '../../domain/errors/codes.ts';
import { appendEvent } from '../events.ts';
import { closeProcess } from '../operations/closeProcess.ts';
import { cancelTasks } from '../reviews/cancelTasks.ts';
import { moveBookings } from './moveBookings.ts';
import { movePayment, movePayments } from './movePayments.ts';
import { WITHOUT_BOOKING } from './setPaymentAside.ts';
import { startUnmatchedRun } from './startUnmatchedRun.ts';
import { tellCustomers } from './tellCustomers.ts';
import { tellClaimants } from './wakeBooking.ts';

export interface Confirmation {
  /** The booking's run. */
  processId: string;
  /** Whether the run ends with this, or is told to look and then finds it done. */
  endsRun: boolean;
  payment: PaymentRow;
  method: 'auto_gmail' | 'auto_screenshot' | 'manual_admin';
  /** `workflow`, or who decided. */
  actor: string;
  /** The task whose decision this is; null where no person decided here. */
  taskId: string | null;
  /** The decision request whose reason accepts what does not agree; null = everything must agree. */
  acceptedRequestId?: string | null;
}

/**
 * What else was claimed for a booking that is paid now: a screenshot claims what has been proved, and money that came a
 * second time waits for a person, who may have to give it back.
 */
async function settleOthers(tx: Transaction, booking: BookingRow, paymentId: string): Promise<void> {
  const others = and(
    eq(payments.bookingId, booking.bookingId),
    ne(payments.id, paymentId),
    sql`status in ('pending', 'matched')`,
  );
  const [twice] = await Promise.all([
    movePayments(tx, and(others, eq(payments.source, 'gmail')), 'unmatched', {
      reason: 'duplicate',
      ...WITHOUT_BOOKING,
    }),
    movePayments(tx, and(others, ne(payments.source, 'gmail')), 'rejected', { reason: 'duplicate' }),
  ]);
  for (const other of twice) await startUnmatchedRun(tx, other);
}

/** Why a payment may not pay this locked booking, whatever else agrees; null when it may. */
export async function refusalOf(
  tx: Transaction,
  payment: PaymentRow,
  booking: BookingRow,
): Promise<'INVALID_BOOKING_STATUS' | 'DUPLICATE_PAYMENT' | null> {
  if (booking.cancelRequestedAt) return 'INVALID_BOOKING_STATUS';
  return (await holdsAnother(tx, payment, booking.bookingId)) ? 'DUPLICATE_PAYMENT' : null;
}

/** Writes both states, ends what else waits, and tells the customer. Sent together and taken in this order. */
async function settle(
  tx: Transaction,
  booking: BookingRow,
  by: Confirmation,
  acceptedRequestId: string | null,
): Promise<void> {
  const { payment, method, processId, taskId } = by;
  await Promise.all([
    movePayment(tx, payment, 'verified', {
      bookingId: booking.bookingId,
      verifiedAt: sql`now()`,
      verifiedBy: method === 'manual_admin' ? by.actor : `system:${method}`,
      acceptedRequestId,
      // Where no amount was read it stays said.
      reason: payment.amountMinor > 0 ? null : 'unreadable',
    }),
    moveBookings(tx, [booking], 'Confirmed', {
      paymentId: payment.id,
      paymentVerifiedAt: sql`now()`,
      verificationMethod: method,
    }),
    settleOthers(tx, booking, payment.id),
    method === 'manual_admin' && tellClaimants(tx, booking.tenantId, keyOf(payment), booking.bookingId),
    tellCustomers(tx, booking.tenantId, [booking], {
      template: 'booking_confirmed',
      causeOf: () => payment.id,
      more: { confidence: payment.matchConfidence, transactionId: payment.transactionId },
    }),
    cancelTasks(tx, processId, taskId),
    by.endsRun && closeProcess(tx, processId),
  ]);
}

/**
 * Confirms a locked booking with one payment, all or nothing: link, states, event, message to the customer. The only place
 * that sets Confirmed: a payment that does not agree and that no person has accepted is refused, and so is one whose
 * transfer holds another booking, accepted or not; then nothing is written.
 */
export async function confirmBooking(
  tx: Transaction,
  booking: BookingRow,
  by: Confirmation,
): Promise<ErrorCode | null> {
  const { payment, method } = by;
  const acceptedRequestId = by.acceptedRequestId ?? payment.acceptedRequestId;
  const refusal = await refusalOf(tx, payment, booking);
  if (refusal) return refusal;
  const faults = await openFaults(tx, payment, booking, acceptedRequestId);
  if (faults.length > 0) return 'OVERRIDE_REQUIRED';
  await settle(tx, booking, by, acceptedRequestId);
  await appendEvent(tx, {
    type: method === 'manual_admin' ? 'booking_manually_confirmed' : 'booking_auto_confirmed',
    actor: by.actor,
    subject: `booking:${booking.bookingId}`,
    data: {
      paymentId: payment.id,
      method,
      amountMinor: payment.amountMinor,
      currency: payment.currency,
      confidence: payment.matchConfidence,
      ...(acceptedRequestId ? { acceptedRequestId } : {}),
    },
  });
  return null;
}

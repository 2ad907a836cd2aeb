import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import { appendEvent } from '../../books/events.ts';
import { queueForCustomers } from '../../books/notifications/queueForCustomers.ts';
import { closeProcess } from '../../books/operations/closeProcess.ts';
import { type BookingRow, tellClaimants, unmatchedProcess } from '../../db/bookings/bookings.ts';
import { bookingSlots, bookings, payments, properties } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';
import { reviewTasks } from '../../db/reviews/schema.ts';
import { keyOf } from '../../domain/bookings/paymentIdentity.ts';
import type { ErrorCode } from '../../domain/errors/codes.ts';
import { openFaults } from './openFaults.ts';
import type { PaymentRow } from './paymentFacts.ts';
import { holdsAnother } from './twins.ts';

type Template = 'booking_confirmed' | 'booking_rejected' | 'booking_expired';

/** Tells the customers of these bookings, by WhatsApp with the web chat behind it where a phone number is known. */
async function tellCustomers(
  tx: Transaction,
  tenantId: string,
  rows: BookingRow[],
  told: { template: Template; causeOf: (booking: BookingRow) => string; more: Record<string, unknown> },
): Promise<void> {
  const { template, causeOf, more } = told;
  const messages = async () => {
    const propertyIds = [...new Set(rows.map((booking) => booking.propertyId))];
    const places = await tx.select().from(properties).where(inArray(properties.id, propertyIds));
    return rows.map((booking) => {
      const property = places.find((place) => place.id === booking.propertyId);
      return {
        batchKey: `${tenantId}:${booking.bookingId}:${template}:${causeOf(booking)}`,
        message: {
          ...(booking.customerPhone
            ? { channel: 'whatsapp' as const, fallback: 'web' as const }
            : { channel: 'web' as const }),
          recipient: `booking:${booking.bookingId}`,
          template,
          variables: {
            bookingId: booking.bookingId,
            property: property?.name ?? '',
            contact: property?.contact ?? '',
            date: booking.bookingDate,
            shift: booking.shift,
            amountMinor: booking.totalMinor,
            currency: booking.currency,
            ...more,
          },
        },
      };
    });
  };
  await queueForCustomers(tx, tenantId, messages());
}

/** A task that still waits for a person has nothing left to ask when its booking is settled. */
export const cancelTasks = (tx: Transaction, processId: string, decidedTaskId: string | null): Promise<unknown> =>
  tx
    .update(reviewTasks)
    .set({ state: 'cancelled', closedAt: sql`now()` })
    .where(
      and(
        eq(reviewTasks.processId, processId),
        eq(reviewTasks.state, 'pending'),
        decidedTaskId ? ne(reviewTasks.id, decidedTaskId) : undefined,
      ),
    )
    .execute();

/** Ends the booking's run with its last state. */
async function endRun(tx: Transaction, processId: string, decidedTaskId: string | null): Promise<void> {
  await Promise.all([cancelTasks(tx, processId, decidedTaskId), closeProcess(tx, processId)]);
}

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
    tx
      .update(payments)
      .set(asideFor('duplicate'))
      .where(and(others, eq(payments.source, 'gmail')))
      .returning({ paymentId: payments.id })
      .execute(),
    tx
      .update(payments)
      .set({ status: 'rejected', reason: 'duplicate', updatedAt: sql`now()` })
      .where(and(others, ne(payments.source, 'gmail')))
      .execute(),
  ]);
  for (const other of twice) await unmatchedProcess(tx, { tenantId: booking.tenantId, paymentId: other.paymentId });
}

/** Puts payments aside that can't pay this booking, with what somebody had accepted of them: a person looks at each. */
const asideFor = (reason: 'duplicate' | 'booking_cancelled') => ({
  status: 'unmatched' as const,
  reason,
  bookingId: null,
  autoConfirm: false,
  acceptedRequestId: null,
  updatedAt: sql`now()`,
});

/** Why a payment may not pay this locked booking, whatever else agrees; null when it may. */
export async function refusalOf(
  tx: Transaction,
  payment: PaymentRow,
  booking: BookingRow,
): Promise<'INVALID_BOOKING_STATUS' | 'DUPLICATE_PAYMENT' | null> {
  if (booking.cancelRequestedAt) return 'INVALID_BOOKING_STATUS';
  return (await holdsAnother(tx, payment, booking.bookingId)) ? 'DUPLICATE_PAYMENT' : null;
}

/** Takes its booking from a payment that was to confirm it and may not. */
export async function putAside(
  tx: Transaction,
  payment: PaymentRow,
  reason: 'duplicate' | 'booking_cancelled',
): Promise<void> {
  await tx.update(payments).set(asideFor(reason)).where(eq(payments.id, payment.id));
  await unmatchedProcess(tx, { tenantId: payment.tenantId, paymentId: payment.id });
  await appendEvent(tx, {
    type: 'payment_unmatched',
    actor: 'workflow',
    subject: `payment:${payment.id}`,
    data: { reason },
  });
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
  const acceptedRequestId = by.acceptedRequestId ?? by.payment.acceptedRequestId;
  const refusal = await refusalOf(tx, by.payment, booking);
  if (refusal) return refusal;
  const faults = await openFaults(tx, by.payment, booking, acceptedRequestId);
  if (faults.length > 0) return 'OVERRIDE_REQUIRED';
  const verifiedBy = by.method === 'manual_admin' ? by.actor : `system:${by.method}`;
  // Sent together and taken in this order.
  await Promise.all([
    tx
      .update(payments)
      .set({
        status: 'verified',
        bookingId: booking.bookingId,
        verifiedAt: sql`now()`,
        verifiedBy,
        acceptedRequestId,
        // Where no amount was read it stays said.
        reason: by.payment.amountMinor > 0 ? null : 'unreadable',
        updatedAt: sql`now()`,
      })
      .where(eq(payments.id, by.payment.id))
      .execute(),
    tx
      .update(bookings)
      .set({
        status: 'Confirmed',
        paymentId: by.payment.id,
        paymentVerifiedAt: sql`now()`,
        verificationMethod: by.method,
        updatedAt: sql`now()`,
      })
      .where(eq(bookings.id, booking.id))
      .execute(),
    settleOthers(tx, booking, by.payment.id),
    by.method === 'manual_admin' && tellClaimants(tx, booking.tenantId, keyOf(by.payment), booking.bookingId),
    tellCustomers(tx, booking.tenantId, [booking], {
      template: 'booking_confirmed',
      causeOf: () => by.payment.id,
      more: { confidence: by.payment.matchConfidence, transactionId: by.payment.transactionId },
    }),
    by.endsRun ? endRun(tx, by.processId, by.taskId) : cancelTasks(tx, by.processId, by.taskId),
  ]);
  await appendEvent(tx, {
    type: by.method === 'manual_admin' ? 'booking_manually_confirmed' : 'booking_auto_confirmed',
    actor: by.actor,
    subject: `booking:${booking.bookingId}`,
    data: {
      paymentId: by.payment.id,
      method: by.method,
      amountMinor: by.payment.amountMinor,
      currency: by.payment.currency,
      confidence: by.payment.matchConfidence,
      ...(acceptedRequestId ? { acceptedRequestId } : {}),
    },
  });
  return null;
}

/** Refuses the payment of a locked booking and gives the customer a new window from now on: the old one may have ended. */
export async function rejectPayment(
  tx: Transaction,
  booking: BookingRow,
  by: { payment: PaymentRow; reason: string; actor: string; windowMinutes: number },
): Promise<void> {
  await Promise.all([
    tx
      .update(payments)
      .set({ status: 'rejected', reason: 'rejected', updatedAt: sql`now()` })
      .where(eq(payments.id, by.payment.id))
      .execute(),
    tx
      .update(bookings)
      .set({
        status: 'Pending',
        rejectionReason: by.reason,
        pendingSince: sql`now()`,
        expiresAt: sql`now() + make_interval(secs => ${by.windowMinutes * 60})`,
        updatedAt: sql`now()`,
      })
      .where(eq(bookings.id, booking.id))
      .execute(),
    tellCustomers(tx, booking.tenantId, [booking], {
      template: 'booking_rejected',
      causeOf: () => by.payment.id,
      more: { reason: by.reason, windowMinutes: by.windowMinutes },
    }),
  ]);
  await appendEvent(tx, {
    type: 'booking_payment_rejected',
    actor: by.actor,
    subject: `booking:${booking.bookingId}`,
    data: { paymentId: by.payment.id },
  });
}

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
    tx
      .update(payments)
      .set(asideFor('booking_cancelled'))
      .where(and(inArray(payments.bookingId, bookingIds), sql`status in ('pending', 'matched')`))
      .returning({ paymentId: payments.id })
      .execute(),
    tx.delete(bookingSlots).where(inArray(bookingSlots.bookingId, bookingIds)).execute(),
    tx.update(bookings).set({ status, updatedAt: sql`now()` }).where(inArray(bookings.bookingId, bookingIds)).execute(),
    expired &&
      tellCustomers(tx, tenantId, rows, {
        template: 'booking_expired',
        causeOf: (booking) => String(booking.expiresAt.getTime()),
        more: { windowMinutes: expirationMinutes },
      }),
    processId && endRun(tx, processId, null),
  ]);
  for (const { paymentId } of left) await unmatchedProcess(tx, { tenantId, paymentId });
  const type = expired ? 'booking_expired' : 'booking_cancelled';
  await Promise.all(
    bookingIds.map((bookingId) =>
      appendEvent(tx, { type, actor: 'workflow', subject: `booking:${bookingId}`, data: {} }),
    ),
  );
}

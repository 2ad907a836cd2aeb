import { eq, sql } from 'drizzle-orm';
import { appendEvent } from '../../books/events.ts';
import type { Judged, ReviewKindActivities } from '../../books/reviews/kind.ts';
import { type BookingRow, lockBooking, tellBooking } from '../../db/bookings/bookings.ts';
import { bookingSlots, paymentColumns, payments } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';
import { tenantSettings } from '../../db/identity/schema.ts';
import { type BookingSettings, settingsOf } from '../../domain/bookings/settings.ts';
import { halvesOf } from '../../domain/bookings/states.ts';
import type { StoredLink } from '../../domain/bookings/storedLink.ts';
import type { ErrorCode } from '../../domain/errors/codes.ts';
import { isOverrideReason } from '../../domain/reviews/warnings.ts';
import { openFaults } from './openFaults.ts';
import { isOutdated, paymentOfGate } from './paymentGate.ts';
import { judgePayment } from './reviewStakes.ts';
import { confirmBooking, refusalOf, rejectPayment } from './settleBooking.ts';
import { twinsOf } from './twins.ts';

/** Takes the slot again for an expired booking; false when somebody else has it by now. */
async function retakeSlot(tx: Transaction, booking: BookingRow): Promise<boolean> {
  const halves = halvesOf(booking.shift);
  const taken = await tx
    .insert(bookingSlots)
    .values(
      halves.map((half) => ({
        tenantId: booking.tenantId,
        propertyId: booking.propertyId,
        bookingDate: booking.bookingDate,
        half,
        bookingId: booking.bookingId,
      })),
    )
    .onConflictDoNothing()
    .returning();
  if (taken.length === halves.length) return true;
  await tx.delete(bookingSlots).where(eq(bookingSlots.bookingId, booking.bookingId));
  return false;
}

/** The request whose reason accepts a payment that does not agree; null without one. */
const acceptedBy = (request: Judged['request']): string | null =>
  isOverrideReason(request.overrideReason) ? request.id : null;

/** The decision about a card of a booking: the booking is confirmed by the payment, or goes on without it. */
async function decidePayment(tx: Transaction, judged: Judged, defaults: BookingSettings): Promise<ErrorCode | null> {
  const { task, request, shown } = judged;
  const [payment] = await tx
    .select(paymentColumns)
    .from(payments)
    .where(eq(payments.id, paymentOfGate(task.gate)));
  const booking = payment?.bookingId ? await lockBooking(tx, payment.bookingId) : undefined;
  if (!payment || booking?.status !== 'Waiting') return 'INVALID_BOOKING_STATUS';
  const { actor } = request;
  if (request.action === 'approved') {
    const refusal = await refusalOf(tx, payment, booking);
    if (refusal) return refusal;
    if (await isOutdated(tx, payment, booking, shown)) return 'REVIEW_STALE';
    return confirmBooking(tx, booking, {
      processId: task.processId,
      endsRun: true,
      payment,
      method: 'manual_admin',
      actor,
      taskId: task.id,
      acceptedRequestId: acceptedBy(request),
    });
  }
  const [tenant] = await tx.select().from(tenantSettings);
  await rejectPayment(tx, booking, {
    payment,
    reason: request.comment ?? 'rejected',
    actor,
    windowMinutes: settingsOf(defaults, tenant).expirationMinutes,
  });
  return null;
}

type Payment = Parameters<typeof refusalOf>[1];

async function dismissPayment(tx: Transaction, payment: Payment, actor: string): Promise<null> {
  await tx
    .update(payments)
    .set({ status: 'rejected', reason: 'dismissed', updatedAt: sql`now()` })
    .where(eq(payments.id, payment.id));
  await appendEvent(tx, { type: 'payment_dismissed', actor, subject: `payment:${payment.id}` });
  return null;
}

/** Links a payment to the booking that a reviewer names or has approved as proposed. */
async function linkTo(
  tx: Transaction,
  payment: Payment,
  link: StoredLink,
  request: Judged['request'],
): Promise<ErrorCode | null> {
  if (payment.reason === 'unreadable' && link.confirm) return 'AMOUNT_OUT_OF_RANGE';
  const booking = await lockBooking(tx, link.bookingId);
  if (!booking) return 'BOOKING_NOT_FOUND';
  if (booking.status === 'Confirmed' || booking.status === 'Cancelled') return 'INVALID_BOOKING_STATUS';
  const { isHeld, transferKey } = await twinsOf(tx, payment);
  if (isHeld) return 'DUPLICATE_PAYMENT';
  const refusal = await refusalOf(tx, payment, booking);
  if (refusal) return refusal;
  const accepted = acceptedBy(request);
  if ((await openFaults(tx, payment, booking, accepted)).length > 0) return 'OVERRIDE_REQUIRED';
  if (booking.status === 'Expired' && !(await retakeSlot(tx, booking))) return 'SLOT_TAKEN';
  const { actor } = request;
  await tx
    .update(payments)
    .set({
      status: 'matched',
      bookingId: booking.bookingId,
      reason: payment.amountMinor > 0 ? null : 'unreadable',
      transferKey,
      acceptedRequestId: accepted,
      autoConfirm: link.confirm,
      verifiedBy: link.confirm ? actor : null,
      updatedAt: sql`now()`,
    })
    .where(eq(payments.id, payment.id));
  await tellBooking(tx, booking, request.id);
  await appendEvent(tx, {
    type: 'payment_linked',
    actor,
    subject: `payment:${payment.id}`,
    data: { bookingId: booking.bookingId, confirm: link.confirm },
  });
  return null;
}

/** The decision about a payment without a booking: it is linked to one, or put aside. */
async function linkPayment(tx: Transaction, judged: Judged): Promise<ErrorCode | null> {
  const { request, snapshot } = judged;
  const [payment] = await tx
    .select(paymentColumns)
    .from(payments)
    .where(eq(payments.id, judged.process.subject))
    .for('update');
  if (payment?.status !== 'unmatched') return 'PAYMENT_MATCH_FAILED';
  if (request.action === 'rejected') return dismissPayment(tx, payment, request.actor);
  const link =
    request.action === 'modified'
      ? (request.modification as StoredLink | null)
      : snapshot.payee && { bookingId: snapshot.payee, confirm: true };
  return link ? linkTo(tx, payment, link, request) : 'VALIDATION_FAILED';
}

/** What deciding about the money of bookings does. */
export const reviewKinds = ({ bookings: defaults }: { bookings: BookingSettings }) => ({
  booking_payment: {
    judge: (tx, judged) => judgePayment(tx, judged, paymentOfGate(judged.task.gate)),
    apply: (tx, judged) => decidePayment(tx, judged, defaults),
  } satisfies ReviewKindActivities,
  unmatched_payment: {
    judge: (tx, judged) => judgePayment(tx, judged, judged.process.subject),
    apply: linkPayment,
  } satisfies ReviewKindActivities,
});

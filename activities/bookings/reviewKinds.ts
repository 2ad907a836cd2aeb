import { eq } from 'drizzle-orm';
import { confirmBooking, refusalOf } from '../../books/bookings/confirmBooking.ts';
import { dismissPayment, linkPayment } from '../../books/bookings/linkPayment.ts';
import { rejectPayment } from '../../books/bookings/rejectPayment.ts';
import type { Judged, ReviewKindActivities } from '../../books/reviews/kind.ts';
import { lockBooking } from '../../db/bookings/bookings.ts';
import { paymentColumns, payments } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';
import type { BookingSettings } from '../../domain/bookings/settings.ts';
import type { StoredLink } from '../../domain/bookings/storedLink.ts';
import type { ErrorCode } from '../../domain/errors/codes.ts';
import { isOverrideReason } from '../../domain/reviews/warnings.ts';
import { isOutdated, paymentOfGate } from './paymentGate.ts';
import { judgePayment } from './reviewStakes.ts';
import { settingsNow } from './settingsNow.ts';

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
  const { expirationMinutes: windowMinutes } = await settingsNow(tx, defaults);
  await rejectPayment(tx, booking, { payment, reason: request.comment ?? 'rejected', actor, windowMinutes });
  return null;
}

/** The decision about a payment without a booking: it is linked to one, or put aside. */
async function decideUnmatched(tx: Transaction, judged: Judged): Promise<ErrorCode | null> {
  const { request, snapshot } = judged;
  const { actor } = request;
  const [payment] = await tx
    .select(paymentColumns)
    .from(payments)
    .where(eq(payments.id, judged.process.subject))
    .for('update');
  if (!payment) return 'PAYMENT_MATCH_FAILED';
  if (request.action === 'rejected') return dismissPayment(tx, payment, actor);
  const link =
    request.action === 'modified'
      ? (request.modification as StoredLink | null)
      : snapshot.payee && { bookingId: snapshot.payee, confirm: true };
  if (!link) return 'VALIDATION_FAILED';
  return linkPayment(tx, payment, link, { actor, requestId: request.id, acceptedRequestId: acceptedBy(request) });
}

/** What deciding about the money of bookings does. */
export const reviewKinds = ({ bookings: defaults }: { bookings: BookingSettings }) => ({
  booking_payment: {
    judge: (tx, judged) => judgePayment(tx, judged, paymentOfGate(judged.task.gate)),
    apply: (tx, judged) => decidePayment(tx, judged, defaults),
  } satisfies ReviewKindActivities,
  unmatched_payment: {
    judge: (tx, judged) => judgePayment(tx, judged, judged.process.subject),
    apply: decideUnmatched,
  } satisfies ReviewKindActivities,
});

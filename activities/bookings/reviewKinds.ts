import { eq } from 'drizzle-orm';
import { confirmBooking, refusalOf } from '../../books/bookings/confirmBooking.ts';
import { dismissPayment, linkPayment } from '../../books/bookings/linkPayment.ts';
import { rejectPayment } from '../../books/bookings/rejectPayment.ts';
import { queueLook } from '../../books/operations/queueLook.ts';
import type { Judged, ReviewKindActivities } from '../../books/reviews/kind.ts';
import { lockBooking } from '../../db/bookings/bookings.ts';
import { paymentColumns, payments } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';
import type { BookingSettings } from '../../domain/bookings/settings.ts';
import { shownFaults } from '../../domain/bookings/shownFaults.ts';
import type { StoredLink } from '../../domain/bookings/storedLink.ts';
import type { ErrorCode } from '../../domain/errors/codes.ts';
import { isOverrideReason } from '../../domain/reviews/warnings.ts';
import { isOutdated, paymentOfGate } from './paymentGate.ts';
import { judgePayment } from './reviewStakes.ts';
import { settingsNow } from './settingsNow.ts';

/** The request whose reason accepts a payment that does not agree; null without one. */
const acceptedBy = (request: Judged['request']): string | null =>
  isOverrideReason(request.overrideReason) ? request.id : null;

/** Nobody accepts what they have not read: the run looks at the books, and opens a card that says everything. */
async function outdated(tx: Transaction, { task, request }: Judged): Promise<'REVIEW_STALE'> {
  await queueLook(tx, { tenantId: task.tenantId, processId: task.processId, causeId: request.id });
  return 'REVIEW_STALE';
}

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
    if (await isOutdated(tx, payment, booking, shown)) return outdated(tx, judged);
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
  const refusal = await linkPayment(tx, payment, link, {
    actor,
    requestId: request.id,
    acceptedRequestId: acceptedBy(request),
    shown: shownFaults(judged.shown, snapshot.payee, link.bookingId),
  });
  return refusal === 'REVIEW_STALE' ? outdated(tx, judged) : refusal;
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

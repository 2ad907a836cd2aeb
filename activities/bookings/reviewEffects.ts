import { eq, sql } from 'drizzle-orm';
import { type BookingRow, lockBooking, tellBooking } from '../../db/bookings/bookings.ts';
import { bookingSlots, paymentColumns, payments } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';
import { appendEvent } from '../../db/events.ts';
import { tenantSettings } from '../../db/identity/schema.ts';
import type { decisionRequests, reviewTasks } from '../../db/reviews/schema.ts';
import { type BookingSettings, settingsOf } from '../../domain/bookings/settings.ts';
import { halvesOf } from '../../domain/bookings/states.ts';
import type { ErrorCode } from '../../domain/errors/codes.ts';
import type { StoredLink } from '../../domain/reviews/decision.ts';
import { isOverrideReason } from '../../domain/reviews/warnings.ts';
import { openFaults } from './openFaults.ts';
import { isOutdated, paymentOfGate } from './paymentGate.ts';
import { confirmBooking, refusalOf, rejectPayment } from './settleBooking.ts';
import { twinsOf } from './twins.ts';

export interface Decided {
  task: typeof reviewTasks.$inferSelect;
  request: typeof decisionRequests.$inferSelect;
  /** Booking a reviewer approves as shown: the best candidate. */
  proposedBookingId: string | null;
  /** What the reviewer was shown. */
  shown: unknown;
}

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
const acceptedBy = (request: Decided['request']): string | null =>
  isOverrideReason(request.overrideReason) ? request.id : null;

/**
 * What a decision about booking money does, in the transaction that makes it final. An error code refuses the decision;
 * then nothing was written.
 */
export function createBookingReviewEffects(defaults: BookingSettings) {
  async function decidePayment(tx: Transaction, { task, request, shown }: Decided): Promise<ErrorCode | null> {
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

  async function linkPayment(
    tx: Transaction,
    { request, proposedBookingId, task }: Decided,
  ): Promise<ErrorCode | null> {
    const [process] = await tx.execute(sql`select key from processes where id = ${task.processId}`);
    const [payment] = await tx
      .select(paymentColumns)
      .from(payments)
      .where(eq(payments.id, String(process?.key).split('/')[0] ?? ''))
      .for('update');
    if (payment?.status !== 'unmatched') return 'PAYMENT_MATCH_FAILED';
    const { actor } = request;
    if (request.action === 'rejected') {
      await tx
        .update(payments)
        .set({ status: 'rejected', reason: 'dismissed', updatedAt: sql`now()` })
        .where(eq(payments.id, payment.id));
      await appendEvent(tx, { type: 'payment_dismissed', actor, subject: `payment:${payment.id}` });
      return null;
    }
    const link =
      request.action === 'modified'
        ? (request.modification as StoredLink | null)
        : proposedBookingId && { bookingId: proposedBookingId, confirm: true };
    if (!link) return 'VALIDATION_FAILED';
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

  return { booking_payment: decidePayment, unmatched_payment: linkPayment };
}

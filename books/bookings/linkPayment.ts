import { eq } from 'drizzle-orm';
import { type BookingRow, lockBooking } from '../../db/bookings/bookings.ts';
import { faultsOf } from '../../db/bookings/openFaults.ts';
import { bookingSlots, type PaymentRow } from '../../db/bookings/schema.ts';
import { type Twins, twinsOf } from '../../db/bookings/twins.ts';
import type { Transaction } from '../../db/database.ts';
import { halvesOf } from '../../domain/bookings/states.ts';
import type { StoredLink } from '../../domain/bookings/storedLink.ts';
import type { ErrorCode } from '../../domain/errors/codes.ts';
import { appendEvent } from '../events.ts';
import { refusalOf } from './confirmBooking.ts';
import { movePayment } from './movePayments.ts';
import { tellBooking } from './wakeBooking.ts';

/** Takes the slot again for an expired booking; false when somebody else has it by now. */
async function retakeSlot(tx: Transaction, booking: BookingRow): Promise<boolean> {
  const { tenantId, propertyId, bookingDate, bookingId } = booking;
  const halves = halvesOf(booking.shift);
  const taken = await tx
    .insert(bookingSlots)
    .values(halves.map((half) => ({ tenantId, propertyId, bookingDate, half, bookingId })))
    .onConflictDoNothing()
    .returning();
  if (taken.length === halves.length) return true;
  await tx.delete(bookingSlots).where(eq(bookingSlots.bookingId, bookingId));
  return false;
}

export interface LinkedBy {
  actor: string;
  /** The decision request; its booking's run is told of it. */
  requestId: string;
  /** The same request where its reason accepts what the card says against this booking; null = everything must agree. */
  acceptedRequestId: string | null;
  /** Codes of what the card said against this booking. A reason lifts nothing else. */
  shown: ReadonlySet<string>;
}

/** Why an unmatched payment may not be linked to this locked booking; null when it may. */
async function linkRefusal(
  tx: Transaction,
  payment: PaymentRow,
  booking: BookingRow,
  { isHeld }: Twins,
  by: LinkedBy,
): Promise<ErrorCode | null> {
  if (booking.status === 'Confirmed' || booking.status === 'Cancelled') return 'INVALID_BOOKING_STATUS';
  if (isHeld) return 'DUPLICATE_PAYMENT';
  const refusal = await refusalOf(tx, payment, booking);
  if (refusal) return refusal;
  const faults = await faultsOf(tx, payment, booking);
  if (faults.length > 0 && by.acceptedRequestId === null) return 'OVERRIDE_REQUIRED';
  return faults.every(({ code }) => by.shown.has(code)) ? null : 'REVIEW_STALE';
}

/**
 * Links an unmatched payment, which is locked, to the booking that a person names. An error code refuses; then nothing was
 * written. The booking's run confirms it, or asks about it.
 */
export async function linkPayment(
  tx: Transaction,
  payment: PaymentRow,
  link: StoredLink,
  by: LinkedBy,
): Promise<ErrorCode | null> {
  if (payment.status !== 'unmatched') return 'PAYMENT_MATCH_FAILED';
  if (payment.reason === 'unreadable' && link.confirm) return 'AMOUNT_OUT_OF_RANGE';
  const booking = await lockBooking(tx, link.bookingId);
  if (!booking) return 'BOOKING_NOT_FOUND';
  const twins = await twinsOf(tx, payment);
  const refusal = await linkRefusal(tx, payment, booking, twins, by);
  if (refusal) return refusal;
  if (booking.status === 'Expired' && !(await retakeSlot(tx, booking))) return 'SLOT_TAKEN';
  await movePayment(tx, payment, 'matched', {
    bookingId: booking.bookingId,
    reason: payment.amountMinor > 0 ? null : 'unreadable',
    transferKey: twins.transferKey,
    acceptedRequestId: by.acceptedRequestId,
    autoConfirm: link.confirm,
    verifiedBy: link.confirm ? by.actor : null,
  });
  await tellBooking(tx, booking, by.requestId);
  await appendEvent(tx, {
    type: 'payment_linked',
    actor: by.actor,
    subject: `payment:${payment.id}`,
    data: { bookingId: booking.bookingId, confirm: link.confirm },
  });
  return null;
}

/** Puts an unmatched payment aside for good: somebody has looked at it. An error code refuses. */
export async function dismissPayment(tx: Transaction, payment: PaymentRow, actor: string): Promise<ErrorCode | null> {
  if (payment.status !== 'unmatched') return 'PAYMENT_MATCH_FAILED';
  await movePayment(tx, payment, 'rejected', { reason: 'dismissed' });
  await appendEvent(tx, { type: 'payment_dismissed', actor, subject: `payment:${payment.id}` });
  return null;
}

import { and, eq, ne, sql } from 'drizzle-orm';
import { type BookingRow, lockBooking, tellBooking } from '../../db/bookings.ts';
import type { Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { appendEvent } from '../../db/events.ts';
import { bookings, payments } from '../../db/schema/bookings.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import type { PaymentRow } from './bookingJson.ts';

export interface ClaimedPayment {
  source: 'screenshot' | 'manual';
  amountMinor: number;
  transactionId: string | null;
  senderName: string | null;
  senderPhone: string | null;
  screenshotUrl: string | null;
  screenshotData: unknown;
}

/** Throws unless money for this booking can still be taken: an expired or finished one is refused by name. */
export function assertPayable(booking: BookingRow): void {
  // The run expires it in a moment; a claim that comes first by a millisecond would be refused by nobody else.
  const over = booking.status === 'Pending' && booking.expiresAt.getTime() <= Date.now();
  if (booking.status === 'Expired' || over) throw new CodedError('BOOKING_EXPIRED');
  if (booking.status !== 'Pending' && booking.status !== 'Waiting')
    throw new CodedError('INVALID_BOOKING_STATUS', undefined, { status: booking.status });
}

/** The booking under lock, or BOOKING_NOT_FOUND; `userId`: only if it is this person's. */
export async function ownBooking(tx: Transaction, bookingId: string, userId: string | null): Promise<BookingRow> {
  const booking = await lockBooking(tx, bookingId);
  if (!booking || (userId !== null && booking.userId !== userId)) throw new CodedError('BOOKING_NOT_FOUND');
  return booking;
}

/** Writes what a customer or the office says was paid; the booking waits for a person from now on. */
export async function submitPayment(
  tx: Transaction,
  cipher: FieldCipher,
  booking: BookingRow,
  claim: ClaimedPayment,
  by: { actor: string; requestId: string },
): Promise<PaymentRow> {
  assertPayable(booking);
  const { tenantId, bookingId } = booking;
  if (claim.transactionId) {
    const [earlier] = await tx
      .select({ id: payments.id })
      .from(payments)
      .where(and(eq(payments.transactionId, claim.transactionId), ne(payments.status, 'rejected')));
    if (earlier) throw new CodedError('DUPLICATE_PAYMENT');
  }
  const id = crypto.randomUUID();
  const { senderPhone, ...fields } = claim;
  const [payment] = await tx
    .insert(payments)
    .values({
      id,
      tenantId,
      bookingId,
      currency: booking.currency,
      ...fields,
      claimedBy: by.actor,
      senderPhone:
        senderPhone && cipher.encrypt({ tenantId, table: 'payments', column: 'sender_phone', rowId: id }, senderPhone),
    })
    .returning();
  if (!payment) throw new Error('payment not written');
  if (booking.status === 'Pending')
    await tx.update(bookings).set({ status: 'Waiting', updatedAt: sql`now()` }).where(eq(bookings.id, booking.id));
  await tellBooking(tx, booking, payment.id);
  await appendEvent(tx, {
    type: 'payment_created',
    actor: by.actor,
    subject: `payment:${payment.id}`,
    data: { bookingId, source: payment.source, amountMinor: payment.amountMinor, currency: payment.currency },
    requestId: by.requestId,
  });
  return payment;
}

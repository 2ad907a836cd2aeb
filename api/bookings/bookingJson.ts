import { z } from 'zod';
import type { BookingRow } from '../../db/bookings/bookings.ts';
import { bookings, type PaymentRow, payments, type properties } from '../../db/bookings/schema.ts';
import { type FieldCipher, UnreadableFieldError } from '../../db/encryption/fieldCipher.ts';
import { paymentStands } from '../../domain/bookings/bookingWords.ts';
import { BOOKING_STATUSES, PAYMENT_REASONS, PAYMENT_STATUSES, SHIFTS } from '../../domain/bookings/states.ts';
import { formatAmount } from '../../domain/money/money.ts';

export type { PaymentRow };
export type PropertyRow = typeof properties.$inferSelect;

/** A JSON number as it reads, made from the digits of the minor units. */
/** Payments that are shown with their booking, the newest. */
export const SHOWN_PAYMENTS = 100;

export const major = (amountMinor: number, currency: string): number => Number(formatAmount(amountMinor, currency));

export const bookingSchema = z
  .object({
    booking_id: z.string(),
    property_id: z.uuid(),
    booking_date: z.iso.date(),
    shift_type: z.enum(SHIFTS),
    total_cost: z.number(),
    total_minor: z.int(),
    currency: z.string(),
    customer_name: z.string(),
    status: z.enum(BOOKING_STATUSES),
    expires_at: z.string().nullable().describe('While Pending: when it expires without a payment'),
    payment_id: z.uuid().nullable(),
    verification_method: z.enum(bookings.verificationMethod.enumValues).nullable(),
    verified_at: z.string().nullable(),
    rejection_reason: z.string().nullable(),
    created_at: z.string(),
  })
  .meta({ id: 'Booking' });

export const bookingJson = (row: BookingRow) => ({
  booking_id: row.bookingId,
  property_id: row.propertyId,
  booking_date: row.bookingDate,
  shift_type: row.shift,
  total_cost: major(row.totalMinor, row.currency),
  total_minor: row.totalMinor,
  currency: row.currency,
  customer_name: row.customerName,
  status: row.status,
  expires_at: row.status === 'Pending' ? row.expiresAt.toISOString() : null,
  payment_id: row.paymentId,
  verification_method: row.verificationMethod,
  verified_at: row.paymentVerifiedAt?.toISOString() ?? null,
  rejection_reason: row.rejectionReason,
  created_at: row.createdAt.toISOString(),
});

export const paymentSchema = z
  .object({
    payment_id: z.uuid(),
    booking_id: z.string().nullable(),
    source: z.enum(payments.source.enumValues),
    transaction_id: z.string().nullable(),
    amount: z.number(),
    amount_minor: z.int(),
    currency: z.string(),
    sender_name: z.string().nullable(),
    sender_phone: z.string().nullable(),
    email_subject: z.string().nullable(),
    screenshot_url: z.string().nullable(),
    screenshot_data: z.unknown().nullable(),
    status: z.enum(PAYMENT_STATUSES),
    reason: z.enum(PAYMENT_REASONS).nullable(),
    text: z.string().describe('How it stands in words, with the reason'),
    match_confidence: z.number().nullable(),
    match: z.unknown().nullable(),
    paid_at: z.string(),
    created_at: z.string(),
    verified_at: z.string().nullable(),
    verified_by: z.string().nullable(),
  })
  .meta({ id: 'BookingPayment' });

/** Reads an encrypted column; null when there is none or its key is gone. */
function readField(
  cipher: FieldCipher,
  place: { tenantId: string; table: string; column: string; rowId: string },
  text: string | null,
): string | null {
  if (text === null) return null;
  try {
    return cipher.decrypt(place, text);
  } catch (error) {
    if (error instanceof UnreadableFieldError) return null;
    throw error;
  }
}

export const paymentJson = (cipher: FieldCipher, row: PaymentRow) => ({
  payment_id: row.id,
  booking_id: row.bookingId,
  source: row.source,
  transaction_id: row.transactionId,
  amount: major(row.amountMinor, row.currency),
  amount_minor: row.amountMinor,
  currency: row.currency,
  sender_name: row.senderName,
  sender_phone: readField(
    cipher,
    { tenantId: row.tenantId, table: 'payments', column: 'sender_phone', rowId: row.id },
    row.senderPhone,
  ),
  email_subject: row.emailSubject,
  screenshot_url: row.screenshotUrl,
  screenshot_data: row.screenshotData,
  status: row.status,
  reason: row.reason,
  text: paymentStands(row.status, row.reason),
  match_confidence: row.matchConfidence,
  match: row.match,
  paid_at: row.paidAt.toISOString(),
  created_at: row.createdAt.toISOString(),
  verified_at: row.verifiedAt?.toISOString() ?? null,
  verified_by: row.verifiedBy,
});

export const verificationSchema = z
  .object({
    booking_id: z.string(),
    property: z.object({ name: z.string(), type: z.enum(['hut', 'farm']), address: z.string() }),
    customer: z.object({ name: z.string(), phone: z.string().nullable(), cnic: z.string().nullable() }),
    booking_details: z.object({
      date: z.iso.date(),
      shift: z.enum(SHIFTS),
      total_cost: z.number(),
      currency: z.string(),
    }),
    payment: z.object({
      screenshot_url: z.string().nullable(),
      transaction_id: z.string().nullable(),
      amount: z.number().nullable(),
      sender_name: z.string().nullable(),
    }),
    status: z.enum(BOOKING_STATUSES),
    created_at: z.string(),
  })
  .meta({ id: 'PendingVerification' });

/** A booking as whoever verifies it sees it: booking, customer, property and payment in one. */
export function verificationJson(
  cipher: FieldCipher,
  row: { booking: BookingRow; property: PropertyRow; payment: PaymentRow | null },
) {
  const { booking, property, payment } = row;
  const place = { tenantId: booking.tenantId, table: 'bookings', rowId: booking.id };
  return {
    booking_id: booking.bookingId,
    property: { name: property.name, type: property.type, address: property.address },
    customer: {
      name: booking.customerName,
      phone: readField(cipher, { ...place, column: 'customer_phone' }, booking.customerPhone),
      cnic: readField(cipher, { ...place, column: 'customer_cnic' }, booking.customerCnic),
    },
    booking_details: {
      date: booking.bookingDate,
      shift: booking.shift,
      total_cost: major(booking.totalMinor, booking.currency),
      currency: booking.currency,
    },
    payment: {
      screenshot_url: payment?.screenshotUrl ?? null,
      transaction_id: payment?.transactionId ?? null,
      amount: payment && major(payment.amountMinor, payment.currency),
      sender_name: payment?.senderName ?? null,
    },
    status: booking.status,
    created_at: booking.createdAt.toISOString(),
  };
}

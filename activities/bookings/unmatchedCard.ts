import { and, desc, eq, inArray, ne, or, sql } from 'drizzle-orm';
import { transferFacts } from '../../db/bookings/paymentFacts.ts';
import { bookings, type PaymentRow, payments, properties } from '../../db/bookings/schema.ts';
import type { Claim } from '../../db/bookings/transferClaims.ts';
import type { Transaction } from '../../db/database.ts';
import { claimWords } from '../../domain/bookings/claims.ts';
import { type BookingFacts, compare, type PaymentFacts } from '../../domain/bookings/matching.ts';
import { asWarnings, type PaymentFault } from '../../domain/bookings/paymentFaults.ts';
import { keyOf } from '../../domain/bookings/paymentIdentity.ts';
import type { Scored } from '../../domain/matching/evidence.ts';

const MAXIMUM_DOUBLES = 5;

/** A booking that may be meant, with what would speak against paying it with this payment. */
export const candidateCard = (
  { candidate, score, evidence }: Scored<BookingFacts>,
  faults: readonly PaymentFault[],
) => ({
  booking_id: candidate.bookingId,
  status: candidate.status,
  customer_name: candidate.customerName,
  total_minor: candidate.totalMinor,
  currency: candidate.currency,
  created_at: new Date(candidate.createdAtMs).toISOString(),
  score,
  waterfall: evidence,
  faults: asWarnings(faults),
});

/** One who says that the payment is theirs, with what speaks for it and against it. */
export function claimCard(payment: PaymentFacts, claim: Claim, facts: readonly BookingFacts[], country: string) {
  const booking = facts.find(({ bookingId }) => bookingId === claim.bookingId);
  const verdicts = booking
    ? compare(payment, booking, country).filter(({ field }) => field === 'name' || field === 'phone')
    : [];
  const says = (verdict: string) => verdicts.some((one) => one.verdict === verdict);
  const { bookingId, customerName, totalMinor: bookingMinor, currency, claimedAt } = claim;
  const side = {
    atMs: claimedAt.getTime(),
    bookingMinor,
    currency,
    payerAgrees: says('disagree') ? false : says('agree') ? true : null,
  };
  return {
    booking_id: bookingId,
    customer_name: customerName,
    total_minor: bookingMinor,
    currency,
    claimed_at: claimedAt.toISOString(),
    speaks: claimWords(side, payment).join('. '),
  };
}

/**
 * What a payment may be a second copy of: payments of the same transfer or mail, and those that hold the bookings it fits.
 * A reviewer reads them beside it before the money is counted twice.
 */
export async function doublesOf(
  tx: Transaction,
  payment: PaymentRow,
  takenBookingIds: readonly string[],
): Promise<object[]> {
  const { mail } = transferFacts(payment);
  const key = keyOf(payment);
  const same = [
    ...(key === null ? [] : [eq(payments.transactionKey, key)]),
    ...(mail?.messageId ? [sql`md5(${payments.evidence} #>> '{mail,messageId}') = md5(${mail.messageId}::text)`] : []),
    ...(mail ? [sql`md5(${payments.evidence} #>> '{mail,contentDigest}') = md5(${mail.contentDigest}::text)`] : []),
    ...(takenBookingIds.length === 0
      ? []
      : [
          and(
            inArray(payments.bookingId, [...takenBookingIds]),
            inArray(payments.status, ['pending', 'matched', 'verified']),
          ),
        ]),
  ];
  if (same.length === 0) return [];
  const rows = await tx
    .select({
      booking_id: payments.bookingId,
      booking_status: bookings.status,
      amount_minor: payments.amountMinor,
      currency: payments.currency,
      sender_name: payments.senderName,
      transaction_id: payments.transactionId,
      paid_at: payments.paidAt,
      source: payments.source,
      status: payments.status,
    })
    .from(payments)
    .leftJoin(bookings, and(eq(bookings.tenantId, payments.tenantId), eq(bookings.bookingId, payments.bookingId)))
    .where(and(ne(payments.id, payment.id), or(...same)))
    .orderBy(desc(payments.paidAt))
    .limit(MAXIMUM_DOUBLES);
  return rows.map((row) => ({ ...row, paid_at: row.paid_at.toISOString() }));
}

/** What tells bookings of one amount apart: day, shift and place of each. */
export async function placesOf(tx: Transaction, bookingIds: readonly string[]) {
  const rows =
    bookingIds.length === 0
      ? []
      : await tx
          .select({
            bookingId: bookings.bookingId,
            date: bookings.bookingDate,
            shift: bookings.shift,
            property: properties.name,
          })
          .from(bookings)
          .innerJoin(
            properties,
            and(eq(properties.tenantId, bookings.tenantId), eq(properties.id, bookings.propertyId)),
          )
          .where(inArray(bookings.bookingId, [...bookingIds]));
  return new Map(rows.map(({ bookingId, ...place }) => [bookingId, place]));
}

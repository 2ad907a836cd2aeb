import { and, desc, eq, inArray, ne, or, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { bookings, payments, properties } from '../../db/schema/bookings.ts';

const MAXIMUM_DOUBLES = 5;

/**
 * What a payment may be a second copy of: payments of the same transfer or mail, and those that hold the bookings it fits.
 * A reviewer reads them beside it before the money is counted twice.
 */
export async function doublesOf(
  tx: Transaction,
  payment: typeof payments.$inferSelect,
  takenBookingIds: readonly string[],
): Promise<object[]> {
  const same = [
    ...(payment.transactionId === null
      ? []
      : [sql`upper(${payments.transactionId}) = ${payment.transactionId.toUpperCase()}`]),
    ...(payment.emailId === null ? [] : [eq(payments.emailId, payment.emailId)]),
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
    .select({ payment: payments, status: bookings.status })
    .from(payments)
    .leftJoin(bookings, and(eq(bookings.tenantId, payments.tenantId), eq(bookings.bookingId, payments.bookingId)))
    .where(and(ne(payments.id, payment.id), or(...same)))
    .orderBy(desc(payments.paidAt))
    .limit(MAXIMUM_DOUBLES);
  return rows.map(({ payment: other, status }) => ({
    booking_id: other.bookingId,
    booking_status: status,
    amount_minor: other.amountMinor,
    currency: other.currency,
    sender_name: other.senderName,
    transaction_id: other.transactionId,
    paid_at: other.paidAt.toISOString(),
    source: other.source,
    status: other.status,
  }));
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

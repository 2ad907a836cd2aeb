import { and, asc, eq, ne, sql } from 'drizzle-orm';
import type { TransferClaim } from '../../domain/bookings/claims.ts';
import { keyOf } from '../../domain/bookings/paymentIdentity.ts';
import type { Transaction } from '../database.ts';
import { bookings, type PaymentRow, payments } from './schema.ts';

/** Claims of one transfer that are looked at; two are enough to ask. */
const MAXIMUM = 20;
const waits = sql`${payments.status} in ('pending', 'matched')`;

export interface Claim {
  bookingId: string;
  customerName: string;
  totalMinor: number;
  currency: string;
  claimedAt: Date;
}

/** Who says that the transfer of this key is theirs and waits: one row a booking, first come first. */
export async function claimsOf(tx: Transaction, key: string | null): Promise<Claim[]> {
  if (key === null) return [];
  const rows = await tx
    .select({
      bookingId: bookings.bookingId,
      customerName: bookings.customerName,
      totalMinor: bookings.totalMinor,
      currency: bookings.currency,
      claimedAt: payments.createdAt,
    })
    .from(payments)
    .innerJoin(bookings, and(eq(bookings.tenantId, payments.tenantId), eq(bookings.bookingId, payments.bookingId)))
    .where(and(eq(payments.transactionKey, key), eq(payments.source, 'screenshot'), waits))
    .orderBy(asc(payments.createdAt))
    .limit(MAXIMUM);
  return rows.filter((row, index) => rows.findIndex((other) => other.bookingId === row.bookingId) === index);
}

/** What tells an honest claim of the transfer from a guess; null where nobody has claimed it. */
export async function transferClaimOf(tx: Transaction, claims: readonly Claim[]): Promise<TransferClaim | null> {
  const [first] = claims;
  if (!first) return null;
  const tried = sql`q.source = 'screenshot' and q.transaction_key is not null
    and (q.status in ('pending', 'matched', 'unmatched') or q.reason = 'rejected')`;
  const [row] = await tx.execute<{ of_booking: number; of_customer: number }>(sql`select
    (select count(distinct q.transaction_key) from payments q where q.booking_id = ${first.bookingId} and ${tried})::int as of_booking,
    (select count(distinct q.transaction_key) from bookings b join bookings c on c.tenant_id = b.tenant_id and c.user_id = b.user_id
      join payments q on q.tenant_id = c.tenant_id and q.booking_id = c.booking_id
      where b.booking_id = ${first.bookingId} and q.created_at > now() - interval '1 day' and ${tried})::int as of_customer`);
  return {
    bookings: claims.length,
    atMs: first.claimedAt.getTime(),
    idsOfBooking: row?.of_booking ?? 0,
    idsOfCustomer: row?.of_customer ?? 0,
  };
}

/** The other payment of this transfer that holds a booking, if any. `byPerson`: and that a person decided for. */
export async function holderOf(
  tx: Transaction,
  claim: PaymentRow,
  byPerson = false,
): Promise<{ bookingId: string | null; verifiedBy: string | null } | null> {
  const key = keyOf(claim);
  if (key === null || claim.bookingId === null) return null;
  const [row] = await tx
    .select({ bookingId: payments.bookingId, verifiedBy: payments.verifiedBy })
    .from(payments)
    .where(
      and(
        eq(payments.transactionKey, key),
        eq(payments.status, 'verified'),
        ne(payments.bookingId, claim.bookingId),
        byPerson ? sql`${payments.verifiedBy} not like 'system:%'` : undefined,
      ),
    )
    .limit(1);
  return row ?? null;
}

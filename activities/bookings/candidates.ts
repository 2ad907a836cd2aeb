import { sql } from 'drizzle-orm';
import { phoneOf } from '../../db/bookings/paymentFacts.ts';
import type { Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import type { BookingFacts, PaymentFacts } from '../../domain/bookings/matching.ts';
import { transactionIdOf } from '../../domain/bookings/transactionId.ts';

/** Candidates of one payment at most; more open bookings of one amount are cut, newest first. */
const MAXIMUM = 50;
/** A payment may be late for a booking that has expired since then. */
const LOOK_BACK = sql`interval '2 days'`;

interface Row {
  id: string;
  booking_id: string;
  status: BookingFacts['status'];
  total_minor: string;
  currency: string;
  pending_since: string;
  expires_at: string;
  created_at: string;
  customer_name: string;
  customer_phone: string | null;
  taken: boolean;
  claimed_keys: string[] | null;
}

/**
 * Bookings a payment may be for: those of its amount, those of its sender's name whose amount differs, and the one it was
 * claimed for. The first comes from an index, so the cost does not grow with the number of bookings.
 */
export async function candidateBookings(
  tx: Transaction,
  cipher: FieldCipher,
  tenantId: string,
  payment: PaymentFacts,
  claimedBookingIds: readonly string[] = [],
): Promise<BookingFacts[]> {
  const columns =
    sql.raw(`id, booking_id, status, total_minor, currency, pending_since, expires_at, created_at, customer_name,
    customer_phone, exists (select 1 from payments p where p.booking_id = b.booking_id and (p.status = 'verified'
      or p.source <> 'screenshot' and p.status in ('matched', 'pending'))) as taken, (select array_agg(p.transaction_key) from payments p
      where p.booking_id = b.booking_id and p.source = 'screenshot' and p.status in ('pending', 'matched')
      and p.transaction_key is not null) as claimed_keys`);
  // drizzle types raw rows as unknown records; the statement returns exactly these columns.
  const rows = (await tx.execute(sql`
    (select ${columns} from bookings b where status in ('Pending', 'Waiting') and currency = ${payment.currency}
      and total_minor = ${payment.amountMinor} order by created_at desc limit ${MAXIMUM})
    union
    (select ${columns} from bookings b where status = 'Expired' and currency = ${payment.currency}
      and total_minor = ${payment.amountMinor} and created_at > now() - ${LOOK_BACK} order by created_at desc limit 10)
    union
    (select ${columns} from bookings b where status = 'Confirmed' and currency = ${payment.currency}
      and total_minor = ${payment.amountMinor} and payment_verified_at > now() - ${LOOK_BACK} order by created_at desc limit 10)
    union
    (select ${columns} from bookings b where status in ('Pending', 'Waiting') and currency = ${payment.currency}
      and lower(customer_name) = lower(${payment.senderName ?? ''}) order by created_at desc limit 10)
    union
    (select ${columns} from bookings b where booking_id in (select jsonb_array_elements_text(${JSON.stringify(claimedBookingIds)}::jsonb)))`)) as unknown as Row[];
  const phone = phoneOf(cipher, tenantId, 'bookings', 'customer_phone');
  return rows.map((row) => ({
    bookingId: row.booking_id,
    status: row.status,
    totalMinor: Number(row.total_minor),
    currency: row.currency,
    pendingSinceMs: new Date(row.pending_since).getTime(),
    expiresAtMs: new Date(row.expires_at).getTime(),
    createdAtMs: new Date(row.created_at).getTime(),
    customerName: row.customer_name,
    customerPhone: phone(row.id, row.customer_phone),
    taken: row.taken,
    claimedKeys: (row.claimed_keys ?? []).filter((key) => transactionIdOf(key) !== null),
  }));
}

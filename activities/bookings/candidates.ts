import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { type FieldCipher, UnreadableFieldError } from '../../db/encryption/fieldCipher.ts';
import type { payments } from '../../db/schema/bookings.ts';
import type { BookingFacts, PaymentFacts } from '../../domain/bookings/matching.ts';

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
}

const readable = (read: () => string): string | null => {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnreadableFieldError) return null;
    throw error;
  }
};

const phoneOf =
  (cipher: FieldCipher, tenantId: string, table: string, column: string) => (rowId: string, text: string | null) =>
    text === null ? null : readable(() => cipher.decrypt({ tenantId, table, column, rowId }, text));

/** The payment as the matching rules see it. */
export function paymentFacts(cipher: FieldCipher, payment: typeof payments.$inferSelect): PaymentFacts {
  return {
    amountMinor: payment.amountMinor,
    currency: payment.currency,
    paidAtMs: payment.paidAt.getTime(),
    senderName: payment.senderName,
    senderPhone: phoneOf(cipher, payment.tenantId, 'payments', 'sender_phone')(payment.id, payment.senderPhone),
  };
}

/**
 * Bookings a payment may be for: those of its amount, and those of its sender's name whose amount differs. The first
 * comes from an index, so the cost does not grow with the number of bookings.
 */
export async function candidateBookings(
  tx: Transaction,
  cipher: FieldCipher,
  tenantId: string,
  payment: PaymentFacts,
): Promise<BookingFacts[]> {
  const columns =
    sql.raw(`id, booking_id, status, total_minor, currency, pending_since, expires_at, created_at, customer_name,
    customer_phone, exists (select 1 from payments p where p.booking_id = b.booking_id and p.status in ('matched', 'verified', 'pending')) as taken`);
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
      and lower(customer_name) = lower(${payment.senderName ?? ''}) order by created_at desc limit 10)`)) as unknown as Row[];
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
  }));
}

import { and, eq, sql } from 'drizzle-orm';
import { type BookingRow, lockTransfer } from '../../db/bookings/bookings.ts';
import { type PaymentRow, paymentColumns, payments } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { transactionKey } from '../../domain/bookings/transactionId.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { appendEvent } from '../events.ts';
import { waitForDecision } from './waitForDecision.ts';
import { tellBooking, tellClaimants } from './wakeBooking.ts';

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

/** Claims of one booking that may wait for a person at the same time. */
const WAITING_CLAIMS = 20;

/**
 * Takes the transfer's lock. The answer to a claim is the same whether or not the id is known: only what this customer has
 * said of it before counts. Whose the transfer is, is decided where its mail is matched, by a person where two claim it.
 */
async function assertClaimable(
  tx: Transaction,
  { tenantId, bookingId, userId }: BookingRow,
  key: string,
  by: { idsPerDay: number | null },
): Promise<void> {
  const customer = userId ?? bookingId;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`claims:${tenantId}:${customer}`}, 0))`);
  await lockTransfer(tx, tenantId, key);
  // Whose a booking is that the office took for somebody is not known.
  const theirs = userId ? sql`b.user_id = ${userId}::uuid` : sql`p.booking_id = ${bookingId}`;
  const rows = await tx.execute<{ key: string; open: boolean; fresh: boolean }>(sql`
    select p.transaction_key as key, bool_or(p.status <> 'rejected') as open, bool_or(p.created_at > now() - interval '1 day') as fresh
    from payments p join bookings b on b.tenant_id = p.tenant_id and b.booking_id = p.booking_id
    where ${theirs} and p.source = 'screenshot' and (p.transaction_key = ${key} or p.created_at > now() - interval '1 day' and p.transaction_key is not null)
    group by p.transaction_key`);
  if (rows.some((row) => row.key === key && row.open)) throw new CodedError('DUPLICATE_PAYMENT');
  const named = rows.filter((row) => row.key !== key && row.fresh).length + 1;
  if (by.idsPerDay !== null && named > by.idsPerDay) throw new CodedError('TOO_MANY_CLAIMS');
}

/** Writes what a customer or the office says was paid; the booking waits for a person from now on. */
export async function submitPayment(
  tx: Transaction,
  cipher: FieldCipher,
  booking: BookingRow,
  claim: ClaimedPayment,
  /** `idsPerDay`: different ids a customer may name in a day; null for the office. */
  by: { actor: string; requestId: string; idsPerDay: number | null },
): Promise<PaymentRow> {
  assertPayable(booking);
  const { tenantId, bookingId } = booking;
  if (claim.transactionId) await assertClaimable(tx, booking, transactionKey(claim.transactionId), by);
  const waiting = await tx.$count(
    payments,
    and(eq(payments.bookingId, bookingId), sql`status in ('pending', 'matched')`, eq(payments.source, 'screenshot')),
  );
  if (waiting >= WAITING_CLAIMS)
    throw new CodedError('VALIDATION_FAILED', `At most ${WAITING_CLAIMS} claims of a booking wait at once`);
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
    .returning(paymentColumns);
  if (!payment) throw new Error('payment not written');
  if (booking.status === 'Pending') await waitForDecision(tx, booking);
  await tellBooking(tx, booking, payment.id);
  if (claim.transactionId) await tellClaimants(tx, tenantId, transactionKey(claim.transactionId), bookingId);
  await appendEvent(tx, {
    type: 'payment_created',
    actor: by.actor,
    subject: `payment:${payment.id}`,
    data: { bookingId, source: payment.source, amountMinor: payment.amountMinor, currency: payment.currency },
    requestId: by.requestId,
  });
  return payment;
}

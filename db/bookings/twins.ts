import { and, eq, inArray, ne, or, type SQL, sql } from 'drizzle-orm';
import { arePeople, isSameTransfer, keyOf } from '../../domain/bookings/paymentIdentity.ts';
import type { Transaction } from '../database.ts';
import { lockTransfer } from './bookings.ts';
import { transferFacts } from './paymentFacts.ts';
import { type PaymentRow, payments } from './schema.ts';

/** More payments that may be the same transfer are not looked at. */
const MAXIMUM = 100;

const ROW = {
  id: payments.id,
  status: payments.status,
  reason: payments.reason,
  transferKey: payments.transferKey,
  transactionId: payments.transactionId,
  amountMinor: payments.amountMinor,
  currency: payments.currency,
  senderName: payments.senderName,
  mailboxId: payments.mailboxId,
  paidAt: payments.paidAt,
  evidence: payments.evidence,
};

export interface Twins {
  /** Another payment is this very transfer, and it came first or holds a booking. */
  isRepeat: boolean;
  /** That other one holds a booking under the same Message-ID or id: the database lets no second one do so. */
  isHeld: boolean;
  /** What the database keeps unique while this payment holds a booking; null where its id is no id of one transfer. */
  transferKey: string | null;
}

/** Payments by mail or gateway that share something with this one: an index serves each condition. */
async function alikeOf(tx: Transaction, payment: PaymentRow, key: string | null) {
  const { mail } = transferFacts(payment);
  const paidAt = payment.paidAt.toISOString();
  const shared: (SQL | undefined)[] = [
    key ? eq(payments.transactionKey, key) : undefined,
    mail?.messageId ? sql`md5(${payments.evidence} #>> '{mail,messageId}') = md5(${mail.messageId}::text)` : undefined,
    mail ? sql`md5(${payments.evidence} #>> '{mail,contentDigest}') = md5(${mail.contentDigest}::text)` : undefined,
    payment.mailboxId
      ? and(
          eq(payments.amountMinor, payment.amountMinor),
          sql`${payments.paidAt} between ${paidAt}::timestamptz - interval '2 minutes' and ${paidAt}::timestamptz + interval '2 minutes'`,
          ne(payments.mailboxId, payment.mailboxId),
        )
      : undefined,
  ];
  if (shared.every((condition) => condition === undefined)) return [];
  return tx
    .select({
      ...ROW,
      // Told by the database: its instants are finer than those of a Date.
      isEarlier: sql<boolean>`(${payments.createdAt}, ${payments.id}) < (select p.created_at, p.payment_id from payments p where p.payment_id = ${payment.id}::uuid)`,
    })
    .from(payments)
    .where(
      and(
        eq(payments.tenantId, payment.tenantId),
        or(...shared),
        ne(payments.id, payment.id),
        // A claim is the customer's word for a mail that comes; once a person has verified it, the transfer is used.
        sql`(${payments.source} <> 'screenshot' or ${payments.status} = 'verified')`,
        ne(payments.status, 'rejected'),
      ),
    )
    .limit(MAXIMUM);
}

/**
 * Looks for the same transfer among what is in the books. A spoofed mail never stands in a real one's way, unless a
 * person has given it a booking. Of two that wait at once the later one yields.
 */
export async function twinsOf(tx: Transaction, payment: PaymentRow): Promise<Twins> {
  const own = transferFacts(payment);
  const key = payment.source === 'screenshot' ? null : keyOf(own);
  const alike = await alikeOf(tx, payment, key);
  const holds = (row: (typeof alike)[number]) => row.status === 'matched' || row.status === 'verified';
  const isFirst = (row: (typeof alike)[number]) =>
    row.status === 'pending' ? row.isEarlier : row.reason !== 'duplicate';
  const same = alike.filter((row) => isSameTransfer(own, transferFacts(row)));
  const shared = alike.some((row) => key !== null && row.transferKey === key);
  return {
    isRepeat: same.some((row) => holds(row) || (isProved(row) && isFirst(row))),
    isHeld: same.some(
      (row) =>
        holds(row) &&
        ((key !== null && row.transferKey === key) ||
          (own.mail?.messageId != null && transferFacts(row).mail?.messageId === own.mail.messageId)),
    ),
    transferKey: shared ? null : key,
  };
}

const isProved = (row: Pick<PaymentRow, 'evidence'>): boolean =>
  (row.evidence as { proof?: { authenticated?: boolean } } | null)?.proof?.authenticated === true;

/**
 * Whether this transfer holds another booking than this one, by mail or by somebody's word. Two mails that name two payers
 * share a purpose they wrote; a name in a claim is chosen by whoever claims, and excepts nothing.
 */
export async function holdsAnother(tx: Transaction, payment: PaymentRow, bookingId: string): Promise<boolean> {
  const key = keyOf(payment);
  if (key === null) return false;
  await lockTransfer(tx, payment.tenantId, key);
  const rows = await tx
    .select({ source: payments.source, senderName: payments.senderName })
    .from(payments)
    .where(
      and(
        eq(payments.tenantId, payment.tenantId),
        eq(payments.transactionKey, key),
        ne(payments.id, payment.id),
        ne(payments.bookingId, bookingId),
        inArray(payments.status, ['matched', 'verified']),
      ),
    );
  const isMemo = (row: (typeof rows)[number]) =>
    row.source === 'gmail' && payment.source === 'gmail' && arePeople(row, payment);
  return rows.some((row) => !isMemo(row));
}

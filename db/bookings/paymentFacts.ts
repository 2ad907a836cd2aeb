import type { MailFacts } from '../../domain/bookings/mailFacts.ts';
import type { PaymentFacts } from '../../domain/bookings/matching.ts';
import type { PaidFacts, PricedBooking } from '../../domain/bookings/paymentFaults.ts';
import { keyOf, type TransferFacts } from '../../domain/bookings/paymentIdentity.ts';
import { type FieldCipher, UnreadableFieldError } from '../encryption/fieldCipher.ts';
import type { BookingRow } from './bookings.ts';
import type { PaymentRow } from './schema.ts';

type Evidence = { proof?: { authenticated?: boolean }; mail?: MailFacts } | null;

const readable = (read: () => string): string | null => {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnreadableFieldError) return null;
    throw error;
  }
};

/** Reads an encrypted phone number; null when there is none, or its key is gone. */
export const phoneOf =
  (cipher: FieldCipher, tenantId: string, table: string, column: string) =>
  (rowId: string, text: string | null): string | null =>
    text === null ? null : readable(() => cipher.decrypt({ tenantId, table, column, rowId }, text));

/** The payment as the matching rules see it. */
export const paymentFacts = (cipher: FieldCipher, payment: PaymentRow): PaymentFacts => ({
  amountMinor: payment.amountMinor,
  currency: payment.currency,
  paidAtMs: payment.paidAt.getTime(),
  senderName: payment.senderName,
  senderPhone: phoneOf(cipher, payment.tenantId, 'payments', 'sender_phone')(payment.id, payment.senderPhone),
  transactionKey: keyOf(payment),
});

/** The payment as the guard of every confirmation sees it. */
export function paidFacts(payment: PaymentRow): PaidFacts {
  const evidence = payment.evidence as Evidence;
  return {
    source: payment.source,
    amountMinor: payment.amountMinor,
    currency: payment.currency,
    paidAtMs: payment.paidAt.getTime(),
    reason: payment.reason,
    authenticated: evidence?.proof?.authenticated === true,
    mail: evidence?.mail ?? null,
  };
}

/** What tells this transfer from another. */
export const transferFacts = (
  payment: Pick<
    PaymentRow,
    'transactionId' | 'amountMinor' | 'currency' | 'senderName' | 'mailboxId' | 'paidAt' | 'evidence'
  >,
): TransferFacts => ({
  transactionId: payment.transactionId,
  amountMinor: payment.amountMinor,
  currency: payment.currency,
  senderName: payment.senderName,
  mailboxId: payment.mailboxId,
  paidAtMs: payment.paidAt.getTime(),
  mail: (payment.evidence as Evidence)?.mail ?? null,
});

/** What a booking costs and until when it may be paid. */
export const pricedBooking = (booking: BookingRow): PricedBooking => ({
  totalMinor: booking.totalMinor,
  currency: booking.currency,
  pendingSinceMs: booking.pendingSince.getTime(),
  expiresAtMs: booking.expiresAt.getTime(),
});

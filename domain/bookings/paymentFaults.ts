import { nameSimilarity } from '../matching/text.ts';
import { moneyText } from '../money/moneyText.ts';
import type { ReviewWarning } from '../reviews/warnings.ts';
import type { MailFacts } from './mailFacts.ts';
import type { PaymentReason } from './states.ts';

/** A payment as far as it must agree with the booking it pays. Instants are ms since the epoch, amounts minor units. */
export interface PaidFacts {
  source: 'gmail' | 'screenshot' | 'manual';
  /** 0 where no amount could be read. */
  amountMinor: number;
  currency: string;
  paidAtMs: number;
  /** Why it was set aside, if it was. */
  reason: PaymentReason | null;
  /** The mail proved that it comes from the payment provider. */
  authenticated: boolean;
  /** Null for what came by no mail, and for mail read before this was kept. */
  mail: MailFacts | null;
}

export interface PricedBooking {
  totalMinor: number;
  currency: string;
  pendingSinceMs: number;
  expiresAtMs: number;
}

/** Names at least this alike are one person's. */
export const NAME_SIMILARITY = 0.8;

/** What speaks against confirming a booking with a payment; `reason`: what it is set aside as. */
export interface PaymentFault extends ReviewWarning {
  reason: PaymentReason;
}

/** A provider's clock may be behind ours by this much. */
const CLOCK_SKEW_MS = 5 * 60_000;
/** Mail that was on its way for longer is no news. */
const MAXIMUM_JOURNEY_MS = 24 * 3_600_000;

const day = (ms: number) => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/**
 * What speaks against a payment whatever booking it may be for. Of a mail that is not known to be new and addressed to the
 * mailbox, nothing is known: a fact that is missing counts like one that speaks against it.
 */
export function mailFaults(payment: PaidFacts): PaymentFault[] {
  const faults: PaymentFault[] = [];
  const fault = (code: string, reason: PaymentReason, text: string) => faults.push({ code, reason, text });
  if (payment.amountMinor <= 0) fault('amount_unreadable', 'unreadable', 'No amount could be read from this mail.');
  if (payment.reason === 'duplicate')
    fault('payment_duplicate', 'duplicate', 'This payment was seen before, or its booking is paid already.');
  if (payment.source !== 'gmail') return faults;
  const { mail, authenticated } = payment;
  if (!authenticated)
    fault(
      'mail_unauthenticated',
      'unauthenticated',
      'This mail did not prove that it comes from the payment provider.',
    );
  if (mail?.addressed !== true)
    fault('mail_misaddressed', 'misaddressed', 'This mail was not addressed to your mailbox; somebody passed it on.');
  const dateMs = mail?.dateMs ?? null;
  if (dateMs === null) fault('mail_undated', 'stale', 'It is not known when the payment provider wrote this mail.');
  else if (dateMs < payment.paidAtMs - MAXIMUM_JOURNEY_MS)
    fault('mail_old', 'stale', `The payment provider wrote this mail on ${day(dateMs)}, long before it arrived.`);
  return faults;
}

/** What does not agree between a payment and the price and window of a booking. */
function bookingFaults(payment: PaidFacts, booking: PricedBooking): PaymentFault[] {
  const faults: PaymentFault[] = [];
  const fault = (code: string, reason: PaymentReason, text: string) => faults.push({ code, reason, text });
  const paid = `It pays ${moneyText(payment.amountMinor, payment.currency)}; the booking costs ${moneyText(booking.totalMinor, booking.currency)}.`;
  if (payment.currency !== booking.currency) fault('currency_differs', 'no_match', paid);
  else if (payment.amountMinor < booking.totalMinor) fault('amount_partial', 'partial', paid);
  else if (payment.amountMinor > booking.totalMinor) fault('amount_over', 'over', paid);
  if (payment.paidAtMs >= booking.expiresAtMs)
    fault(
      'paid_late',
      'late',
      `It was paid on ${day(payment.paidAtMs)}; the booking was held until ${day(booking.expiresAtMs)}.`,
    );
  if (payment.paidAtMs < booking.pendingSinceMs)
    fault('paid_early', 'no_match', 'It was paid before this booking could be paid.');
  const dateMs = payment.source === 'gmail' ? (payment.mail?.dateMs ?? null) : null;
  if (dateMs !== null && dateMs < booking.pendingSinceMs - CLOCK_SKEW_MS)
    fault(
      'mail_before_booking',
      'stale',
      `The payment provider wrote this mail on ${day(dateMs)}, before the booking.`,
    );
  return faults;
}

/**
 * The one guard of every way to Confirmed: amount, currency and time agree, and a mail is the provider's, addressed to
 * the tenant and new. An empty list confirms; anything else is set aside or asks a person, who may override with a reason.
 * The database checks amount, currency and time once more (`payment_pays`).
 */
export const paymentFaults = (payment: PaidFacts, booking: PricedBooking): PaymentFault[] => [
  ...mailFaults(payment),
  ...bookingFaults(payment, booking),
];

/** The provider's own mail of a transfer that was claimed. */
export interface ClaimMail {
  amountMinor: number;
  currency: string;
  senderName: string | null;
  /** The matching rules found that its name or phone is not the customer's. */
  payerDiffers: boolean;
}

/**
 * What the provider's mails say against a claim of their transfer. `names`: the payer's in the claim and the customer's,
 * as far as known; `payerDiffers`: the payment is itself such a mail, and of somebody else.
 */
export function claimFaults(
  claim: { amountMinor: number; currency: string },
  names: readonly (string | null)[],
  mails: readonly ClaimMail[],
  payerDiffers: boolean,
): PaymentFault[] {
  const other = mails.find((mail) => mail.amountMinor !== claim.amountMinor || mail.currency !== claim.currency);
  const isStranger = ({ senderName }: ClaimMail) =>
    senderName !== null && names.some((name) => name !== null && nameSimilarity(senderName, name) < NAME_SIMILARITY);
  const faults: PaymentFault[] = [];
  const fault = (code: string, text: string) => faults.push({ code, reason: 'claim_differs', text });
  if (other)
    fault(
      'claim_disproved',
      `The provider's mail for this transfer says ${moneyText(other.amountMinor, other.currency)}.`,
    );
  if (payerDiffers || mails.some((mail) => mail.payerDiffers || isStranger(mail)))
    fault('payer_differs', "The provider's mail for this transfer names another payer than this customer.");
  return faults;
}

/**
 * Several customers who say that one transfer is theirs, and the booking it has paid already. `rivals` of a claim are the
 * others; of the provider's mail everybody who claims it.
 */
export function contestFaults(
  of: 'claim' | 'mail',
  rivals: readonly { bookingId: string; customerName: string; claimedAt: Date }[],
  paidBookingId: string | null,
): PaymentFault[] {
  const faults: PaymentFault[] = [];
  const names = rivals
    .map((rival) => `${rival.customerName} (${rival.bookingId}, claimed on ${day(rival.claimedAt.getTime())})`)
    .join(', ');
  if (rivals.length > (of === 'mail' ? 1 : 0))
    faults.push({
      code: 'claim_contested',
      reason: 'claim_contested',
      text:
        of === 'mail'
          ? `Several customers say that this transfer is theirs: ${names}.`
          : `This transfer is claimed by another customer too: ${names}.`,
    });
  if (paidBookingId !== null)
    faults.push({
      code: 'transfer_used',
      reason: 'duplicate',
      text: `This transfer has paid booking ${paidBookingId} already.`,
    });
  return faults;
}

/** The faults as a card shows them. */
export const asWarnings = (faults: readonly PaymentFault[]): ReviewWarning[] =>
  faults.map(({ code, text }) => ({ code, text }));

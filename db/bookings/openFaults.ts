import { and, eq, ne, sql } from 'drizzle-orm';
import {
  type ClaimMail,
  claimFaults,
  contestFaults,
  type PaymentFault,
  paymentFaults,
} from '../../domain/bookings/paymentFaults.ts';
import { keyOf } from '../../domain/bookings/paymentIdentity.ts';
import { shownFaults } from '../../domain/bookings/shownFaults.ts';
import type { Evidence } from '../../domain/matching/evidence.ts';
import type { Transaction } from '../database.ts';
import { decisionRequests, reviewSnapshots, reviewTasks } from '../reviews/schema.ts';
import type { BookingRow } from './bookings.ts';
import { paidFacts, pricedBooking } from './paymentFacts.ts';
import { type PaymentRow, payments } from './schema.ts';
import { claimsOf, holderOf } from './transferClaims.ts';

type Scored = { booking_id?: string; waterfall?: Evidence[] };
type Match = (Scored & { candidates?: Scored[] }) | null;

/** What the rules said about name and phone of a mail beside this booking: they had the numbers in plain. */
function speaksAgainst(match: unknown, bookingId: string): { payer: boolean; claimed: boolean } {
  const stored = match as Match;
  const one = [stored, ...(stored?.candidates ?? [])].find((candidate) => candidate?.booking_id === bookingId);
  const says = (field: string, verdict: Evidence['verdict']) =>
    (one?.waterfall ?? []).some((evidence) => evidence.field === field && evidence.verdict === verdict);
  return {
    payer: says('name', 'disagree') || says('phone', 'disagree'),
    claimed: says('transaction_id', 'agree'),
  };
}

/** The provider's own mails of the transfer that a screenshot claims. */
async function mailsOf(tx: Transaction, claim: PaymentRow, bookingId: string | null): Promise<ClaimMail[]> {
  const key = keyOf(claim);
  if (claim.source !== 'screenshot' || key === null) return [];
  const rows = await tx
    .select({
      amountMinor: payments.amountMinor,
      currency: payments.currency,
      senderName: payments.senderName,
      match: payments.match,
    })
    .from(payments)
    .where(
      and(
        eq(payments.tenantId, claim.tenantId),
        eq(payments.transactionKey, key),
        eq(payments.source, 'gmail'),
        ne(payments.id, claim.id),
        sql`(${payments.evidence} #>> '{proof,authenticated}')::boolean`,
      ),
    );
  return rows.map(({ match, ...mail }) => ({
    ...mail,
    payerDiffers: bookingId !== null && speaksAgainst(match, bookingId).payer,
  }));
}

/** What the provider's mail says against a claim, or against the customer who claimed its transfer. */
export async function claimFaultsOf(
  tx: Transaction,
  payment: PaymentRow,
  booking: Pick<BookingRow, 'bookingId' | 'customerName'> | null,
): Promise<PaymentFault[]> {
  const { payer, claimed } = speaksAgainst(payment.match, booking?.bookingId ?? '');
  const mails = await mailsOf(tx, payment, booking?.bookingId ?? null);
  const names = [payment.senderName, booking?.customerName ?? null];
  return [
    ...claimFaults(payment, names, mails, payment.source === 'gmail' && payer && claimed),
    ...(await rivalFaultsOf(tx, payment)),
  ];
}

/** Others who say that the transfer is theirs, and the booking it has paid already. */
async function rivalFaultsOf(tx: Transaction, payment: PaymentRow): Promise<PaymentFault[]> {
  const isClaim = payment.source === 'screenshot';
  const claims = await claimsOf(tx, keyOf(payment));
  const rivals = isClaim ? claims.filter(({ bookingId }) => bookingId !== payment.bookingId) : claims;
  const holder = isClaim ? await holderOf(tx, payment) : null;
  return contestFaults(isClaim ? 'claim' : 'mail', rivals, holder?.bookingId ?? null);
}

/** Everything that does not agree between a payment and a booking. */
export const faultsOf = async (tx: Transaction, payment: PaymentRow, booking: BookingRow): Promise<PaymentFault[]> => [
  ...paymentFaults(paidFacts(payment), pricedBooking(booking)),
  ...(await claimFaultsOf(tx, payment, booking)),
];

/** What the card said of a booking on which a person gave their reason. */
async function acceptedFaults(tx: Transaction, requestId: string, bookingId: string): Promise<ReadonlySet<string>> {
  const [card] = await tx
    .select({ canonicalJson: reviewSnapshots.canonicalJson, payee: reviewSnapshots.payee })
    .from(decisionRequests)
    .innerJoin(reviewTasks, eq(reviewTasks.id, decisionRequests.taskId))
    .innerJoin(reviewSnapshots, eq(reviewSnapshots.id, reviewTasks.snapshotId))
    .where(eq(decisionRequests.id, requestId));
  return card ? shownFaults(JSON.parse(card.canonicalJson), card.payee, bookingId) : new Set();
}

/** What does not agree and nobody has accepted yet, because no card said it; empty where the payment may confirm the booking. */
export async function openFaults(
  tx: Transaction,
  payment: PaymentRow,
  booking: BookingRow,
  acceptedRequestId: string | null,
): Promise<PaymentFault[]> {
  const faults = await faultsOf(tx, payment, booking);
  const requestId = acceptedRequestId ?? payment.acceptedRequestId;
  if (requestId === null || faults.length === 0) return faults;
  const accepted = await acceptedFaults(tx, requestId, booking.bookingId);
  return faults.filter(({ code }) => !accepted.has(code));
}

import { type Evidence, type Ranking, rank, type Scored } from '../matching/evidence.ts';
import { type FixedPoints, pointsFor, says, scoredBy } from '../matching/fixedPoints.ts';
import { nameSimilarity } from '../matching/text.ts';
import { phoneNumberOf } from '../phones/phoneNumber.ts';
import { isPlainClaim, type TransferClaim } from './claims.ts';
import { mailFaults, NAME_SIMILARITY, type PaidFacts, paymentFaults } from './paymentFaults.ts';
import type { BookingStatus, PaymentReason, VerificationMode } from './states.ts';

type Field = 'amount' | 'timing' | 'name' | 'phone' | 'transaction_id';

/** The shipped rule set: amount and time 50, with the name 70, with the phone 80, with both 100. */
const RULES: FixedPoints<Field> = {
  version: 'booking-fixed-points-1',
  points: { amount: 25, timing: 25, name: 20, phone: 30, transaction_id: 50 },
  most: 100,
};

/** Version of the rules, stored with every match. */
export const BOOKING_RULES = RULES.version;

/** A payment as the rules see it. Instants are ms since the epoch; amounts minor units of one currency. */
export interface PaymentFacts {
  amountMinor: number;
  currency: string;
  paidAtMs: number;
  senderName: string | null;
  senderPhone: string | null;
  /** Of the provider's id; null when it has none. */
  transactionKey: string | null;
}

export interface BookingFacts {
  bookingId: string;
  status: BookingStatus;
  totalMinor: number;
  currency: string;
  pendingSinceMs: number;
  expiresAtMs: number;
  createdAtMs: number;
  customerName: string;
  customerPhone: string | null;
  /** A payment holds it already; a claim that nobody has verified does not. */
  taken: boolean;
  /** Ids of transfers that its customer has claimed. */
  claimedKeys: string[];
}

/**
 * Evidence of one pair. Amount and timing are required; the age of the booking is taken at the moment of payment, not
 * when the mail was read: a payment at the very end of the window is too late.
 */
export function compare(payment: PaymentFacts, booking: BookingFacts, country: string): Evidence[] {
  const amount = payment.currency === booking.currency && payment.amountMinor === booking.totalMinor;
  const timing = payment.paidAtMs >= booking.pendingSinceMs && payment.paidAtMs < booking.expiresAtMs;
  const name = payment.senderName ? nameSimilarity(payment.senderName, booking.customerName) >= NAME_SIMILARITY : null;
  const [from, of] = [payment.senderPhone, booking.customerPhone].map((text) => phoneNumberOf(text, country));
  const phone = from && of ? from === of : null;
  const pair = [
    pointsFor(RULES, 'amount', amount),
    pointsFor(RULES, 'timing', timing),
    pointsFor(RULES, 'name', name),
    pointsFor(RULES, 'phone', phone),
  ];
  const { transactionKey: key } = payment;
  // Said only where both sides name one: the customer has claimed this very transfer, or another.
  if (key !== null && booking.claimedKeys.length > 0)
    pair.push(pointsFor(RULES, 'transaction_id', booking.claimedKeys.includes(key)));
  return pair;
}

const holds = (evidence: readonly Evidence[], ...fields: Field[]) => says(evidence, 'agree', ...fields);

export interface BookingMatch extends Ranking<BookingFacts> {
  /** Why there is no candidate; null when there is one. */
  reason: Extract<PaymentReason, 'no_match' | 'late' | 'partial' | 'over' | 'duplicate'> | null;
  /** The booking the reason speaks of, and what else may have been meant. */
  near: Scored<BookingFacts>[];
}

const newestFirst = (left: BookingFacts, right: BookingFacts) =>
  right.createdAtMs - left.createdAtMs || right.bookingId.localeCompare(left.bookingId);

type Candidate = Scored<BookingFacts>;

/** Why no candidate is open for this payment. */
function whyNone(payment: PaymentFacts, all: readonly Candidate[]): NonNullable<BookingMatch['reason']> {
  const sameAmount = all.filter(({ evidence }) => holds(evidence, 'amount'));
  if (sameAmount.some(({ candidate, evidence }) => holds(evidence, 'timing') && candidate.taken)) return 'duplicate';
  if (sameAmount.some(({ candidate }) => payment.paidAtMs >= candidate.expiresAtMs || candidate.status === 'Expired'))
    return 'late';
  const meant = all.filter(({ evidence }) => holds(evidence, 'name', 'phone', 'transaction_id'));
  const [first] = rank(meant, newestFirst).ranked;
  if (!first || first.candidate.currency !== payment.currency) return 'no_match';
  const beyondMinor = payment.amountMinor - first.candidate.totalMinor;
  return beyondMinor < 0 ? 'partial' : beyondMinor > 0 ? 'over' : 'no_match';
}

/** A booking beside a payment: what agrees, and how much that counts. */
export function scored(payment: PaymentFacts, candidate: BookingFacts, country: string): Candidate {
  return scoredBy(RULES, candidate, compare(payment, candidate, country));
}

/**
 * Ranks the bookings a payment may be for; of equal ones the most recent stands first. Where a customer has claimed
 * this very transfer, no other booking is meant.
 */
export function matchBookings(payment: PaymentFacts, bookings: readonly BookingFacts[], country: string): BookingMatch {
  const every = bookings.map((candidate) => scored(payment, candidate, country));
  const isOpen = ({ candidate, evidence }: Candidate) =>
    holds(evidence, 'amount') &&
    holds(evidence, 'timing') &&
    (candidate.status === 'Pending' || candidate.status === 'Waiting') &&
    !candidate.taken;
  // A claim on another person's transfer that it does not even pay for stops no other match.
  const claimed = every.filter(
    (one) => holds(one.evidence, 'transaction_id') && (isOpen(one) || !says(one.evidence, 'disagree', 'name', 'phone')),
  );
  const all = claimed.length > 0 ? claimed : every;
  const ranking = rank(all.filter(isOpen), newestFirst);
  const isNear = ({ evidence }: Candidate) => holds(evidence, 'amount', 'name', 'phone', 'transaction_id');
  const near = rank(all.filter(isNear), newestFirst).ranked.slice(0, 5);
  return { ...ranking, reason: ranking.best > 0 ? null : whyNone(payment, all), near };
}

export type MatchVerdict =
  /** Confirm without a person. */
  | { kind: 'confirm'; match: Scored<BookingFacts> }
  /** A person looks at the booking with this payment. */
  | { kind: 'propose'; match: Scored<BookingFacts> }
  /** A person looks at the payment. */
  | { kind: 'unmatched'; reason: PaymentReason };

export interface MatchPolicy {
  /** Effective mode: manual while the mailbox is unhealthy. */
  mode: VerificationMode;
  /** 0 to 100. */
  minimumConfidence: number;
  /** The payment as the guard of every confirmation sees it. */
  paid: PaidFacts;
  /** Who has claimed this very transfer; null where nobody has. */
  claim: TransferClaim | null;
}

/** What becomes of a payment under the tenant's mode. Unproved mail never confirms and is never proposed. */
export function decideMatch(found: BookingMatch, policy: MatchPolicy): MatchVerdict {
  const { paid } = policy;
  if (!paid.authenticated) return { kind: 'unmatched', reason: 'unauthenticated' };
  if (policy.claim && policy.claim.bookings > 1) return { kind: 'unmatched', reason: 'claim_contested' };
  const [match] = found.ranked;
  const [fault] = match ? paymentFaults(paid, match.candidate) : mailFaults(paid);
  if (fault) return { kind: 'unmatched', reason: fault.reason };
  if (!match) return { kind: 'unmatched', reason: found.reason ?? 'no_match' };
  if (policy.mode === 'manual') return { kind: 'propose', match };
  if (policy.mode === 'hybrid' && found.best > 1) return { kind: 'unmatched', reason: 'tie' };
  if (match.score < policy.minimumConfidence) return { kind: 'unmatched', reason: 'low_confidence' };
  if (says(match.evidence, 'disagree', 'transaction_id')) return { kind: 'unmatched', reason: 'claim_differs' };
  if (!says(match.evidence, 'agree', 'transaction_id')) return { kind: 'confirm', match };
  // Whoever knows or guesses a stranger's transaction id may claim it: the name or number in the mail must not speak
  // against it, and where the mail names nobody the claim must be one that only a payer would make.
  const another = says(match.evidence, 'disagree', 'name', 'phone');
  const known = says(match.evidence, 'agree', 'name', 'phone') || isPlainClaim(policy.claim, paid.paidAtMs);
  return { kind: known && !another ? 'confirm' : 'propose', match };
}

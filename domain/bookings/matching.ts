import { type Evidence, type Ranking, rank, type Scored, scoreOf } from '../matching/evidence.ts';
import { nameSimilarity, nationalPhone } from '../matching/text.ts';
import type { BookingStatus, PaymentReason, VerificationMode } from './states.ts';

/** Version of the rules, stored with every match. */
export const BOOKING_RULES = 'booking-fixed-points-1';

const NAME_SIMILARITY = 0.8;
const POINTS = { amount: 25, timing: 25, name: 20, phone: 30 } as const;

/** A payment as the rules see it. Instants are ms since the epoch; amounts minor units of one currency. */
export interface PaymentFacts {
  amountMinor: number;
  currency: string;
  paidAtMs: number;
  senderName: string | null;
  senderPhone: string | null;
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
  /** A payment holds it already. */
  taken: boolean;
}

/**
 * Evidence of one pair. Amount and timing are required; the age of the booking is taken at the moment of payment, not
 * when the mail was read (H-02): a payment at the very end of the window is too late.
 */
export function compare(payment: PaymentFacts, booking: BookingFacts, country: string): Evidence[] {
  const amount = payment.currency === booking.currency && payment.amountMinor === booking.totalMinor;
  const timing = payment.paidAtMs >= booking.pendingSinceMs && payment.paidAtMs < booking.expiresAtMs;
  const name = payment.senderName ? nameSimilarity(payment.senderName, booking.customerName) >= NAME_SIMILARITY : null;
  const [from, of] = [payment.senderPhone, booking.customerPhone].map((text) => text && nationalPhone(text, country));
  const phone = from && of ? from === of : null;
  const evidence = (field: keyof typeof POINTS, agrees: boolean | null): Evidence => ({
    field,
    verdict: agrees === null ? 'unknown' : agrees ? 'agree' : 'disagree',
    points: agrees ? POINTS[field] : 0,
  });
  return [evidence('amount', amount), evidence('timing', timing), evidence('name', name), evidence('phone', phone)];
}

const holds = (evidence: readonly Evidence[], field: string) =>
  evidence.some((one) => one.field === field && one.verdict === 'agree');

export interface BookingMatch extends Ranking<BookingFacts> {
  /** Why there is no candidate; null when there is one. */
  reason: Extract<PaymentReason, 'no_match' | 'late' | 'partial' | 'over' | 'duplicate'> | null;
  /** The booking the reason speaks of, and what else may have been meant. */
  near: Scored<BookingFacts>[];
}

/** Ranks the bookings a payment may be for; of equal ones the most recent stands first (D-12). */
export function matchBookings(payment: PaymentFacts, bookings: readonly BookingFacts[], country: string): BookingMatch {
  const newestFirst = (left: BookingFacts, right: BookingFacts) =>
    right.createdAtMs - left.createdAtMs || right.bookingId.localeCompare(left.bookingId);
  const all = bookings.map((candidate): Scored<BookingFacts> => {
    const evidence = compare(payment, candidate, country);
    return { candidate, score: scoreOf(evidence), evidence };
  });
  const full = all.filter(({ evidence }) => holds(evidence, 'amount') && holds(evidence, 'timing'));
  const open = full.filter(({ candidate }) => candidate.status === 'Pending' && !candidate.taken);
  const ranking = rank(open, newestFirst);
  const person = all.filter(({ evidence }) => holds(evidence, 'name') || holds(evidence, 'phone'));
  const near = rank(
    all.filter(({ evidence }) => holds(evidence, 'amount') || holds(evidence, 'name') || holds(evidence, 'phone')),
    newestFirst,
  ).ranked.slice(0, 5);
  if (ranking.best > 0) return { ...ranking, reason: null, near };
  const sameAmount = all.filter(({ evidence }) => holds(evidence, 'amount'));
  const reason = (): NonNullable<BookingMatch['reason']> => {
    if (full.some(({ candidate }) => candidate.taken)) return 'duplicate';
    if (sameAmount.some(({ candidate }) => payment.paidAtMs >= candidate.expiresAtMs || candidate.status === 'Expired'))
      return 'late';
    const [meant] = rank(person, newestFirst).ranked;
    if (!meant) return 'no_match';
    return payment.amountMinor < meant.candidate.totalMinor ? 'partial' : 'over';
  };
  return { ...ranking, reason: reason(), near };
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
  authenticated: boolean;
}

/** What becomes of a payment mail under the tenant's mode. Unproved mail never confirms and is never proposed (D-13). */
export function decideMatch(found: BookingMatch, policy: MatchPolicy): MatchVerdict {
  if (!policy.authenticated) return { kind: 'unmatched', reason: 'unauthenticated' };
  const [match] = found.ranked;
  if (!match) return { kind: 'unmatched', reason: found.reason ?? 'no_match' };
  if (policy.mode === 'manual') return { kind: 'propose', match };
  if (policy.mode === 'hybrid' && found.best > 1) return { kind: 'unmatched', reason: 'tie' };
  if (match.score < policy.minimumConfidence) return { kind: 'unmatched', reason: 'low_confidence' };
  return { kind: 'confirm', match };
}

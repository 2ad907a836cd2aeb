import { eq } from 'drizzle-orm';
import { attachPayment } from '../../books/bookings/attachPayment.ts';
import { setPaymentAside } from '../../books/bookings/setPaymentAside.ts';
import { tellClaimants } from '../../books/bookings/wakeBooking.ts';
import { paidFacts, paymentFacts } from '../../db/bookings/paymentFacts.ts';
import { type PaymentRow, paymentColumns, payments } from '../../db/bookings/schema.ts';
import { claimsOf, transferClaimOf } from '../../db/bookings/transferClaims.ts';
import { twinsOf } from '../../db/bookings/twins.ts';
import type { Transaction } from '../../db/database.ts';
import {
  BOOKING_RULES,
  type BookingFacts,
  type BookingMatch,
  decideMatch,
  type MatchVerdict,
  matchBookings,
} from '../../domain/bookings/matching.ts';
import type { BookingSettings } from '../../domain/bookings/settings.ts';
import type { PaymentReason } from '../../domain/bookings/states.ts';
import type { Scored } from '../../domain/matching/evidence.ts';
import { matchMessage } from '../../domain/operations/logLevels.ts';
import type { BookingActivities } from '../../workflows/bookings/contract.ts';
import { faultOf } from '../mailbox/faultOf.ts';
import { candidateBookings } from './candidates.ts';
import type { BookingDeps } from './deps.ts';
import { settingsNow } from './settingsNow.ts';

interface Outcome {
  outcome: string;
  bookingId: string | null;
  confidence: number | null;
}

/** A booking changes while it is being matched at most this often before a person is asked. */
const ROUNDS = 3;

const shown = ({ candidate, score, evidence }: Scored<BookingFacts>) => ({
  booking_id: candidate.bookingId,
  score,
  waterfall: evidence,
});

/** Puts a payment aside with its reason; a person is asked. */
async function setAside(
  tx: Transaction,
  payment: PaymentRow,
  reason: PaymentReason,
  found: BookingMatch | null = null,
): Promise<Outcome> {
  const match = found && { rules: BOOKING_RULES, candidates: found.near.map(shown) };
  await setPaymentAside(tx, payment, { reason, match });
  return { outcome: reason, bookingId: null, confidence: null };
}

/** Gives a payment the booking of the verdict; null when something came in between. */
async function attach(
  tx: Transaction,
  payment: PaymentRow,
  verdict: Exclude<MatchVerdict, { kind: 'unmatched' }>,
  found: BookingMatch,
  of: { settings: BookingSettings; claims: number; transferKey: string | null },
): Promise<Outcome | null> {
  const { candidate, score } = verdict.match;
  const { bookingId } = candidate;
  const certain = verdict.kind === 'confirm';
  const attached = await attachPayment(tx, payment, {
    bookingId,
    confidence: score,
    certain,
    claims: of.claims,
    match: {
      rules: BOOKING_RULES,
      mode: of.settings.mode,
      ...shown(verdict.match),
      runner_up: found.ranked[1] ? shown(found.ranked[1]) : null,
      not_chosen: found.ranked.slice(1, 6).map(({ candidate: other }) => other.bookingId),
    },
    transferKey: of.transferKey,
  });
  if (attached === 'duplicate') return setAside(tx, payment, 'duplicate', found);
  return attached ? { outcome: certain ? 'confirmed' : 'proposed', bookingId, confidence: score } : null;
}

/** Compares with the candidates of the moment and acts on the verdict; null when something came in between. */
async function tryMatch(
  tx: Transaction,
  { cipher, log }: BookingDeps,
  payment: PaymentRow,
  settings: BookingSettings,
  transferKey: string | null,
): Promise<Outcome | null> {
  const facts = paymentFacts(cipher, payment);
  const claims = await claimsOf(tx, facts.transactionKey);
  const claimed = claims.map(({ bookingId }) => bookingId);
  const bookings = await candidateBookings(tx, cipher, payment.tenantId, facts, claimed);
  const found = matchBookings(facts, bookings, settings.phoneCountry);
  for (const { candidate, score } of found.ranked)
    log('candidate compared', { payment_id: payment.id, booking_id: candidate.bookingId, score });
  const verdict: MatchVerdict = decideMatch(found, {
    ...settings,
    paid: paidFacts(payment),
    claim: await transferClaimOf(tx, claims),
  });
  if (verdict.kind !== 'unmatched')
    return attach(tx, payment, verdict, found, { settings, claims: claims.length, transferKey });
  const aside = await setAside(tx, payment, verdict.reason, found);
  // The cards about the claims may not say yet what this mail says: their runs look.
  await tellClaimants(tx, payment.tenantId, facts.transactionKey, null);
  return aside;
}

const locked = (tx: Transaction, paymentId: string) =>
  tx.select(paymentColumns).from(payments).where(eq(payments.id, paymentId)).for('update').execute();

/** Only a payment by mail that nobody has looked at yet. */
const isNew = (payment: PaymentRow | undefined): payment is PaymentRow =>
  payment?.status === 'pending' && payment.bookingId === null;

async function matchOne(
  tx: Transaction,
  deps: BookingDeps,
  paymentId: string,
): Promise<(Outcome & { payment: PaymentRow }) | null> {
  const [[payment], settings] = await Promise.all([locked(tx, paymentId), settingsNow(tx, deps.bookings)]);
  if (!isNew(payment)) return null;
  const { isRepeat, transferKey } = await twinsOf(tx, payment);
  if (isRepeat) {
    const reason = paidFacts(payment).authenticated ? 'duplicate' : 'unauthenticated';
    return { payment, ...(await setAside(tx, payment, reason)) };
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    const outcome = await tryMatch(tx, deps, payment, settings, transferKey);
    if (outcome) return { payment, ...outcome };
  }
  return { payment, ...(await setAside(tx, payment, 'tie')) };
}

/** One that can't be matched stops no other: a person looks at it. */
async function giveUp(tx: Transaction, paymentId: string): Promise<(Outcome & { payment: PaymentRow }) | null> {
  const [payment] = await locked(tx, paymentId);
  if (!isNew(payment)) return null;
  const evidence = { ...(payment.evidence as object | null), unreadable: 'matching_failed' };
  await setPaymentAside(tx, payment, { reason: 'unreadable', match: null, evidence });
  return { payment, outcome: 'unreadable', bookingId: null, confidence: null };
}

export const matchPayments =
  (deps: BookingDeps): BookingActivities['matchPayments'] =>
  async ({ tenantId, paymentIds }) => {
    const { db, log } = deps;
    const counts = { matched: 0, unmatched: 0 };
    for (const paymentId of paymentIds) {
      const done = await db
        .withTenant(tenantId, (tx) => matchOne(tx, deps, paymentId))
        .catch((error: unknown) => {
          if (faultOf(error).kind === 'all') throw error;
          return db.withTenant(tenantId, (tx) => giveUp(tx, paymentId));
        });
      if (!done) continue;
      if (done.bookingId) counts.matched += 1;
      else counts.unmatched += 1;
      log(matchMessage(done.bookingId, done.confidence), {
        payment_id: paymentId,
        booking_id: done.bookingId,
        confidence: done.confidence,
        amount_minor: done.payment.amountMinor,
        source: done.payment.source,
        outcome: done.outcome,
      });
    }
    return counts;
  };

import { eq, sql } from 'drizzle-orm';
import { appendEvent } from '../../books/events.ts';
import { tellClaimants, unmatchedProcess } from '../../db/bookings/bookings.ts';
import { paymentColumns, payments } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { tenantSettings } from '../../db/identity/schema.ts';
import {
  BOOKING_RULES,
  type BookingFacts,
  type BookingMatch,
  decideMatch,
  type MatchVerdict,
  matchBookings,
} from '../../domain/bookings/matching.ts';
import { type BookingSettings, settingsOf } from '../../domain/bookings/settings.ts';
import type { PaymentReason } from '../../domain/bookings/states.ts';
import type { Scored } from '../../domain/matching/evidence.ts';
import { type Log, matchMessage } from '../../domain/operations/logLevels.ts';
import { faultOf } from '../mailbox/faultOf.ts';
import { attachPayment } from './attachPayment.ts';
import { candidateBookings } from './candidates.ts';
import type { BookingDeps } from './createBookingActivities.ts';
import { type PaymentRow, paidFacts, paymentFacts } from './paymentFacts.ts';
import { claimsOf, transferClaimOf } from './transferClaims.ts';
import { twinsOf } from './twins.ts';

export interface MatchDeps extends BookingDeps {
  cipher: FieldCipher;
  log: Log;
}

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
  found: BookingMatch | null,
): Promise<Outcome> {
  await tx
    .update(payments)
    .set({
      status: 'unmatched',
      reason,
      match: found && { rules: BOOKING_RULES, candidates: found.near.map(shown) },
      matchedAt: sql`now()`,
      updatedAt: sql`now()`,
    })
    .where(eq(payments.id, payment.id));
  await unmatchedProcess(tx, { tenantId: payment.tenantId, paymentId: payment.id });
  await appendEvent(tx, {
    type: 'payment_unmatched',
    actor: 'workflow',
    subject: `payment:${payment.id}`,
    data: { reason },
  });
  return { outcome: reason, bookingId: null, confidence: null };
}

/** Payments by mail and the bookings they are for. */
export function createMatchActivities(deps: MatchDeps) {
  const { db, cipher, bookings: defaults } = deps;

  /** Compares with the candidates of the moment and acts on the verdict; null when something came in between. */
  async function tryMatch(
    tx: Transaction,
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
      deps.log('candidate compared', { payment_id: payment.id, booking_id: candidate.bookingId, score });
    const verdict: MatchVerdict = decideMatch(found, {
      ...settings,
      paid: paidFacts(payment),
      claim: await transferClaimOf(tx, claims),
    });
    if (verdict.kind === 'unmatched') {
      const aside = await setAside(tx, payment, verdict.reason, found);
      // The cards about the claims may not say yet what this mail says: their runs look.
      await tellClaimants(tx, payment.tenantId, facts.transactionKey, null);
      return aside;
    }
    const { candidate, score } = verdict.match;
    const { bookingId } = candidate;
    const match = {
      rules: BOOKING_RULES,
      mode: settings.mode,
      ...shown(verdict.match),
      runner_up: found.ranked[1] ? shown(found.ranked[1]) : null,
      not_chosen: found.ranked.slice(1, 6).map(({ candidate: other }) => other.bookingId),
    };
    const certain = verdict.kind === 'confirm';
    const attached = await attachPayment(tx, payment, {
      bookingId,
      confidence: score,
      certain,
      claims: claims.length,
      match,
      transferKey,
    });
    if (attached === 'duplicate') return setAside(tx, payment, 'duplicate', found);
    if (!attached) return null;
    return { outcome: certain ? 'confirmed' : 'proposed', bookingId, confidence: score };
  }

  async function matchOne(tx: Transaction, paymentId: string): Promise<(Outcome & { payment: PaymentRow }) | null> {
    const [[payment], [tenant]] = await Promise.all([
      tx.select(paymentColumns).from(payments).where(eq(payments.id, paymentId)).for('update').execute(),
      tx.select().from(tenantSettings).execute(),
    ]);
    if (payment?.status !== 'pending' || payment.bookingId !== null) return null;
    const settings = settingsOf(defaults, tenant);
    const { isRepeat, transferKey } = await twinsOf(tx, payment);
    if (isRepeat) {
      const reason = paidFacts(payment).authenticated ? 'duplicate' : 'unauthenticated';
      return { payment, ...(await setAside(tx, payment, reason, null)) };
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      const outcome = await tryMatch(tx, payment, settings, transferKey);
      if (outcome) return { payment, ...outcome };
    }
    return { payment, ...(await setAside(tx, payment, 'tie', null)) };
  }

  /** One that can't be matched stops no other: a person looks at it. */
  async function putAside(tx: Transaction, paymentId: string) {
    const [payment] = await tx.select().from(payments).where(eq(payments.id, paymentId)).for('update');
    if (payment?.status !== 'pending' || payment.bookingId !== null) return null;
    await tx
      .update(payments)
      .set({ evidence: { ...(payment.evidence as object | null), unreadable: 'matching_failed' } })
      .where(eq(payments.id, paymentId));
    return { payment, ...(await setAside(tx, payment, 'unreadable', null)) };
  }

  return {
    /** Finds the booking of each payment, one transaction each, under the mode that holds at that instant. */
    async matchPayments(input: {
      tenantId: string;
      paymentIds: string[];
    }): Promise<{ matched: number; unmatched: number }> {
      const counts = { matched: 0, unmatched: 0 };
      for (const paymentId of input.paymentIds) {
        const done = await db
          .withTenant(input.tenantId, (tx) => matchOne(tx, paymentId))
          .catch((error: unknown) => {
            if (faultOf(error).kind === 'all') throw error;
            return db.withTenant(input.tenantId, (tx) => putAside(tx, paymentId));
          });
        if (!done) continue;
        if (done.bookingId) counts.matched += 1;
        else counts.unmatched += 1;
        deps.log(matchMessage(done.bookingId, done.confidence), {
          payment_id: paymentId,
          booking_id: done.bookingId,
          confidence: done.confidence,
          amount_minor: done.payment.amountMinor,
          source: done.payment.source,
          outcome: done.outcome,
        });
      }
      return counts;
    },
  };
}

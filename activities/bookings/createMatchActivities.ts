import { and, eq, ne, sql } from 'drizzle-orm';
import { lockBooking, tellBooking, unmatchedProcess } from '../../db/bookings.ts';
import type { Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { appendEvent } from '../../db/events.ts';
import { payments } from '../../db/schema/bookings.ts';
import { tenantSettings } from '../../db/schema/identity.ts';
import {
  BOOKING_RULES,
  type BookingFacts,
  type BookingMatch,
  compare,
  decideMatch,
  type MatchVerdict,
  matchBookings,
} from '../../domain/bookings/matching.ts';
import { settingsOf } from '../../domain/bookings/settings.ts';
import type { PaymentReason } from '../../domain/bookings/states.ts';
import type { Scored } from '../../domain/matching/evidence.ts';
import { type Log, matchMessage } from '../../domain/operations/logLevels.ts';
import { candidateBookings, paymentFacts } from './candidates.ts';
import type { BookingDeps } from './createBookingActivities.ts';
import { confirmBooking } from './settleBooking.ts';

type PaymentRow = typeof payments.$inferSelect;

export interface MatchDeps extends BookingDeps {
  cipher: FieldCipher;
  log: Log;
}

/** A booking changes while it is being matched at most this often before a person is asked. */
const ROUNDS = 3;

const shown = ({ candidate, score, evidence }: Scored<BookingFacts>) => ({
  booking_id: candidate.bookingId,
  score,
  waterfall: evidence,
});

/** Payments by mail and the bookings they are for. */
export function createMatchActivities(deps: MatchDeps) {
  const { db, cipher, bookings: defaults } = deps;

  async function setAside(tx: Transaction, payment: PaymentRow, reason: PaymentReason, found: BookingMatch | null) {
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
    return { outcome: reason as string, bookingId: null, confidence: null };
  }

  /** The screenshot a customer sent of this very transfer: the mail proves it (U-63). */
  async function screenshotOf(tx: Transaction, payment: PaymentRow): Promise<PaymentRow | undefined> {
    if (!payment.transactionId) return undefined;
    const [row] = await tx
      .select()
      .from(payments)
      .where(
        and(
          eq(payments.transactionId, payment.transactionId),
          eq(payments.source, 'screenshot'),
          eq(payments.amountMinor, payment.amountMinor),
          eq(payments.currency, payment.currency),
          sql`${payments.status} in ('pending', 'matched') and ${payments.bookingId} is not null`,
        ),
      );
    return row;
  }

  /** The same transfer in a mail that was written first. A spoofed one never stands in a real one's way. */
  async function earlierOf(tx: Transaction, payment: PaymentRow): Promise<{ id: string } | undefined> {
    if (!payment.transactionId) return undefined;
    const [row] = await tx
      .select({ id: payments.id })
      .from(payments)
      .where(
        and(
          eq(payments.transactionId, payment.transactionId),
          ne(payments.id, payment.id),
          sql`(${payments.createdAt}, ${payments.id}) < (${payment.createdAt.toISOString()}::timestamptz, ${payment.id}::uuid)`,
          ne(payments.status, 'rejected'),
          sql`${payments.reason} is distinct from 'unauthenticated'`,
        ),
      );
    return row;
  }

  async function attach(
    tx: Transaction,
    payment: PaymentRow,
    to: {
      bookingId: string;
      confidence: number;
      certain: boolean;
      method: 'auto_gmail' | 'auto_screenshot';
      match: object;
    },
  ): Promise<boolean> {
    // Sent together and taken in this order, so the claims are counted under the lock.
    const [booking, claims] = await Promise.all([
      lockBooking(tx, to.bookingId),
      tx
        .select({ id: payments.id })
        .from(payments)
        .where(
          and(
            eq(payments.bookingId, to.bookingId),
            sql`status in ('pending', 'matched', 'verified') and source <> 'screenshot'`,
          ),
        )
        .limit(1)
        .execute(),
    ]);
    // Between the comparison and the lock another payment, the expiry or a person may have come first.
    if (!booking || claims.length > 0 || (booking.status !== 'Pending' && booking.status !== 'Waiting')) return false;
    const [[matched], process] = await Promise.all([
      tx
        .update(payments)
        .set({
          status: 'matched',
          bookingId: booking.bookingId,
          autoConfirm: to.certain,
          matchConfidence: to.confidence,
          match: to.match,
          matchedAt: sql`now()`,
          updatedAt: sql`now()`,
        })
        .where(eq(payments.id, payment.id))
        .returning()
        .execute(),
      tellBooking(tx, booking, payment.id),
    ]);
    // Sent together and taken in this order, as everything here: the event stands before that of the confirmation.
    await Promise.all([
      appendEvent(tx, {
        type: 'payment_matched',
        actor: 'workflow',
        subject: `payment:${payment.id}`,
        data: { bookingId: booking.bookingId, confidence: to.confidence, certain: to.certain, rules: BOOKING_RULES },
      }),
      // The lock is held already, so what needs no person is confirmed here; a cancellation that came first is the run's.
      to.certain &&
        matched &&
        !booking.cancelRequestedAt &&
        confirmBooking(tx, booking, {
          processId: process.id,
          endsRun: false,
          payment: matched,
          method: to.method,
          actor: 'workflow',
          taskId: null,
        }),
    ]);
    return true;
  }

  async function matchOne(tx: Transaction, paymentId: string) {
    const [[payment], [tenant]] = await Promise.all([
      tx.select().from(payments).where(eq(payments.id, paymentId)).for('update').execute(),
      tx.select().from(tenantSettings).execute(),
    ]);
    const settings = settingsOf(defaults, tenant);
    if (payment?.status !== 'pending' || payment.bookingId !== null) return null;
    const authenticated =
      (payment.evidence as { proof?: { authenticated?: boolean } } | null)?.proof?.authenticated === true;
    const facts = paymentFacts(cipher, payment);
    const comparable = () => candidateBookings(tx, cipher, payment.tenantId, facts);
    const [screenshot, earlier, atFirst] = await Promise.all([
      authenticated ? screenshotOf(tx, payment) : undefined,
      earlierOf(tx, payment),
      comparable(),
    ]);
    if (screenshot?.bookingId) {
      const { bookingId } = screenshot;
      const meant = atFirst.find((candidate) => candidate.bookingId === bookingId);
      const evidence = meant ? compare(facts, meant, settings.phoneCountry) : [];
      // Whoever knows a stranger's transaction id may claim it: the name or number in the mail must not speak against it.
      const another = evidence.some(
        ({ field, verdict }) => verdict === 'disagree' && (field === 'name' || field === 'phone'),
      );
      const match = { rules: BOOKING_RULES, screenshot: screenshot.id, waterfall: evidence };
      const certain = settings.mode !== 'manual' && meant !== undefined && !another;
      if (await attach(tx, payment, { bookingId, confidence: 100, certain, method: 'auto_screenshot', match }))
        return { payment, outcome: 'matched', bookingId, confidence: 100 };
    }
    if (earlier && !screenshot)
      return { payment, ...(await setAside(tx, payment, authenticated ? 'duplicate' : 'unauthenticated', null)) };
    for (let round = 0; round < ROUNDS; round += 1) {
      const found = matchBookings(facts, round === 0 ? atFirst : await comparable(), settings.phoneCountry);
      for (const { candidate, score } of found.ranked)
        deps.log('candidate compared', { payment_id: payment.id, booking_id: candidate.bookingId, score });
      const verdict: MatchVerdict = decideMatch(found, { ...settings, authenticated });
      if (verdict.kind === 'unmatched') return { payment, ...(await setAside(tx, payment, verdict.reason, found)) };
      const { candidate, score } = verdict.match;
      const match = {
        rules: BOOKING_RULES,
        mode: settings.mode,
        ...shown(verdict.match),
        runner_up: found.ranked[1] ? shown(found.ranked[1]) : null,
        not_chosen: found.ranked.slice(1, 6).map(({ candidate: other }) => other.bookingId),
      };
      const certain = verdict.kind === 'confirm';
      const { bookingId } = candidate;
      if (await attach(tx, payment, { bookingId, confidence: score, certain, method: 'auto_gmail', match }))
        return { payment, outcome: certain ? 'confirmed' : 'proposed', bookingId, confidence: score };
    }
    return { payment, ...(await setAside(tx, payment, 'tie', null)) };
  }

  return {
    /** Finds the booking of each payment, one transaction each, under the mode that holds at that instant. */
    async matchPayments(input: {
      tenantId: string;
      paymentIds: string[];
    }): Promise<{ matched: number; unmatched: number }> {
      const counts = { matched: 0, unmatched: 0 };
      for (const paymentId of input.paymentIds) {
        const done = await db.withTenant(input.tenantId, (tx) => matchOne(tx, paymentId));
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

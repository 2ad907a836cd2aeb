import { eq } from 'drizzle-orm';
import { appendEvent } from '../../books/events.ts';
import { tellApprovers } from '../../books/notifications/tellApprovers.ts';
import { openTask } from '../../books/reviews/openTask.ts';
import { claimFaultsOf } from '../../db/bookings/openFaults.ts';
import { paidFacts, paymentFacts } from '../../db/bookings/paymentFacts.ts';
import { type PaymentRow, paymentColumns, payments } from '../../db/bookings/schema.ts';
import { claimsOf } from '../../db/bookings/transferClaims.ts';
import type { Transaction } from '../../db/database.ts';
import {
  BOOKING_RULES,
  type BookingFacts,
  type BookingMatch,
  matchBookings,
  type PaymentFacts,
  scored,
} from '../../domain/bookings/matching.ts';
import { nameUnmatchedPayment, stepsOnLink } from '../../domain/bookings/naming.ts';
import { asWarnings, mailFaults, type PaymentFault, paymentFaults } from '../../domain/bookings/paymentFaults.ts';
import type { Scored } from '../../domain/matching/evidence.ts';
import type { BookingActivities, UnmatchedInput } from '../../workflows/bookings/contract.ts';
import { candidateBookings } from './candidates.ts';
import type { BookingDeps } from './deps.ts';
import { linkGate, namedBookings } from './linkGate.ts';
import { paymentCard, REMIND_AFTER } from './paymentCard.ts';
import { settingsNow } from './settingsNow.ts';
import { candidateCard, claimCard, doublesOf, placesOf } from './unmatchedCard.ts';

const SHOWN_CANDIDATES = 5;

async function tell(
  tx: Transaction,
  input: UnmatchedInput,
  configured: string[],
  payment: PaymentRow,
  taskId: string,
): Promise<void> {
  await tellApprovers(tx, {
    tenantId: input.tenantId,
    batchKey: `${input.processId}:${taskId}:requested`,
    causeId: input.processId,
    configured,
    template: 'unmatched_payment',
    variables: {
      taskId,
      amountMinor: payment.amountMinor,
      currency: payment.currency,
      transactionId: payment.transactionId,
      sender: payment.senderName,
      paidAt: payment.paidAt.toISOString(),
      reason: payment.reason,
    },
  });
  await appendEvent(tx, {
    type: 'review_task_opened',
    actor: 'workflow',
    subject: `payment:${payment.id}`,
    data: { taskId, kind: 'unmatched_payment', reason: payment.reason },
  });
}

type Candidate = Scored<BookingFacts>;

/** When the first booking that may be meant loses its place; null where none is held any more. */
function firstHoldEnd(candidates: readonly Candidate[]): Date | null {
  const held = candidates.filter(({ candidate }) => candidate.status === 'Pending');
  const ends = held.map(({ candidate }) => candidate.expiresAtMs);
  return ends.length === 0 ? null : new Date(Math.min(...ends));
}

/** What may have been meant, the likeliest first, and then what reviewers have named. Each once. */
function candidatesOf(
  found: BookingMatch,
  facts: PaymentFacts,
  bookings: readonly BookingFacts[],
  named: readonly string[],
  country: string,
): Candidate[] {
  const payable = ({ candidate }: Candidate) => ['Pending', 'Waiting', 'Expired'].includes(candidate.status);
  const likely = (found.ranked.length > 0 ? found.ranked : found.near).filter(payable).slice(0, SHOWN_CANDIDATES);
  const shown = new Set(likely.map(({ candidate }) => candidate.bookingId));
  const others = bookings.filter(({ bookingId }) => named.includes(bookingId) && !shown.has(bookingId));
  return [...likely, ...others.map((booking) => scored(facts, booking, country)).filter(payable)];
}

/** What may have been meant by a payment without a booking, and what a reviewer is shown of it. */
async function unmatchedCard(tx: Transaction, deps: BookingDeps, payment: PaymentRow, named: readonly string[]) {
  const facts = paymentFacts(deps.cipher, payment);
  const paid = paidFacts(payment);
  const { phoneCountry } = await settingsNow(tx, deps.bookings);
  const claims = await claimsOf(tx, facts.transactionKey);
  const wanted = [...claims.map(({ bookingId }) => bookingId), ...named];
  const bookings = await candidateBookings(tx, deps.cipher, payment.tenantId, facts, wanted);
  const found = matchBookings(facts, bookings, phoneCountry);
  const candidates = candidatesOf(found, facts, bookings, named, phoneCountry);
  const places = await placesOf(
    tx,
    candidates.map(({ candidate }) => candidate.bookingId),
  );
  const taken = [...found.ranked, ...found.near].filter(({ candidate }) => candidate.taken);
  const doubles = await doublesOf(
    tx,
    payment,
    taken.map(({ candidate }) => candidate.bookingId),
  );
  const faultsWith = async (booking: BookingFacts | null): Promise<PaymentFault[]> => [
    ...(booking ? paymentFaults(paid, booking) : mailFaults(paid)),
    ...(await claimFaultsOf(tx, payment, booking)),
  ];
  const cards: (ReturnType<typeof candidateCard> & object)[] = [];
  for (const one of candidates)
    cards.push({ ...candidateCard(one, await faultsWith(one.candidate)), ...places.get(one.candidate.bookingId) });
  const best = candidates[0]?.candidate ?? null;
  // Of equals none is sure, and of mail that proved nothing nothing is.
  const isSure = best !== null && claims.length < 2 && mailFaults(paid).length === 0;
  return {
    best,
    holdEndsAt: firstHoldEnd(candidates),
    confidence: isSure ? (candidates[0]?.score ?? 0) / 100 / Math.max(1, found.best) : null,
    warnings: asWarnings(await faultsWith(best)),
    shown: {
      payment: paymentCard(payment),
      reason: payment.reason,
      candidates: cards,
      doubles,
      claims: claims.map((claim) => claimCard(facts, claim, bookings, phoneCountry)),
      rules: BOOKING_RULES,
      on_approve: stepsOnLink(payment, best),
    },
  };
}

export const openUnmatched =
  (deps: BookingDeps): BookingActivities['openUnmatched'] =>
  async (input) => {
    const { tenantId, processId, paymentId } = input;
    return deps.db.withTenant(tenantId, async (tx) => {
      const [payment] = await tx.select(paymentColumns).from(payments).where(eq(payments.id, paymentId));
      if (payment?.status !== 'unmatched') return null;
      const { best, ...card } = await unmatchedCard(tx, deps, payment, await namedBookings(tx, processId));
      const { opened, created } = await openTask(tx, {
        tenantId,
        processId,
        kind: 'unmatched_payment',
        gate: await linkGate(tx, processId, card.shown.candidates),
        subject: payment.transactionId ?? payment.emailSubject ?? payment.id,
        named: nameUnmatchedPayment(
          { ...payment, subject: payment.emailSubject, paidOn: payment.paidAt.toISOString() },
          best,
        ),
        reason: payment.reason,
        ...card,
        payee: best?.bookingId ?? null,
        currency: payment.currency,
        maximumMinor: payment.amountMinor,
        atRiskMinor: payment.amountMinor,
        hasProposal: best !== null,
        timings: REMIND_AFTER,
      });
      if (created) await tell(tx, input, deps.approverEmails, payment, opened.taskId);
      return opened;
    });
  };

import { eq } from 'drizzle-orm';
import { appendEvent } from '../../books/events.ts';
import { tellApprovers } from '../../books/notifications/tellApprovers.ts';
import { openTask } from '../../books/reviews/openTask.ts';
import { claimFaultsOf } from '../../db/bookings/openFaults.ts';
import { paidFacts, paymentFacts } from '../../db/bookings/paymentFacts.ts';
import { type PaymentRow, paymentColumns, payments } from '../../db/bookings/schema.ts';
import { claimsOf } from '../../db/bookings/transferClaims.ts';
import type { Transaction } from '../../db/database.ts';
import { BOOKING_RULES, matchBookings } from '../../domain/bookings/matching.ts';
import { asWarnings, mailFaults, paymentFaults } from '../../domain/bookings/paymentFaults.ts';
import type { BookingActivities, UnmatchedInput } from '../../workflows/bookings/contract.ts';
import { candidateBookings } from './candidates.ts';
import type { BookingDeps } from './deps.ts';
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

/** What may have been meant by a payment without a booking, and what a reviewer is shown of it. */
async function unmatchedCard(tx: Transaction, deps: BookingDeps, payment: PaymentRow) {
  const facts = paymentFacts(deps.cipher, payment);
  const paid = paidFacts(payment);
  const { phoneCountry } = await settingsNow(tx, deps.bookings);
  const claims = await claimsOf(tx, facts.transactionKey);
  const claimed = claims.map(({ bookingId }) => bookingId);
  const bookings = await candidateBookings(tx, deps.cipher, payment.tenantId, facts, claimed);
  const found = matchBookings(facts, bookings, phoneCountry);
  const candidates = (found.ranked.length > 0 ? found.ranked : found.near)
    .filter(({ candidate }) => ['Pending', 'Waiting', 'Expired'].includes(candidate.status))
    .slice(0, SHOWN_CANDIDATES);
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
  const best = candidates[0]?.candidate ?? null;
  const score = candidates[0]?.score ?? 0;
  // Of equals none is sure, and of mail that proved nothing nothing is.
  const isSure = best !== null && claims.length < 2 && mailFaults(paid).length === 0;
  return {
    best,
    confidence: isSure ? score / 100 / Math.max(1, found.best) : null,
    warnings: asWarnings([
      ...(best ? paymentFaults(paid, best) : mailFaults(paid)),
      ...(await claimFaultsOf(tx, payment, best)),
    ]),
    shown: {
      payment: paymentCard(payment),
      reason: payment.reason,
      candidates: candidates.map((one) => ({ ...candidateCard(paid, one), ...places.get(one.candidate.bookingId) })),
      doubles,
      claims: claims.map((claim) => claimCard(facts, claim, bookings, phoneCountry)),
      rules: BOOKING_RULES,
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
      const { best, ...card } = await unmatchedCard(tx, deps, payment);
      const { opened, created } = await openTask(tx, {
        tenantId,
        processId,
        kind: 'unmatched_payment',
        gate: 'link',
        subject: payment.transactionId ?? payment.emailSubject ?? payment.id,
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

import { eq } from 'drizzle-orm';
import { appendEvent } from '../../books/events.ts';
import { tellApprovers } from '../../books/notifications/tellApprovers.ts';
import { closeProcess } from '../../books/operations/closeProcess.ts';
import { openTask } from '../../books/reviews/openTask.ts';
import { paymentColumns, payments } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { tenantSettings } from '../../db/identity/schema.ts';
import { BOOKING_RULES, matchBookings } from '../../domain/bookings/matching.ts';
import { asWarnings, mailFaults, paymentFaults } from '../../domain/bookings/paymentFaults.ts';
import { settingsOf } from '../../domain/bookings/settings.ts';
import type { UnmatchedInput } from '../../workflows/bookings/contract.ts';
import type { OpenedTask } from '../../workflows/reviews/contract.ts';
import { candidateBookings } from './candidates.ts';
import { type BookingDeps, paymentCard, REMIND_AFTER } from './createBookingActivities.ts';
import { claimFaultsOf } from './openFaults.ts';
import { type PaymentRow, paidFacts, paymentFacts } from './paymentFacts.ts';
import { claimsOf } from './transferClaims.ts';
import { candidateCard, claimCard, doublesOf, placesOf } from './unmatchedCard.ts';

const SHOWN_CANDIDATES = 5;

/** A payment that has no booking, and the person who finds one for it. */
export function createUnmatchedActivities(deps: BookingDeps & { cipher: FieldCipher }) {
  const { db, cipher, approverEmails } = deps;

  async function tell(tx: Transaction, input: UnmatchedInput, payment: PaymentRow, taskId: string): Promise<void> {
    await tellApprovers(tx, {
      tenantId: input.tenantId,
      batchKey: `${input.processId}:${taskId}:requested`,
      configured: approverEmails,
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

  return {
    /** Opens the task with what is known and what may have been meant; null when the payment has found its booking. */
    async openUnmatched(input: UnmatchedInput): Promise<OpenedTask | null> {
      const { tenantId, processId } = input;
      return db.withTenant(tenantId, async (tx) => {
        const [payment] = await tx.select(paymentColumns).from(payments).where(eq(payments.id, input.paymentId));
        if (payment?.status !== 'unmatched') return null;
        const facts = paymentFacts(cipher, payment);
        const paid = paidFacts(payment);
        const [tenant] = await tx.select().from(tenantSettings);
        const { phoneCountry } = settingsOf(deps.bookings, tenant);
        const claims = await claimsOf(tx, facts.transactionKey);
        const claimed = claims.map(({ bookingId }) => bookingId);
        const bookings = await candidateBookings(tx, cipher, tenantId, facts, claimed);
        const found = matchBookings(facts, bookings, phoneCountry);
        const candidates = (found.ranked.length > 0 ? found.ranked : found.near)
          .filter(({ candidate }) => ['Pending', 'Waiting', 'Expired'].includes(candidate.status))
          .slice(0, SHOWN_CANDIDATES);
        const best = candidates[0]?.candidate;
        const score = candidates[0]?.score ?? 0;
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
        const { opened, created } = await openTask(tx, {
          tenantId,
          processId,
          kind: 'unmatched_payment',
          gate: 'link',
          subject: payment.transactionId ?? payment.emailSubject ?? payment.id,
          reason: payment.reason,
          shown: {
            payment: paymentCard(payment),
            reason: payment.reason,
            candidates: candidates.map((one) => ({
              ...candidateCard(paid, one),
              ...places.get(one.candidate.bookingId),
            })),
            doubles,
            claims: claims.map((claim) => claimCard(facts, claim, bookings, phoneCountry)),
            rules: BOOKING_RULES,
          },
          warnings: asWarnings([
            ...(best ? paymentFaults(paid, best) : mailFaults(paid)),
            ...(await claimFaultsOf(tx, payment, best ?? null)),
          ]),
          payee: best?.bookingId ?? null,
          currency: payment.currency,
          maximumMinor: payment.amountMinor,
          atRiskMinor: payment.amountMinor,
          // Of equals none is sure, and of mail that proved nothing nothing is.
          confidence:
            best && claims.length < 2 && mailFaults(paid).length === 0 ? score / 100 / Math.max(1, found.best) : null,
          hasProposal: best !== undefined,
          timings: REMIND_AFTER,
        });
        if (created) await tell(tx, input, payment, opened.taskId);
        return opened;
      });
    },

    async closeUnmatched(input: UnmatchedInput): Promise<void> {
      await db.withTenant(input.tenantId, (tx) => closeProcess(tx, input.processId));
    },
  };
}

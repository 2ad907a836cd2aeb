import { and, eq, isNull, sql } from 'drizzle-orm';
import type Stripe from 'stripe';
import { appendEvent } from '../../db/events.ts';
import { moneyCommands, moneyExposures } from '../../db/schema/money.ts';
import { reviewDecisions } from '../../db/schema/reviews.ts';
import { STRIPE_API_VERSION } from '../../providers/stripe/client.ts';
import { stripeError } from '../../providers/stripe/errors.ts';
import { externalRefundRecord, ZUORA_API_VERSION } from '../../providers/zuora/client.ts';
import { type RefundParameters, stripeRefundAdapter, zuoraRefundAdapter } from '../money/adapters.ts';
import { advanceCommand, type Command, finishCommand, type MoneyStep } from '../money/advanceCommand.ts';
import { postPhase } from '../money/ledger.ts';
import { ChargeOfAnotherTenant, createIntents, type ExecuteDeps, isCheckViolation } from './intents.ts';
import { loadRun, type RunScope } from './runState.ts';

/** The resolution executor: intents from approvals, and their way to a known outcome. */
export function createExecuteActivities({ db, stripe, billing }: ExecuteDeps) {
  const { findCommand, readAgain, caseAlreadyRefunded, intend, decisionOf } = createIntents({ db, stripe, billing });

  return {
    /** Sends the approved refund exactly once in effect, or says what stands in its way. */
    async executeRefund(input: RunScope & { decisionId: string }): Promise<MoneyStep> {
      let command = await findCommand(input, input.decisionId, 'refund');
      if (!command) {
        const decision = await decisionOf(input, input.decisionId);
        const repeated =
          !decision.allowRepeat &&
          (await db.withTenant(input.tenantId, (tx) => caseAlreadyRefunded(tx, input, decision.id)));
        if (repeated) return { kind: 'refused', commandId: '', code: 'CASE_ALREADY_REFUNDED' };
        const { charge, problem } = await readAgain(input, decision);
        if (problem) return { kind: 'review_again', reason: problem };
        const parameters: RefundParameters = {
          charge: decision.payee,
          amount: decision.approvedMinor,
          metadata: { business_key: `${input.tenantId}:${decision.id}:refund` },
        };
        try {
          const intended = await intend(
            input,
            decision,
            {
              leg: 'refund',
              vendor: 'stripe',
              parameters,
              apiVersion: STRIPE_API_VERSION,
              mock: stripe(input.tenantId).mock,
            },
            charge,
          );
          if (intended === 'stopped') return { kind: 'stopped' };
          command = intended;
        } catch (error) {
          if (error instanceof ChargeOfAnotherTenant)
            return { kind: 'refused', commandId: '', code: 'CHARGE_OF_ANOTHER_TENANT' };
          if (!isCheckViolation(error)) throw error;
          return { kind: 'review_again', reason: 'charge_changed' };
        }
      }
      return advanceCommand(db, input.tenantId, command.id, stripeRefundAdapter(stripe(input.tenantId).client));
    },

    /** Records the refund in billing as an external one: a record, never a second credit. */
    async recordRefundInBilling(input: RunScope & { decisionId: string }): Promise<MoneyStep> {
      let command = await findCommand(input, input.decisionId, 'billing');
      if (!command) {
        const decision = await decisionOf(input, input.decisionId);
        const run = await db.withTenant(input.tenantId, (tx) => loadRun(tx, input.processId));
        const paymentId = await billing(input.tenantId).findPayment(run.customerId, decision.payee);
        if (!paymentId) return { kind: 'refused', commandId: '', code: 'PAYMENT_NOT_FOUND' };
        const parameters = externalRefundRecord(
          paymentId,
          decision.approvedMinor,
          decision.currency,
          `${input.tenantId}:${decision.id}:billing`,
        );
        const intended = await intend(
          input,
          decision,
          {
            leg: 'billing',
            vendor: 'zuora',
            parameters,
            apiVersion: ZUORA_API_VERSION,
            mock: billing(input.tenantId).mock,
          },
          null,
        );
        if (intended === 'stopped') return { kind: 'stopped' };
        command = intended;
      }
      return advanceCommand(db, input.tenantId, command.id, zuoraRefundAdapter(billing(input.tenantId)));
    },

    /** Applies a person's answer about an unknown outcome: found is checked at the vendor, absent allows one more round of lookups. */
    async settleUnknown(input: RunScope & { commandId: string; decisionId: string }): Promise<void> {
      const { decision, command } = await db.withTenant(input.tenantId, async (tx) => ({
        decision: (await tx.select().from(reviewDecisions).where(eq(reviewDecisions.id, input.decisionId)))[0],
        command: (await tx.select().from(moneyCommands).where(eq(moneyCommands.id, input.commandId)))[0],
      }));
      if (!decision || !command) throw new Error('nothing to settle');
      if (decision.decision === 'found' && decision.vendorId && (await isEffectOf(command, decision.vendorId))) {
        await db.withTenant(input.tenantId, (tx) =>
          finishCommand(tx, command.id, { kind: 'applied', vendorId: decision.vendorId ?? '' }),
        );
      } else if (decision.decision === 'absent') {
        await db.withTenant(input.tenantId, async (tx) => {
          await tx.update(moneyCommands).set({ lookups: 0 }).where(eq(moneyCommands.id, command.id));
          await appendEvent(tx, {
            type: 'money_outcome_resolved',
            actor: decision.actor,
            subject: `process:${input.processId}`,
            data: { commandId: command.id, found: false },
            requestId: input.requestId,
          });
        });
      }
    },

    /** A refund that failed after it had succeeded: reversed in the ledger, taken off the exposure, ready for a new decision. */
    async reverseFailedRefund(input: RunScope & { commandId: string }): Promise<void> {
      const [command] = await db.withTenant(input.tenantId, (tx) =>
        tx.select().from(moneyCommands).where(eq(moneyCommands.id, input.commandId)),
      );
      if (!command?.vendorId || command.failedLaterAt) return;
      let refund: Stripe.Refund;
      try {
        // The vendor's object decides, not the webhook that spoke of it.
        refund = await stripe(input.tenantId).client.refunds.retrieve(command.vendorId);
      } catch (error) {
        throw stripeError(error);
      }
      if (refund.status !== 'failed' && refund.status !== 'canceled') return;
      await db.withTenant(input.tenantId, async (tx) => {
        const updated = await tx
          .update(moneyCommands)
          .set({ failedLaterAt: sql`now()` })
          .where(and(eq(moneyCommands.id, command.id), isNull(moneyCommands.failedLaterAt)))
          .returning();
        if (updated.length === 0) return;
        if (command.exposureKey)
          await tx
            .update(moneyExposures)
            .set({ appliedMinor: sql`applied_minor - ${command.amountMinor}` })
            .where(eq(moneyExposures.key, command.exposureKey));
        await postPhase(tx, command, 'reversed');
        await appendEvent(tx, {
          type: 'money_failed_later',
          actor: 'vendor',
          subject: `process:${command.processId}`,
          data: {
            commandId: command.id,
            vendorId: command.vendorId,
            amountMinor: command.amountMinor,
            currency: command.currency,
          },
          requestId: input.requestId,
        });
      });
    },
  };

  async function isEffectOf(command: Command, vendorId: string): Promise<boolean> {
    if (command.vendor !== 'stripe')
      return (await zuoraRefundAdapter(billing(command.tenantId)).lookup(command)) === vendorId;
    try {
      const refund = await stripe(command.tenantId).client.refunds.retrieve(vendorId);
      return (
        refund.charge === command.payee &&
        refund.amount === command.amountMinor &&
        refund.currency.toUpperCase() === command.currency
      );
    } catch (error) {
      const mapped = stripeError(error);
      if (mapped.kind === 'terminal') return false;
      throw mapped;
    }
  }
}

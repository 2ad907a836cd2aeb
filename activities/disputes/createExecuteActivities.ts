import { and, eq } from 'drizzle-orm';
import { appendEvent } from '../../books/events.ts';
import type { Transaction } from '../../db/database.ts';
import { moneyCommands } from '../../db/money/schema.ts';
import { reviewDecisions } from '../../db/reviews/schema.ts';
import type { BillingFacts } from '../../domain/disputes/facts.ts';
import { adoptionProblem } from '../../domain/money/adoption.ts';
import { AmountError } from '../../domain/money/money.ts';
import { toStripeUnits } from '../../domain/money/stripeUnits.ts';
import { STRIPE_API_VERSION } from '../../providers/stripe/client.ts';
import { hasFailed, refundFacts } from '../../providers/stripe/records.ts';
import { ZUORA_API_VERSION } from '../../providers/zuora/caller.ts';
import { externalRefundRecord } from '../../providers/zuora/client.ts';
import { type RefundParameters, stripeRefundAdapter, zuoraRefundAdapter } from '../money/adapters.ts';
import {
  advanceCommand,
  type Command,
  finishCommand,
  type MoneyStep,
  type ProvedOutcome,
  REFUND_FAILED,
} from '../money/advanceCommand.ts';
import { paymentForRecord } from './billingPayment.ts';
import { readRefund, reverseIfFailed, reverseWhatFailed } from './failedRefunds.ts';
import { ChargeOfAnotherTenant, createIntents, type ExecuteDeps, isCheckViolation } from './intents.ts';
import { loadRun, type RunScope, updateRun } from './runState.ts';

/** The resolution executor: intents from approvals, and their way to a known outcome. */
export function createExecuteActivities({ db, stripe, billing }: ExecuteDeps) {
  const { findCommand, readAgain, caseAlreadyRefunded, intend, decisionOf } = createIntents({ db, stripe, billing });

  return {
    /** Sends the approved refund exactly once in effect, or says what stands in its way. */
    async executeRefund(input: RunScope & { decisionId: string }): Promise<MoneyStep> {
      let command = await findCommand(input, input.decisionId, 'refund');
      if (!command) {
        const decision = await decisionOf(input, input.decisionId);
        await reverseWhatFailed(db, (await stripe(input.tenantId)).client, input);
        const repeated =
          !decision.allowRepeat &&
          (await db.withTenant(input.tenantId, (tx) => caseAlreadyRefunded(tx, input, decision.id)));
        if (repeated) return { kind: 'refused', commandId: '', code: 'CASE_ALREADY_REFUNDED' };
        const { charge, problem } = await readAgain(input, decision);
        if (problem) return { kind: 'review_again', reason: problem };
        const parameters = refundParameters(input.tenantId, decision);
        if (!parameters) return { kind: 'review_again', reason: 'amount_not_payable' };
        try {
          const intended = await intend(
            input,
            decision,
            {
              leg: 'refund',
              vendor: 'stripe',
              parameters,
              apiVersion: STRIPE_API_VERSION,
              mock: (await stripe(input.tenantId)).mock,
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
      const step = await advanceCommand(
        db,
        input.tenantId,
        command.id,
        stripeRefundAdapter((await stripe(input.tenantId)).client),
      );
      // It was made and came back: nobody was paid, so a person decides again instead of the case ending here.
      return step.kind === 'refused' && step.code === REFUND_FAILED
        ? { kind: 'review_again', reason: REFUND_FAILED }
        : step;
    },

    /** Records the refund in billing as an external one: a record, never a second credit. */
    async recordRefundInBilling(input: RunScope & { decisionId: string }): Promise<MoneyStep> {
      let command = await findCommand(input, input.decisionId, 'billing');
      if (!command) {
        const decision = await decisionOf(input, input.decisionId);
        const run = await db.withTenant(input.tenantId, (tx) => loadRun(tx, input.processId));
        const account = (run.billingData as Partial<BillingFacts> | null)?.customerId ?? run.customerId;
        const payments = await (await billing(input.tenantId)).payments(account);
        const refund = await findCommand(input, input.decisionId, 'refund');
        const found = await paymentForRecord(db, input, decision, refund?.id ?? '', payments);
        if ('code' in found) {
          if (!refund || !found.ask) return { kind: 'refused', commandId: '', code: found.code };
          // A person is shown what billing has now.
          await db.withTenant(input.tenantId, (tx) =>
            updateRun(tx, input.processId, 'executing', { billingData: { ...(run.billingData as object), payments } }),
          );
          return { kind: 'ask_person', commandId: refund.id };
        }
        const parameters = externalRefundRecord(
          found.paymentId,
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
            mock: (await billing(input.tenantId)).mock,
          },
          null,
        );
        if (intended === 'stopped') return { kind: 'stopped' };
        command = intended;
      }
      return advanceCommand(db, input.tenantId, command.id, zuoraRefundAdapter(await billing(input.tenantId)));
    },

    /** Applies a person's answer about an unknown outcome: found is checked at the vendor, absent allows one more round of lookups. */
    async settleUnknown(input: RunScope & { commandId: string; decisionId: string }): Promise<void> {
      const { decision, command } = await db.withTenant(input.tenantId, async (tx) => ({
        decision: (await tx.select().from(reviewDecisions).where(eq(reviewDecisions.id, input.decisionId)))[0],
        command: (await tx.select().from(moneyCommands).where(eq(moneyCommands.id, input.commandId)))[0],
      }));
      if (!decision || !command) throw new Error('nothing to settle');
      const { actor, decision: answer, vendorId } = decision;
      // The money is settled: the question was where billing records it, and the record reads the answer itself.
      if (command.state === 'applied') return;
      if (answer === 'found' && vendorId) {
        const found = await effectOf(command, vendorId);
        await db.withTenant(input.tenantId, async (tx) => {
          if (found.outcome) await finishCommand(tx, command.id, found.outcome);
          await answered(tx, input, { actor, found: found.outcome !== null, refusedBecause: found.problem });
        });
      } else if (answer === 'absent') {
        await db.withTenant(input.tenantId, async (tx) => {
          await tx.update(moneyCommands).set({ lookups: 0 }).where(eq(moneyCommands.id, command.id));
          await answered(tx, input, { actor, found: false, refusedBecause: null });
        });
      }
    },

    /** A refund that failed after it had succeeded: reversed in the ledger, taken off the exposure, ready for a new decision. */
    async reverseFailedRefund(input: RunScope & { commandId: string }): Promise<void> {
      const [command] = await db.withTenant(input.tenantId, (tx) =>
        tx.select().from(moneyCommands).where(eq(moneyCommands.id, input.commandId)),
      );
      if (command) await reverseIfFailed(db, (await stripe(input.tenantId)).client, input, command);
    },
  };

  /** What the effect that a person names means for a command; null with the reason why it is not this command's. */
  async function effectOf(
    command: Command,
    vendorId: string,
  ): Promise<{ outcome: ProvedOutcome | null; problem: string | null }> {
    if (command.vendor !== 'stripe') {
      const found = await zuoraRefundAdapter(await billing(command.tenantId)).lookup(command);
      return found?.vendorId === vendorId
        ? { outcome: found, problem: null }
        : { outcome: null, problem: 'not_at_vendor' };
    }
    const refund = await readRefund((await stripe(command.tenantId)).client, vendorId);
    if (!refund) return { outcome: null, problem: 'not_at_vendor' };
    const owners = await db.withPlatform('owner of a refund', (tx) =>
      tx
        .select({ id: moneyCommands.id })
        .from(moneyCommands)
        .where(and(eq(moneyCommands.vendor, 'stripe'), eq(moneyCommands.vendorId, vendorId))),
    );
    const ownedByOther = owners.some((owner) => owner.id !== command.id);
    const problem = adoptionProblem(command, refundFacts(refund), ownedByOther, Date.now());
    if (problem) return { outcome: null, problem };
    return {
      outcome: hasFailed(refund) ? { kind: 'refused', code: REFUND_FAILED, vendorId } : { kind: 'applied', vendorId },
      problem: null,
    };
  }
}

/** Body of a refund in the vendor's units; null when the vendor can't take this amount. */
function refundParameters(
  tenantId: string,
  decision: { id: string; payee: string; approvedMinor: number; currency: string },
): RefundParameters | null {
  try {
    return {
      charge: decision.payee,
      amount: toStripeUnits(decision.approvedMinor, decision.currency),
      metadata: { business_key: `${tenantId}:${decision.id}:refund` },
    };
  } catch (error) {
    if (error instanceof AmountError) return null;
    throw error;
  }
}

/** What became of a person's answer, for whoever asks later. */
const answered = (
  tx: Transaction,
  scope: RunScope & { commandId: string },
  outcome: { actor: string; found: boolean; refusedBecause: string | null },
) =>
  appendEvent(tx, {
    type: 'money_outcome_resolved',
    actor: outcome.actor,
    subject: `process:${scope.processId}`,
    data: {
      commandId: scope.commandId,
      found: outcome.found,
      ...(outcome.refusedBecause ? { refusedBecause: outcome.refusedBecause } : {}),
    },
    requestId: scope.requestId,
  });

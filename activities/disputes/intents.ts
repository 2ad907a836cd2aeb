import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import type Stripe from 'stripe';
import { appendEvent } from '../../books/events.ts';
import type { Database, Transaction } from '../../db/database.ts';
import { workflowStates } from '../../db/disputes/schema.ts';
import { moneyCommands, moneyExposures } from '../../db/money/schema.ts';
import { reviewDecisions, reviewSnapshots } from '../../db/reviews/schema.ts';
import { hasCredit, judgeCharge, mayBePaidBack, refundableMinor } from '../../domain/disputes/chargeSelection.ts';
import type { ChargeFacts, CollectedFacts } from '../../domain/disputes/facts.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { warningsOf } from '../../domain/reviews/warnings.ts';
import { stripeError } from '../../providers/stripe/errors.ts';
import { chargeFacts } from '../../providers/stripe/records.ts';
import type { BillingClient } from '../../providers/zuora/client.ts';
import type { Command } from '../money/advanceCommand.ts';
import { postPhase } from '../money/ledger.ts';
import { moneyIsStopped } from '../money/moneyStop.ts';
import { loadRun, type RunRow, type RunScope, updateRun, usableFacts } from './runState.ts';

export interface ExecuteDeps {
  db: Database;
  stripe: (tenantId: string) => Promise<{ client: Stripe; mock: boolean }>;
  billing: (tenantId: string) => Promise<BillingClient>;
}

type Decision = typeof reviewDecisions.$inferSelect;
type Approved = Decision & { approvedMinor: number; currency: string; payee: string };

function assertApproved(decision: Decision | undefined): Approved {
  if (
    !decision ||
    !['approved', 'modified'].includes(decision.decision) ||
    !decision.approvedMinor ||
    !decision.currency ||
    !decision.payee
  ) {
    throw new Error('no approval of money behind this execution');
  }
  return { ...decision, approvedMinor: decision.approvedMinor, currency: decision.currency, payee: decision.payee };
}

const sameCharge = (shown: ChargeFacts, now: ChargeFacts) =>
  shown.amountMinor === now.amountMinor &&
  shown.refundedMinor === now.refundedMinor &&
  shown.currency === now.currency &&
  !now.disputed;

/** The charge was paid back by another tenant: one vendor account serves two of them, which is a mistake in configuration. */
export class ChargeOfAnotherTenant extends Error {}

/** What the approval was shown, as far as sending needs it. */
interface ShownCharges {
  charges?: ChargeFacts[];
  payee?: string | null;
}

/** What now speaks against sending although it did not when the money was approved; null = nothing does. */
function problemSince(
  decision: Approved,
  shown: ShownCharges,
  now: ChargeFacts,
  facts: CollectedFacts,
): 'chargeback_open' | 'credit_given' | 'charge_changed' | null {
  if (now.disputed) return 'chargeback_open';
  if (hasCredit(facts.billing)) return 'credit_given';
  const before = shown.charges?.find((charge) => charge.chargeId === decision.payee);
  if (!before || !sameCharge(before, now) || decision.approvedMinor > refundableMinor(now)) return 'charge_changed';
  const warnings = judgeCharge(now, facts);
  if (!mayBePaidBack(warnings)) return 'charge_changed';
  // A reason lifts only the warnings that were read; another candidate than the proposed one has only billing's.
  const ofPayee = shown.payee === decision.payee;
  const read = decision.overrideReason
    ? warningsOf(shown).filter(({ code }) => ofPayee || code === 'billing_payment_unclear')
    : [];
  return warnings.every(({ code }) => read.some((known) => known.code === code)) ? null : 'charge_changed';
}

export const isCheckViolation = (error: unknown): boolean => {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === '23514';
};

/** From an approval to the intent of a money command: everything that must hold before anything is sent. */
export function createIntents({ db, stripe, billing }: ExecuteDeps) {
  async function findCommand(scope: RunScope, decisionId: string, leg: Command['leg']): Promise<Command | undefined> {
    const [command] = await db.withTenant(scope.tenantId, (tx) =>
      tx
        .select()
        .from(moneyCommands)
        .where(and(eq(moneyCommands.decisionId, decisionId), eq(moneyCommands.leg, leg))),
    );
    return command;
  }

  /** Charge, credits and billing's payments as they are now. */
  async function presentFacts(run: RunRow, decision: Approved): Promise<{ now: ChargeFacts; facts: CollectedFacts }> {
    const [{ client: gateway }, books] = await Promise.all([stripe(run.tenantId), billing(run.tenantId)]);
    const known = usableFacts(run);
    // Without the records that were judged nothing can be judged again.
    if (!known) throw new CodedError('CHARGE_CHANGED');
    const account = known.billing.customerId ?? run.customerId;
    const [now, credits, payments] = await Promise.all([
      gateway.charges
        .retrieve(decision.payee)
        .catch((error: unknown) => {
          throw stripeError(error);
        })
        .then(chargeFacts),
      books.creditsForCase(account, run.caseId, decision.currency),
      books.payments(account),
    ]);
    const others = known.payments.charges.filter((charge) => charge.chargeId !== now.chargeId);
    return {
      now,
      facts: {
        ...known,
        payments: { ...known.payments, charges: [now, ...others], readAt: new Date().toISOString() },
        billing: {
          ...known.billing,
          ...credits,
          payments,
        },
      },
    };
  }

  /** Reads the charge again: what was approved must still be what is there, and belong to whom it did. */
  async function readAgain(
    scope: RunScope,
    decision: Approved,
  ): Promise<{ charge: ChargeFacts; problem: string | null }> {
    const { run, snapshot } = await db.withTenant(scope.tenantId, async (tx) => ({
      run: await loadRun(tx, scope.processId),
      snapshot: (await tx.select().from(reviewSnapshots).where(eq(reviewSnapshots.id, decision.snapshotId)))[0],
    }));
    const { now, facts } = await presentFacts(run, decision);
    const shown = JSON.parse(snapshot?.canonicalJson ?? '{}') as ShownCharges;
    const problem = problemSince(decision, shown, now, facts);
    if (problem) {
      await db.withTenant(scope.tenantId, async (tx) => {
        await updateRun(tx, scope.processId, 'executing', { paymentData: facts.payments, billingData: facts.billing });
        await appendEvent(tx, {
          type: 'money_not_sent',
          actor: 'workflow',
          subject: `process:${scope.processId}`,
          data: { decisionId: decision.id, problem },
          requestId: scope.requestId,
        });
      });
    }
    return { charge: now, problem };
  }

  async function caseAlreadyRefunded(tx: Transaction, scope: RunScope, decisionId: string): Promise<boolean> {
    const run = await loadRun(tx, scope.processId);
    const [other] = await tx
      .select({ id: moneyCommands.id })
      .from(moneyCommands)
      .innerJoin(workflowStates, eq(workflowStates.processId, moneyCommands.processId))
      .where(
        and(
          eq(workflowStates.caseId, run.caseId),
          ne(moneyCommands.decisionId, decisionId),
          eq(moneyCommands.leg, 'refund'),
          ne(moneyCommands.state, 'refused'),
          isNull(moneyCommands.failedLaterAt),
        ),
      )
      .limit(1);
    return other !== undefined;
  }

  /** Locks the exposure row of the charge and adds this refund to it; the row's check refuses more than is refundable. */
  async function expose(
    tx: Transaction,
    scope: RunScope,
    key: string,
    decision: Approved,
    charge: ChargeFacts,
  ): Promise<void> {
    await tx
      .insert(moneyExposures)
      .values({ tenantId: scope.tenantId, key, currency: charge.currency, limitMinor: charge.amountMinor })
      .onConflictDoNothing();
    const [row] = await tx.select().from(moneyExposures).where(eq(moneyExposures.key, key)).for('update');
    // Neither written nor found: the row is another tenant's, which has paid this charge back before.
    if (!row) throw new ChargeOfAnotherTenant();
    // As the charge says it now: a refund made elsewhere that came back no longer counts.
    const elsewhere = charge.refundedMinor - row.appliedMinor;
    await tx
      .update(moneyExposures)
      .set({ elsewhereMinor: Math.max(0, elsewhere), openMinor: sql`open_minor + ${decision.approvedMinor}` })
      .where(eq(moneyExposures.key, key));
  }

  async function intend(
    scope: RunScope,
    decision: Approved,
    intent: Pick<typeof moneyCommands.$inferInsert, 'leg' | 'vendor' | 'parameters' | 'apiVersion' | 'mock'>,
    charge: ChargeFacts | null,
  ): Promise<Command | 'stopped'> {
    // Business identity only: a run id, an attempt number or a random would make a second effect possible.
    const idempotencyKey = `${scope.tenantId}:${decision.id}:${intent.leg}`;
    const exposureKey = charge ? `stripe_charge:${charge.chargeId}` : null;
    return db.withTenant(scope.tenantId, async (tx) => {
      if (await moneyIsStopped(tx)) return 'stopped';
      const [command] = await tx
        .insert(moneyCommands)
        .values({
          tenantId: scope.tenantId,
          processId: scope.processId,
          decisionId: decision.id,
          idempotencyKey,
          payee: decision.payee,
          amountMinor: decision.approvedMinor,
          currency: decision.currency,
          exposureKey,
          ...intent,
        })
        .onConflictDoNothing()
        .returning();
      if (!command) {
        const [existing] = await tx
          .select()
          .from(moneyCommands)
          .where(eq(moneyCommands.idempotencyKey, idempotencyKey));
        if (!existing) throw new Error('money command neither written nor found');
        return existing;
      }
      if (charge && exposureKey) await expose(tx, scope, exposureKey, decision, charge);
      await postPhase(tx, command, 'pending');
      await updateRun(tx, scope.processId, 'executing');
      await appendEvent(tx, {
        type: 'money_intended',
        actor: 'workflow',
        subject: `process:${scope.processId}`,
        data: {
          commandId: command.id,
          decisionId: decision.id,
          leg: intent.leg,
          amountMinor: command.amountMinor,
          currency: command.currency,
        },
        requestId: scope.requestId,
      });
      return command;
    });
  }

  async function decisionOf(scope: RunScope, decisionId: string): Promise<Approved> {
    const [decision] = await db.withTenant(scope.tenantId, (tx) =>
      tx.select().from(reviewDecisions).where(eq(reviewDecisions.id, decisionId)),
    );
    return assertApproved(decision);
  }

  return { findCommand, readAgain, caseAlreadyRefunded, intend, decisionOf };
}

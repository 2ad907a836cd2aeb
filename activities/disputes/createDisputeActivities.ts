import { desc, eq, sql } from 'drizzle-orm';
import type { Database, Transaction } from '../../db/database.ts';
import { appendEvent } from '../../db/events.ts';
import { closeProcess } from '../../db/processes.ts';
import { disputeResolutions, workflowStates } from '../../db/schema/disputes.ts';
import { tenantSettings } from '../../db/schema/identity.ts';
import { moneyCommands } from '../../db/schema/money.ts';
import { reviewDecisions, reviewTasks } from '../../db/schema/reviews.ts';
import { maximumRefund } from '../../domain/disputes/bounds.ts';
import { chooseCharge, refundableMinor } from '../../domain/disputes/chargeSelection.ts';
import type { ChargeFacts } from '../../domain/disputes/facts.ts';
import { caseQuery } from '../../domain/disputes/prompt.ts';
import { validateDispute } from '../../domain/disputes/validate.ts';
import { formatAmount } from '../../domain/money/money.ts';
import type { DisputeResult } from '../../workflows/disputes/contract.ts';
import type { OpenedTask, ReviewTimings } from '../../workflows/reviews/contract.ts';
import { approvers, type Message, queueNotifications } from '../notifications/queueNotifications.ts';
import { openTask } from '../reviews/openTask.ts';
import { writeCosts } from './costs.ts';
import {
  factsOf,
  loadRun,
  type PromptContext,
  type RunRow,
  type RunScope,
  type StoredProposal,
  updateRun,
} from './runState.ts';

export interface DisputeDeps {
  db: Database;
  approverEmails: string[];
  /** Whether review requests are also published to the review queue. */
  publishesReviews: boolean;
}

export type ValidationVerdict =
  | { kind: 'ready' }
  | { kind: 'needs_charge'; chargeId: string }
  | { kind: 'invalid'; rule: string }
  | { kind: 'parked'; reason: string };

/** Reasons under which no refund may be approved, whatever the reviewer types. */
const MONEY_BLOCKED = new Set(['chargeback_open', 'credit_given', 'nothing_refundable', 'vendor_unavailable']);

const STATUS: Record<DisputeResult['outcome'], 'completed' | 'failed'> = {
  refunded: 'completed',
  resolved_without_refund: 'completed',
  rejected: 'completed',
  expired: 'completed',
  invalid: 'failed',
  failed: 'failed',
};
const LAST_STEP = {
  refunded: 'completed',
  resolved_without_refund: 'completed',
  rejected: 'rejected',
  expired: 'expired',
  invalid: 'invalid',
  failed: 'failed',
} as const;

async function chargesForReview(tx: Transaction, run: RunRow) {
  const [settings] = await tx.select().from(tenantSettings);
  if (!run.crmData || !run.paymentData || !run.billingData)
    return { charge: null, candidates: [] as ChargeFacts[], maximumMinor: 0 };
  const facts = factsOf(run);
  const choice = chooseCharge(facts);
  const charge = choice.kind === 'candidates' ? null : choice.charge;
  const candidates = choice.kind === 'candidates' ? choice.charges : [];
  const refundable = charge ? refundableMinor(charge) : Math.max(0, ...candidates.map(refundableMinor));
  const maximumMinor = maximumRefund({
    disputedMinor: facts.crm.dispute.amountMinor,
    refundableMinor: refundable,
    policyCapMinor: settings?.policyCapMinor ?? null,
    reviewerLimitMinor: settings?.reviewerLimitMinor ?? null,
  });
  return { charge, candidates, maximumMinor };
}

const chargeShown = (charge: ChargeFacts) => ({
  charge_id: charge.chargeId,
  amount_minor: charge.amountMinor,
  refundable_minor: refundableMinor(charge),
  currency: charge.currency,
  created_at: charge.createdAt,
});

/** The dispute's own steps in the books: validator, review sender, results storer, error handler. */
export function createDisputeActivities({ db, approverEmails, publishesReviews }: DisputeDeps) {
  /** What the reviewer sees: everything the decision is about, and what approving it will do. */
  async function shownTo(tx: Transaction, run: RunRow, round: number, parkedReason: string | null) {
    const stored = run.resolutionProposal as StoredProposal | null;
    const proposed = stored?.kind === 'proposed' && stored.round === round && !parkedReason ? stored : null;
    const context = run.promptContext as PromptContext | null;
    const { charge, candidates, maximumMinor } = await chargesForReview(tx, run);
    const facts = run.crmData ? factsOf(run) : null;
    const payee = proposed?.charge.chargeId ?? charge?.chargeId ?? null;
    const currency = facts?.crm.dispute.currency ?? null;
    const blocked = parkedReason !== null && MONEY_BLOCKED.has(parkedReason);
    const shown = {
      case: facts
        ? {
            case_id: run.caseId,
            customer_id: run.customerId,
            type: facts.crm.dispute.disputeType,
            amount_minor: facts.crm.dispute.amountMinor,
            currency,
            text: facts.crm.dispute.description,
            segment: facts.crm.dispute.segment,
          }
        : { case_id: run.caseId, customer_id: run.customerId },
      proposal: proposed
        ? {
            action: proposed.resolution.action,
            amount_minor: proposed.resolution.amountMinor,
            reason: proposed.resolution.reason,
            confidence: proposed.resolution.confidence,
            policy_ids: proposed.resolution.policyIds,
            cut_from_minor: proposed.resolution.cutFromMinor,
          }
        : null,
      parked_reason: parkedReason,
      money_blocked: blocked,
      payee,
      currency,
      maximum_minor: blocked ? 0 : maximumMinor,
      charges: [...(proposed ? [proposed.charge] : charge ? [charge] : []), ...candidates],
      candidates: candidates.map(chargeShown),
      similar_cases: context?.similarCases ?? [],
      policies: (context?.policies ?? []).map((policy) => ({
        policy_id: policy.policyId,
        title: policy.title,
        relevance: policy.relevance,
      })),
      mock: facts ? facts.payments.mock : false,
      on_approve: proposed
        ? `${proposed.resolution.action}: refund ${formatAmount(proposed.resolution.amountMinor, proposed.resolution.currency)} ${proposed.resolution.currency} to charge ${payee ?? 'none'}`
        : 'Without a proposal, decide by hand: modified with an amount, rejected, or retry',
    };
    return { shown, payee, currency, maximumMinor: blocked ? 0 : maximumMinor, proposed };
  }

  async function finalResolution(
    tx: Transaction,
    run: RunRow,
    outcome: DisputeResult['outcome'],
    code: string | undefined,
  ) {
    const commands = await tx
      .select()
      .from(moneyCommands)
      .where(eq(moneyCommands.processId, run.processId))
      .orderBy(desc(moneyCommands.createdAt));
    const refund = commands.find(
      (command) => command.leg === 'refund' && command.state === 'applied' && !command.failedLaterAt,
    );
    const billing = commands.find((command) => command.leg === 'billing' && command.state === 'applied');
    const [last] = await tx
      .select({ decision: reviewDecisions })
      .from(reviewDecisions)
      .innerJoin(reviewTasks, eq(reviewTasks.id, reviewDecisions.taskId))
      .where(eq(reviewTasks.processId, run.processId))
      .orderBy(desc(reviewDecisions.decidedAt))
      .limit(1);
    return {
      outcome,
      ...(code ? { error_code: code } : {}),
      ...(last
        ? {
            decision: last.decision.decision,
            action: last.decision.action,
            decided_by: last.decision.actor,
            reason: last.decision.reason,
          }
        : {}),
      refund_id: refund?.vendorId ?? null,
      refund_amount_minor: refund?.amountMinor ?? null,
      refund_currency: refund?.currency ?? null,
      billing_record_id: billing?.vendorId ?? null,
      mock: refund?.mock ?? false,
    };
  }

  /** Keeps what was decided for later cases; one row per case, newest wins (DR-VEC-11). */
  async function learn(
    tx: Transaction,
    run: RunRow,
    resolution: Awaited<ReturnType<typeof finalResolution>>,
  ): Promise<void> {
    if (!run.caseEmbedding || !run.embeddingModel || !resolution.decision) return;
    const facts = factsOf(run);
    const { dispute } = facts.crm;
    const stored = run.resolutionProposal as StoredProposal | null;
    const amount = resolution.refund_amount_minor
      ? ` ${formatAmount(resolution.refund_amount_minor, dispute.currency)} ${dispute.currency}`
      : '';
    const row = {
      tenantId: run.tenantId,
      caseId: run.caseId,
      disputeType: dispute.disputeType,
      amountMinor: dispute.amountMinor,
      currency: dispute.currency,
      customerSegment: dispute.segment,
      resolution: `${resolution.action ?? resolution.outcome}${amount}`,
      reasoning: stored?.kind === 'proposed' ? stored.resolution.reason : (resolution.reason ?? 'decided by hand'),
      caseContext: caseQuery(dispute),
      outcome: resolution.outcome,
      embedding: run.caseEmbedding,
      embeddingModel: run.embeddingModel,
      mock: facts.payments.mock,
    };
    await tx
      .insert(disputeResolutions)
      .values(row)
      .onConflictDoUpdate({
        target: [disputeResolutions.tenantId, disputeResolutions.caseId],
        set: { ...row, updatedAt: sql`clock_timestamp()` },
      });
  }

  return {
    /** Rules before any cost: type, customer, amount, and which charge could be paid back. */
    async validateDispute(input: RunScope & { chargeAsked?: boolean }): Promise<ValidationVerdict> {
      return db.withTenant(input.tenantId, async (tx) => {
        const run = await loadRun(tx, input.processId);
        const facts = factsOf(run);
        const verdict = validateDispute(facts, run.customerId);
        if (!verdict.valid) {
          await updateRun(tx, input.processId, 'validating', {
            finalResolution: { outcome: 'invalid', rule: verdict.rule, reason: verdict.reason },
          });
          return { kind: 'invalid', rule: verdict.rule };
        }
        await updateRun(tx, input.processId, 'validating');
        const named = facts.crm.dispute.chargeId;
        if (named && !input.chargeAsked && !facts.payments.charges.some((charge) => charge.chargeId === named))
          return { kind: 'needs_charge', chargeId: named };
        const choice = chooseCharge(facts);
        if (choice.kind === 'candidates') return { kind: 'parked', reason: 'charge_unclear' };
        return choice.kind === 'returned_elsewhere' ? { kind: 'parked', reason: choice.reason } : { kind: 'ready' };
      });
    },

    /** Opens the round's review task with exactly what is shown, and queues mails and the queue message with it. */
    async sendForReview(
      input: RunScope & { round: number; parkedReason: string | null; timings: ReviewTimings },
    ): Promise<OpenedTask> {
      return db.withTenant(input.tenantId, async (tx) => {
        const run = await loadRun(tx, input.processId);
        const { shown, payee, currency, maximumMinor, proposed } = await shownTo(
          tx,
          run,
          input.round,
          input.parkedReason,
        );
        const { opened, created } = await openTask(tx, {
          ...input,
          kind: 'dispute_resolution',
          gate: `proposal/${input.round}`,
          subject: run.caseId,
          reason: input.parkedReason,
          shown,
          payee,
          currency,
          maximumMinor,
          hasProposal: proposed !== null,
        });
        if (!opened.closed) await updateRun(tx, input.processId, 'awaiting_review', { status: 'pending' });
        if (!created) return opened;
        await writeCosts(tx, input.processId);
        const variables = {
          taskId: opened.taskId,
          processId: input.processId,
          runId: run.runId,
          subject: `case ${run.caseId}`,
          amountMinor: proposed?.resolution.amountMinor ?? 0,
          currency,
        };
        const messages: Message[] = (await approvers(tx, approverEmails)).map((recipient) => ({
          channel: 'email',
          recipient,
          template: 'review_requested',
          variables,
        }));
        if (publishesReviews)
          messages.push({
            channel: 'queue',
            recipient: 'human-review',
            template: 'review_requested',
            variables: { taskId: opened.taskId, processId: input.processId, runId: run.runId, caseId: run.caseId },
          });
        await queueNotifications(tx, { ...input, batchKey: `review:${input.round}`, messages });
        await appendEvent(tx, {
          type: 'dispute_review_requested',
          actor: 'workflow',
          subject: `process:${input.processId}`,
          data: { taskId: opened.taskId, round: input.round, parked: input.parkedReason, shownHash: opened.shownHash },
          requestId: input.requestId,
        });
        return opened;
      });
    },

    /** Opens a task about a money call whose outcome lookups could not settle. It has no deadline. */
    async askAboutMoney(input: RunScope & { commandId: string; round: number }): Promise<OpenedTask> {
      return db.withTenant(input.tenantId, async (tx) => {
        const run = await loadRun(tx, input.processId);
        const [command] = await tx.select().from(moneyCommands).where(eq(moneyCommands.id, input.commandId));
        if (!command) throw new Error(`no money command ${input.commandId}`);
        const shown = {
          case_id: run.caseId,
          command_id: command.id,
          vendor: command.vendor,
          leg: command.leg,
          payee: command.payee,
          amount_minor: command.amountMinor,
          currency: command.currency,
          business_key: command.idempotencyKey,
          first_attempt_at: command.firstAttemptAt?.toISOString() ?? null,
          question: 'Does the vendor list this effect? Answer found with its id, or absent.',
          round: input.round,
        };
        const { opened, created } = await openTask(tx, {
          ...input,
          kind: 'money_unknown',
          gate: `money/${command.id}/${input.round}`,
          subject: run.caseId,
          reason: 'money_outcome_unknown',
          shown,
          payee: command.payee,
          currency: command.currency,
          maximumMinor: null,
          hasProposal: false,
          timings: null,
        });
        await updateRun(tx, input.processId, 'awaiting_money_outcome');
        if (!created) return opened;
        const messages = (await approvers(tx, approverEmails)).map((recipient) => ({
          channel: 'email' as const,
          recipient,
          template: 'money_unknown',
          variables: { taskId: opened.taskId, subject: `case ${run.caseId}` },
        }));
        await queueNotifications(tx, { ...input, batchKey: `money:${command.id}:${input.round}`, messages });
        await appendEvent(tx, {
          type: 'review_task_opened',
          actor: 'workflow',
          subject: `process:${input.processId}`,
          data: { taskId: opened.taskId, kind: 'money_unknown', commandId: command.id },
          requestId: input.requestId,
        });
        return opened;
      });
    },

    /** Ends the run in the books: outcome, costs, learning store, completion mails, audit event, all in one transaction. */
    async storeResults(input: RunScope & { outcome: DisputeResult['outcome']; code?: string }): Promise<void> {
      await db.withTenant(input.tenantId, async (tx) => {
        const run = await loadRun(tx, input.processId);
        if (run.completedAt) return;
        await writeCosts(tx, input.processId);
        const resolution = {
          ...((run.finalResolution as object | null) ?? {}),
          ...(await finalResolution(tx, run, input.outcome, input.code)),
        };
        await tx
          .update(workflowStates)
          .set({
            status: STATUS[input.outcome],
            currentStep: LAST_STEP[input.outcome],
            finalResolution: resolution,
            completedAt: sql`now()`,
            updatedAt: sql`now()`,
          })
          .where(eq(workflowStates.processId, input.processId));
        await learn(tx, run, resolution);
        const variables = {
          subject: `case ${run.caseId}`,
          outcome: input.outcome,
          amountMinor: resolution.refund_amount_minor,
          currency: resolution.refund_currency,
        };
        const messages: Message[] = (await approvers(tx, approverEmails)).map((recipient) => ({
          channel: 'email',
          recipient,
          template: 'dispute_ended',
          variables,
        }));
        const contact = run.crmData ? factsOf(run).crm.dispute.contactEmail : null;
        if (contact && ['refunded', 'resolved_without_refund', 'rejected'].includes(input.outcome)) {
          messages.push({
            channel: 'email',
            recipient: contact,
            template: input.outcome === 'refunded' ? 'customer_refunded' : 'customer_closed',
            variables,
          });
        }
        await queueNotifications(tx, { ...input, batchKey: 'ended', messages });
        await closeProcess(tx, input.processId);
        const type =
          input.outcome === 'rejected'
            ? 'dispute_rejected'
            : input.outcome === 'invalid'
              ? 'dispute_invalid'
              : input.outcome === 'failed'
                ? 'dispute_failed'
                : 'dispute_completed';
        await appendEvent(tx, {
          type,
          actor: 'workflow',
          subject: `process:${input.processId}`,
          data: resolution,
          requestId: input.requestId,
        });
      });
    },
  };
}

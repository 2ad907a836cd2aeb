import { eq, sql } from 'drizzle-orm';
import { appendEvent } from '../../books/events.ts';
import { type Message, queueNotifications } from '../../books/notifications/queueNotifications.ts';
import { tellApprovers } from '../../books/notifications/tellApprovers.ts';
import { closeProcess } from '../../books/operations/closeProcess.ts';
import { openTask } from '../../books/reviews/openTask.ts';
import type { Database, Transaction } from '../../db/database.ts';
import { refundedIn, refundsOfCase } from '../../db/disputes/caseRefunds.ts';
import { hasKeptFailure, reopenForKeptFailure } from '../../db/disputes/refundFailures.ts';
import { workflowStates } from '../../db/disputes/schema.ts';
import { moneyCommands } from '../../db/money/schema.ts';
import { approvers } from '../../db/notifications/approvers.ts';
import { chooseCharge } from '../../domain/disputes/chargeSelection.ts';
import { validateDispute } from '../../domain/disputes/validate.ts';
import type { DisputeResult } from '../../workflows/disputes/contract.ts';
import type { OpenedTask, ReviewTimings } from '../../workflows/reviews/contract.ts';
import { REFUND_FAILED } from '../money/advanceCommand.ts';
import { writeCosts } from './costs.ts';
import { finalResolution, learnResolution } from './finalResolution.ts';
import { moneyQuestion } from './moneyQuestion.ts';
import { reviewCard } from './reviewCard.ts';
import {
  factsOf,
  isReopened,
  loadRun,
  type RunRow,
  type RunScope,
  recordProblems,
  updateRun,
  usableCase,
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

/** The first rule that the records of a run break, with what there is to say about it; null when it may go on. */
function ruleBroken(run: RunRow): { rule: string; reason: string; field?: string; field_rule?: string } | null {
  const unusable = recordProblems(run).at(0);
  if (unusable) {
    const { record, field, rule, reason } = unusable;
    return { rule: 'invalid_record', field, field_rule: rule, reason: `${record}, field ${field}: ${reason}` };
  }
  const verdict = validateDispute(factsOf(run), run.customerId);
  return verdict.valid ? null : { rule: verdict.rule, reason: verdict.reason };
}

/** A run that paid is not told as refunded when its refund is known to have come back meanwhile. */
async function outcomeNow(
  tx: Transaction,
  run: RunRow,
  ended: { outcome: DisputeResult['outcome']; code?: string },
): Promise<{ outcome: DisputeResult['outcome']; code: string | undefined }> {
  const cameBack = ended.outcome === 'refunded' && (await hasKeptFailure(tx, run.processId));
  return cameBack ? { outcome: 'failed', code: 'REFUND_FAILED' } : { outcome: ended.outcome, code: ended.code };
}

/** The dispute's own steps in the books: validator, review sender, results storer, error handler. */
export function createDisputeActivities({ db, approverEmails, publishesReviews }: DisputeDeps) {
  return {
    /** Rules before any cost: type, customer, amount, and which charge could be paid back. */
    async validateDispute(input: RunScope & { chargeAsked?: boolean }): Promise<ValidationVerdict> {
      return db.withTenant(input.tenantId, async (tx) => {
        const run = await loadRun(tx, input.processId);
        const problem = ruleBroken(run);
        if (problem && (await isReopened(tx, input.processId))) {
          // A case that is closed or gone since its refund still owes the customer money: a person decides.
          await updateRun(tx, input.processId, 'validating');
          return { kind: 'parked', reason: REFUND_FAILED };
        }
        if (problem) {
          await updateRun(tx, input.processId, 'validating', { finalResolution: { outcome: 'invalid', ...problem } });
          return { kind: 'invalid', rule: problem.rule };
        }
        const facts = factsOf(run);
        await updateRun(tx, input.processId, 'validating');
        const named = facts.crm.dispute.chargeId;
        if (named && !input.chargeAsked && !facts.payments.charges.some((charge) => charge.chargeId === named))
          return { kind: 'needs_charge', chargeId: named };
        const choice = chooseCharge(facts);
        if (choice.kind === 'candidates') return { kind: 'parked', reason: 'charge_unclear' };
        if (choice.kind === 'returned_elsewhere') return { kind: 'parked', reason: choice.reason };
        const { amountMinor, currency } = facts.crm.dispute;
        // Nothing is left to propose: the model is not asked.
        const isPaid = refundedIn(await refundsOfCase(tx, input.processId), currency) >= amountMinor;
        return isPaid ? { kind: 'parked', reason: 'case_refunded' } : { kind: 'ready' };
      });
    },

    /** Opens the round's review task with exactly what is shown, and queues mails and the queue message with it. */
    async sendForReview(
      input: RunScope & { round: number; parkedReason: string | null; timings: ReviewTimings },
    ): Promise<OpenedTask> {
      return db.withTenant(input.tenantId, async (tx) => {
        const run = await loadRun(tx, input.processId);
        const { shown, warnings, payee, currency, maximumMinor, atRiskMinor, proposed } = await reviewCard(
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
          warnings,
          payee,
          currency,
          maximumMinor,
          atRiskMinor,
          // The model says 0 to 100.
          confidence: proposed ? proposed.resolution.confidence / 100 : null,
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
        await queueNotifications(tx, {
          tenantId: input.tenantId,
          batchKey: `${input.processId}:review:${input.round}`,
          messages,
        });
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
        const { gate, reason, shown } = moneyQuestion(run, command, input.round);
        const { opened, created } = await openTask(tx, {
          ...input,
          kind: 'money_unknown',
          gate,
          subject: run.caseId,
          reason,
          shown,
          payee: command.payee,
          currency: command.currency,
          maximumMinor: null,
          atRiskMinor: command.amountMinor,
          confidence: null,
          hasProposal: false,
          timings: null,
        });
        await updateRun(tx, input.processId, 'awaiting_money_outcome');
        if (!created) return opened;
        await tellApprovers(tx, {
          tenantId: input.tenantId,
          batchKey: `${input.processId}:money:${command.id}:${input.round}`,
          configured: approverEmails,
          template: 'money_unknown',
          variables: { taskId: opened.taskId, subject: `case ${run.caseId}` },
        });
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
        const found = (run.finalResolution as { rule?: string } | null) ?? {};
        const { outcome, code } = await outcomeNow(tx, run, input);
        const resolution = {
          ...found,
          ...(await finalResolution(tx, run, outcome, found.rule === 'invalid_record' ? 'INVALID_RECORD' : code)),
        };
        await tx
          .update(workflowStates)
          .set({
            status: STATUS[outcome],
            currentStep: LAST_STEP[outcome],
            finalResolution: resolution,
            completedAt: sql`now()`,
            updatedAt: sql`now()`,
          })
          .where(eq(workflowStates.processId, input.processId));
        await learnResolution(tx, run, resolution);
        const variables = {
          subject: `case ${run.caseId}`,
          outcome,
          amountMinor: resolution.refund_amount_minor,
          currency: resolution.refund_currency,
        };
        const messages: Message[] = (await approvers(tx, approverEmails)).map((recipient) => ({
          channel: 'email',
          recipient,
          template: 'dispute_ended',
          variables,
        }));
        const contact = usableCase(run)?.contactEmail ?? null;
        if (contact && ['refunded', 'resolved_without_refund', 'rejected'].includes(outcome)) {
          messages.push({
            channel: 'email',
            recipient: contact,
            template: outcome === 'refunded' ? 'customer_refunded' : 'customer_closed',
            variables,
          });
        }
        await queueNotifications(tx, { tenantId: input.tenantId, batchKey: `${input.processId}:ended`, messages });
        await closeProcess(tx, input.processId);
        const type =
          outcome === 'rejected'
            ? 'dispute_rejected'
            : outcome === 'invalid'
              ? 'dispute_invalid'
              : outcome === 'failed'
                ? 'dispute_failed'
                : 'dispute_completed';
        await appendEvent(tx, {
          type,
          actor: 'workflow',
          subject: `process:${input.processId}`,
          data: resolution,
          requestId: input.requestId,
        });
        await reopenForKeptFailure(tx, run.caseId, input.requestId);
      });
    },
  };
}

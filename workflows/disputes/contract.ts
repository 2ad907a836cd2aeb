import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { DisputeOutcome, RunStep } from '../../domain/disputes/runStates.ts';
import type { ParkReason } from '../../domain/money/parkReasons.ts';
import type { MoneyStep } from '../money/contract.ts';
import type { OpenedTask, ReviewTimings } from '../reviews/contract.ts';

export const DISPUTE_WORKFLOW = 'disputeResolutionWorkflow';

/** Steps of a dispute as its `state` query shows them. */
type DisputeStep = RunStep | 'storing_results';

/** Input of a run: ids and waits only; bodies stay in the books. */
export interface DisputeInput {
  tenantId: string;
  processId: string;
  caseId: string;
  customerId: string;
  requestId: string;
  review: ReviewTimings;
  /** A refund that succeeded and failed days later: its entries are reversed and a person decides again. */
  failedCommandId?: string;
  /** Set by continue-as-new: where the run goes on. */
  resume?:
    | { round: number; stage: 'review'; task: OpenedTask; parkedReason: ParkReason | null }
    | { round: number; stage: 'execute'; decisionId: string };
}

export interface DisputeState {
  step: DisputeStep;
  round: number;
  taskId: string | null;
}

export interface DisputeResult {
  outcome: DisputeOutcome;
}

/** Which run an activity works for. */
export interface RunScope {
  tenantId: string;
  processId: string;
  requestId: string;
}

/** `refresh` reads again what the run has already: asked for by a reviewer. */
export type Wanted = RunScope & { caseId: string; customerId: string; refresh?: boolean };
export type Parked = { kind: 'parked'; reason: ParkReason };
export type ValidationVerdict =
  | { kind: 'ready' }
  | { kind: 'needs_charge'; chargeId: string }
  | { kind: 'invalid'; rule: string }
  | Parked;
/** What carries out an approval. */
export type DecidedRun = RunScope & { decisionId: string };

/** Its activities by the queue whose workers run them. */
export interface DisputeActivities {
  core: {
    /** Rules before any cost: type, customer, amount, and which charge could be paid back. */
    validateDispute(input: RunScope & { chargeAsked?: boolean }): Promise<ValidationVerdict>;
    /** Opens the round's review task with exactly what is shown, and queues mails and the queue message with it. */
    sendForReview(
      input: RunScope & { round: number; parkedReason: ParkReason | null; timings: ReviewTimings },
    ): Promise<OpenedTask>;
    /** Opens a task about a money call whose outcome lookups could not settle. It has no deadline. */
    askAboutMoney(input: RunScope & { commandId: string; round: number }): Promise<OpenedTask>;
    /** Ends the run in the books: outcome, costs, learning store, completion mails, audit event, all in one transaction. */
    storeResults(input: RunScope & { outcome: DisputeOutcome; code?: string }): Promise<void>;
  };
  /** Each reads one vendor and keeps what it read with the run; a repeated run reads nothing twice. */
  integrations: {
    fetchCrmCase(wanted: Wanted): Promise<void>;
    fetchBilling(wanted: Wanted): Promise<void>;
    fetchPayments(wanted: Wanted): Promise<void>;
    /** Adds the case's own charge when the customer's list does not show it. */
    fetchCharge(input: RunScope & { chargeId: string }): Promise<void>;
  };
  llm: {
    /** Embeds the case once for both searches and keeps the three nearest cases and policies with the run. */
    findSimilarCasesAndPolicies(input: RunScope & { round: number }): Promise<void>;
    /**
     * One model call inside the caps, repeated once when the answer is unreadable. The budget is reserved before each call.
     * Parks instead of failing when a person must act: refusal, nonsense twice, budget or quota spent.
     */
    generateResolution(input: RunScope & { round: number }): Promise<{ kind: 'proposed' } | Parked>;
  };
  payouts: {
    /** Sends the approved refund exactly once in effect, or says what stands in its way. */
    executeRefund(input: DecidedRun): Promise<MoneyStep>;
    /** Records the refund in billing as an external one: a record, never a second credit. */
    recordRefundInBilling(input: DecidedRun): Promise<MoneyStep>;
    /** Applies a person's answer about an unknown outcome: found is checked at the vendor, absent allows one more round of lookups. */
    settleUnknown(input: DecidedRun & { commandId: string }): Promise<void>;
    /** A refund that failed after it had succeeded: reversed in the ledger, taken off the exposure, ready for a new decision. */
    reverseFailedRefund(input: RunScope & { commandId: string }): Promise<void>;
  };
}

export const disputeStateQuery = defineQuery<DisputeState>('state');
export const cancelDisputeSignal = defineSignal<[]>('cancel');

/** One open run per case. */
export const disputeWorkflowId = (tenantId: string, caseId: string): string => `dispute:${tenantId}:${caseId}`;

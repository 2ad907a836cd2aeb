import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { OpenedTask, ReviewTimings } from '../reviews/contract.ts';

export const DISPUTE_WORKFLOW = 'disputeResolutionWorkflow';

/** Steps of a dispute as `current_step` shows them, in order; the last five end a run. */
export type DisputeStep =
  | 'fetching_data'
  | 'validating'
  | 'generating_resolution'
  | 'awaiting_review'
  | 'executing'
  | 'awaiting_money_outcome'
  | 'storing_results'
  | 'completed'
  | 'rejected'
  | 'invalid'
  | 'expired'
  | 'failed';

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
    | { round: number; stage: 'review'; task: OpenedTask; parkedReason: string | null }
    | { round: number; stage: 'execute'; decisionId: string };
}

export interface DisputeState {
  step: DisputeStep;
  round: number;
  taskId: string | null;
}

export type DisputeResult = {
  outcome: 'refunded' | 'resolved_without_refund' | 'rejected' | 'invalid' | 'expired' | 'failed';
};

export const disputeStateQuery = defineQuery<DisputeState>('state');
export const cancelDisputeSignal = defineSignal<[]>('cancel');

/** One open run per case. */
export const disputeWorkflowId = (tenantId: string, caseId: string): string => `dispute:${tenantId}:${caseId}`;

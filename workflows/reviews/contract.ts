import { defineSignal, defineUpdate } from '@temporalio/workflow';
import type { ErrorCode } from '../../domain/errors/codes.ts';
import type { ReviewAction } from '../../domain/reviews/actions.ts';
import type { DecisionMessage } from '../../domain/reviews/decision.ts';
import type { ReviewKind } from '../../domain/reviews/kinds.ts';

/** Answer to an accepted decision; `repeat` when the same decision had already won. */
export interface DecisionAccepted {
  decisionId: string;
  action: ReviewAction;
  repeat: boolean;
}

/** The run whose tasks are meant. */
export interface ReviewScope {
  tenantId: string;
  processId: string;
}

/** What the books make of a decision that the workflow has locked in; `pays` = it approves an amount. */
export type Admission = { ok: true; decisionId: string; pays: boolean } | { ok: false; code: ErrorCode };

export interface Reminder extends ReviewScope {
  taskId: string;
  stage: 'remind' | 'escalate';
}

export const reviewDecisionUpdate = defineUpdate<DecisionAccepted, [DecisionMessage]>('reviewDecision');
/** The same decision for operators in the Temporal UI or CLI; its actor is always `temporal-operator`. */
export const reviewDecisionSignal = defineSignal<[Omit<DecisionMessage, 'actor' | 'requestId'>]>('reviewDecision');

export interface ReviewTimings {
  remindMs: number;
  escalateMs: number;
  expireMs: number;
}

/** A task as its activity opened it; times are ms since the epoch, null = never. */
export interface OpenedTask {
  taskId: string;
  shownHash: string;
  kind: ReviewKind;
  hasProposal: boolean;
  remindAtMs: number | null;
  escalateAtMs: number | null;
  expiresAtMs: number | null;
  /** Set when the task was decided or expired before, e.g. when a run is repeated from its beginning. */
  closed: ReviewOutcome | null;
}

export type ReviewOutcome =
  | { kind: 'decided'; decisionId: string; action: ReviewAction; pays: boolean }
  | { kind: 'expired' };

export const BULK_DECISION_WORKFLOW = 'bulkDecisionWorkflow';

export interface BulkDecisionInput {
  tenantId: string;
  processId: string;
  bulkId: string;
  /** Position of the last item asked, where a long run goes on in a new one. */
  after?: number;
}

/** How a round over the open items went; `next` is the last position asked about, -1 when the round has ended. */
export interface BulkChunk {
  total: number;
  settled: number;
  aborting: boolean;
  next: number;
}

export interface BulkEnd extends BulkDecisionInput {
  aborted: boolean;
}

/** Items of a bulk decision: all of them, and those whose outcome is known. */
export interface BulkProgress {
  status: 'running' | 'aborted' | 'done';
  total: number;
  settled: number;
}

export const bulkDecisionWorkflowId = (tenantId: string, bulkId: string): string =>
  `bulk-decision:${tenantId}:${bulkId}`;

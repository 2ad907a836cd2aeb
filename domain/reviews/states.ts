import type { ReviewAction } from './actions.ts';

/** States of a review task. All but pending are final: whoever asks again opens another task. */
export const REVIEW_STATES = ['pending', 'approved', 'rejected', 'expired', 'cancelled'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];
export type ClosedState = Exclude<ReviewState, 'pending'>;

const TASK_MOVES: Record<ReviewState, readonly ReviewState[]> = {
  pending: ['approved', 'rejected', 'expired', 'cancelled'],
  approved: [],
  rejected: [],
  expired: [],
  cancelled: [],
};
export const taskMayMove = (from: ReviewState, to: ReviewState): boolean => TASK_MOVES[from].includes(to);
/** The states from which a task may come to this one. */
export const statesBefore = (to: ReviewState): ReviewState[] => REVIEW_STATES.filter((from) => taskMayMove(from, to));

/** What a task is after the decision about it. */
export const CLOSED_AS: Readonly<Record<ReviewAction, ClosedState>> = {
  approved: 'approved',
  modified: 'approved',
  retry: 'rejected',
  rejected: 'rejected',
  found: 'approved',
  absent: 'approved',
};

/** States of a bulk decision. One that is being aborted may have decided its last task meanwhile: then it is done. */
export const BULK_STATES = ['preview', 'running', 'aborting', 'aborted', 'done'] as const;
export type BulkState = (typeof BULK_STATES)[number];

const BULK_MOVES: Record<BulkState, readonly BulkState[]> = {
  preview: ['running'],
  running: ['aborting', 'aborted', 'done'],
  aborting: ['aborted', 'done'],
  aborted: [],
  done: [],
};
export const bulkMayMove = (from: BulkState, to: BulkState): boolean => BULK_MOVES[from].includes(to);

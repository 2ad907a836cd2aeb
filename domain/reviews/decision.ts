import type { ReviewAction } from './actions.ts';
import { hasAction, type ReviewKind } from './kinds.ts';

/** The part of a decision that travels in workflow messages: ids, the action and the comment, nothing else. */
export interface DecisionMessage {
  requestId: string;
  taskId: string;
  shownHash: string;
  action: ReviewAction;
  actor: string;
  comment?: string;
}

/** What the workflow holds about its one open task. */
export interface TaskState {
  taskId: string;
  shownHash: string;
  kind: ReviewKind;
  /** A task without proposal can't be approved as it stands. */
  hasProposal: boolean;
  /** Set while one decision is being admitted; the next one waits for its verdict. */
  admitting: string | null;
  /** The decision that won; requestId and action identify a repeat. */
  decided: { requestId: string; action: ReviewAction } | null;
  expired: boolean;
}

export type DecisionVerdict =
  | { ok: true; repeat: boolean }
  | { ok: false; code: 'REVIEW_ALREADY_DECIDED' | 'REVIEW_STALE' | 'REVIEW_EXPIRED' | 'VALIDATION_FAILED' };

/** Pure judgement of a decision against the open task: first wins, the same again is a repeat, anything else is refused. */
export function judgeDecision(task: TaskState | null, message: DecisionMessage): DecisionVerdict {
  if (!task || task.taskId !== message.taskId) return { ok: false, code: 'REVIEW_STALE' };
  if (task.shownHash !== message.shownHash) return { ok: false, code: 'REVIEW_STALE' };
  if (task.decided) {
    const same = task.decided.requestId === message.requestId;
    return same ? { ok: true, repeat: true } : { ok: false, code: 'REVIEW_ALREADY_DECIDED' };
  }
  if (task.expired) return { ok: false, code: 'REVIEW_EXPIRED' };
  if (!hasAction(task.kind, message.action, task.hasProposal)) return { ok: false, code: 'VALIDATION_FAILED' };
  return { ok: true, repeat: false };
}

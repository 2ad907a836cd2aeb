import * as AREAS from '../areas.ts';
import type { ResolutionAction } from '../disputes/schema.ts';
import { mergeNamed } from '../merge.ts';

/** Actions a reviewer can take; found and absent answer a money_unknown task, retry asks the model once more. */
const REVIEW_ACTIONS = ['approved', 'rejected', 'modified', 'retry', 'found', 'absent'] as const;
export type ReviewAction = (typeof REVIEW_ACTIONS)[number];

const KINDS = mergeNamed(AREAS, 'reviewKinds');
export type ReviewKind = keyof typeof KINDS;
/** What reviewers decide about, as the areas declare it. */
// Object.keys loses the literal type; the keys are exactly the table's.
export const REVIEW_KINDS = Object.keys(KINDS) as [ReviewKind, ...ReviewKind[]];

/** The part of a decision that travels in workflow messages: ids, the action and the comment, nothing else. */
export interface DecisionMessage {
  requestId: string;
  taskId: string;
  shownHash: string;
  action: ReviewAction;
  actor: string;
  comment?: string;
}

/** A reviewer's change to a proposal, as it is stored; the amount is minor units of the shown currency. */
export interface StoredModification {
  action: ResolutionAction;
  amountMinor: number;
  reason: string | null;
  chargeId: string | null;
}

/** Which booking a payment is linked to; `confirm` = it is paid by it without another look. */
export interface StoredLink {
  bookingId: string;
  confirm: boolean;
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
  const moneyAnswer = message.action === 'found' || message.action === 'absent';
  if (moneyAnswer !== (task.kind === 'money_unknown')) return { ok: false, code: 'VALIDATION_FAILED' };
  if (message.action === 'approved' && !task.hasProposal) return { ok: false, code: 'VALIDATION_FAILED' };
  if (message.action === 'retry' && (task.hasProposal || task.kind !== 'dispute_resolution'))
    return { ok: false, code: 'VALIDATION_FAILED' };
  if (message.action === 'modified' && task.kind === 'booking_payment') return { ok: false, code: 'VALIDATION_FAILED' };
  return { ok: true, repeat: false };
}

import { ERROR_CODES, type ErrorCode, isErrorCode } from '../errors/codes.ts';
import type { Permission } from '../identity/permissions.ts';
import { KINDS, type ReviewKind } from './kinds.ts';
import type { BulkState } from './states.ts';

/** A task somebody wants to decide together with others. */
export interface BulkCandidate {
  taskId: string;
  kind: ReviewKind;
  state: string;
  subject: string;
  title: string;
  shownHash: string;
  /** Minor units. */
  atRiskMinor: number;
  currency: string | null;
  /** Of the proposal; null = there is none. */
  confidence: number | null;
  requestedBy: string;
  escalatedAt: Date | null;
  /** It shows something that speaks against acting. */
  warns: boolean;
  /** What is proposed; null without a proposal. */
  proposedAction: string | null;
  /** Whether who asks has handed it on: then somebody else decides it. */
  handedOn: boolean;
}

type Outlier = 'large_amount' | 'low_confidence' | 'no_proposal' | 'escalated';

/** An amount this many times the median of its currency deserves a look of its own. */
const LARGE_FACTOR = 3;
const LOW_CONFIDENCE = 0.6;

/** Why a task can't be part of a bulk decision; null = it can. The workflow of each task still decides. */
export function excludedCode(
  task: BulkCandidate,
  decision: 'approved' | 'rejected',
  by: { actor: string; permissions: readonly Permission[] },
): ErrorCode | null {
  if (task.state !== 'pending') return task.state === 'expired' ? 'REVIEW_EXPIRED' : 'REVIEW_ALREADY_DECIDED';
  if (!KINDS[task.kind].bulk) return 'VALIDATION_FAILED';
  if (task.handedOn) return 'REVIEW_HANDED_ON';
  if (decision === 'approved' && (task.confidence === null || task.proposedAction === 'escalate'))
    return 'VALIDATION_FAILED';
  // A reason for one task is no reason for a hundred.
  if (decision === 'approved' && task.warns) return 'OVERRIDE_REQUIRED';
  if (!KINDS[task.kind].rights.every((permission) => by.permissions.includes(permission))) return 'FORBIDDEN';
  return task.requestedBy === by.actor ? 'SELF_REVIEW_FORBIDDEN' : null;
}

const LEFT_OUT: Partial<Record<ErrorCode, string>> = {
  REVIEW_ALREADY_DECIDED: 'Decided already',
  REVIEW_EXPIRED: 'Expired',
  REVIEW_HANDED_ON: 'You handed these on; somebody else decides them',
  OVERRIDE_REQUIRED: 'Something speaks against these: decide each by itself, with a reason',
  FORBIDDEN: 'These need a permission that you do not have',
  SELF_REVIEW_FORBIDDEN: 'These are your own requests; somebody else decides them',
};

/** Why a task is left out, as a sentence for all that are left out for it. */
export function leftOutText(task: BulkCandidate, code: ErrorCode): string {
  if (code !== 'VALIDATION_FAILED') return LEFT_OUT[code] ?? 'These can’t be decided together';
  if (!KINDS[task.kind].bulk)
    return `${KINDS[task.kind].name}: each asks something of its own, so they are decided one by one`;
  return task.confidence === null
    ? 'Nothing is proposed for these: decide each by itself'
    : 'The model hands these to a person: decide each by itself';
}

/** Median money at risk of each currency, in minor units. */
function medians(tasks: readonly BulkCandidate[]): Map<string | null, number> {
  const amounts = Map.groupBy(tasks, (task) => task.currency);
  return new Map(
    [...amounts].map(([currency, own]) => {
      const sorted = own.map((task) => task.atRiskMinor).toSorted((left, right) => left - right);
      return [currency, sorted[Math.floor(sorted.length / 2)] ?? 0];
    }),
  );
}

/** For each task, why a person should look at it before deciding all; null = it is like the others. */
export function outliersOf(tasks: readonly BulkCandidate[]): (Outlier | null)[] {
  const ordinary = medians(tasks);
  return tasks.map((task) => {
    if (task.escalatedAt) return 'escalated';
    if (task.confidence === null) return 'no_proposal';
    if (task.atRiskMinor > (ordinary.get(task.currency) ?? 0) * LARGE_FACTOR) return 'large_amount';
    return task.confidence < LOW_CONFIDENCE ? 'low_confidence' : null;
  });
}

/** What a bulk decision does, for people, while and after it runs. */
export const BULK_WORDS: Readonly<Record<BulkState, string>> = {
  preview: 'Not started',
  running: 'Deciding now',
  aborting: 'Stopping',
  aborted: 'Stopped',
  done: 'Done',
};

/** What became of a task in it; `code` says why it was refused. */
export function outcomeText(outcome: 'accepted' | 'refused' | 'open', code: string | null): string {
  if (outcome === 'open') return 'Not decided yet';
  if (outcome === 'accepted') return 'Decided';
  if (code !== null && isErrorCode(code)) return LEFT_OUT[code] ?? ERROR_CODES[code].title;
  return 'Refused';
}

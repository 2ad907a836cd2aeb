import * as AREAS from '../areas.ts';
import type { EventName } from '../events/names.ts';
import type { Permission } from '../identity/permissions.ts';
import { mergeNamed } from '../merge.ts';
import type { ActionEntry, ReviewAction, ReviewKindEntry } from './actions.ts';

const MERGED = mergeNamed(AREAS, 'reviewKinds');
export type ReviewKind = keyof typeof MERGED;

type Kind = Omit<ReviewKindEntry, 'rights' | 'expiredEvent'> & {
  rights: readonly Permission[];
  expiredEvent?: EventName;
};
/** What reviewers decide about, as the areas declare it. */
export const KINDS: Readonly<Record<ReviewKind, Kind>> = MERGED;
// Object.keys loses the literal type; the keys are exactly the table's.
export const REVIEW_KINDS = Object.keys(KINDS) as [ReviewKind, ...ReviewKind[]];

/** The entry of an action; undefined where the kind has no such action. The action may come from anywhere. */
export function actionEntry(kind: ReviewKind, action: ReviewAction): ActionEntry | undefined {
  const { actions } = KINDS[kind];
  return Object.hasOwn(actions, action) ? actions[action] : undefined;
}

/** Whether a task of this kind, with or without a proposal, has this action. */
export function hasAction(kind: ReviewKind, action: ReviewAction, hasProposal: boolean): boolean {
  const entry = actionEntry(kind, action);
  if (!entry) return false;
  return entry.when === 'always' || (entry.when === 'proposal') === hasProposal;
}

/** The kinds that have an action, in words for people. */
export const kindsWith = (action: ReviewAction): ReviewKind[] =>
  REVIEW_KINDS.filter((kind) => actionEntry(kind, action) !== undefined);

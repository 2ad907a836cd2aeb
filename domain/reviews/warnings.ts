import type { ReviewAction } from './actions.ts';

/** Something a reviewer must know before acting: a stable code, and a sentence for people. */
export interface ReviewWarning {
  /** snake_case; never changes its meaning. */
  code: string;
  text: string;
}

/** Bounds of the reason a person gives for acting against a warning. */
export const OVERRIDE_REASON = { minimum: 10, maximum: 1_000 } as const;

/** Warnings of a snapshot: its own field `warnings`, wherever the rest comes from. */
export function warningsOf(shown: unknown): ReviewWarning[] {
  const { warnings } = (shown ?? {}) as { warnings?: unknown };
  return Array.isArray(warnings) ? (warnings as ReviewWarning[]) : [];
}

/** Whether an action does something with what is shown; to refuse it or to ask the model again needs no reason. */
export const acts = (action: ReviewAction): boolean => action !== 'rejected' && action !== 'retry';

/** Letters and digits that a reason has at least: dots, dashes and characters that nobody sees say nothing. */
const SPOKEN = 5;

/** Whether text is a reason somebody can be asked about later. */
export function isOverrideReason(text: string | null | undefined): boolean {
  const length = text?.trim().length ?? 0;
  // Some fillers are letters by their class, but are shown as nothing.
  const spoken = text?.replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '').match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  return length >= OVERRIDE_REASON.minimum && length <= OVERRIDE_REASON.maximum && spoken >= SPOKEN;
}

/** A decision that acts against warnings and gives no reason. The database refuses the same (`guard_override`). */
export const lacksReason = (
  action: ReviewAction,
  warnings: readonly ReviewWarning[],
  reason: string | null | undefined,
): boolean => acts(action) && warnings.length > 0 && !isOverrideReason(reason);

import type { reviewDecisions } from '../../db/reviews/schema.ts';
import type { ActionNeeds, ReviewAction } from '../../domain/reviews/actions.ts';

export type FinalDecision = typeof reviewDecisions.$inferSelect;

/** What a reviewer changes of what is shown. The area of the kind makes it from what a request says. */
export interface WantedChange {
  /** Of the actions that need this. */
  needs: ActionNeeds;
  /** True where it changes nothing, but hands the task on. */
  handsOn: boolean;
  reason: string | null;
  /** How it is kept with the request; amounts become minor units of this currency. Throws AMOUNT_OUT_OF_RANGE. */
  stored(currency: string | null): object;
  /** Whether a final decision, whose request kept `kept`, has the same effect. */
  isSame(final: FinalDecision, kept: unknown, shown: { payee: string | null; currency: string | null }): boolean;
}

export interface WantedDecision {
  taskId: string;
  action: ReviewAction | 'escalated';
  /** undefined only where a route names no snapshot: bound to the task as it stands now. */
  shownHash: string | undefined;
  /** With action `modified`. */
  change?: WantedChange | undefined;
  vendorId: string | undefined;
  allowRepeat: boolean;
  reviewerName: string | undefined;
  comment: string | undefined;
  /** Why it is done although the snapshot warns. */
  overrideReason?: string | undefined;
}

/** Whether what is wanted only hands the task on: said so, as a change, or by approving a proposal that says no more. */
export function handsOn(wanted: WantedDecision, canonicalJson: string): boolean {
  if (wanted.action === 'escalated' || wanted.change?.handsOn) return true;
  const shown = JSON.parse(canonicalJson) as { proposal?: { action?: string } | null };
  return wanted.action === 'approved' && shown.proposal?.action === 'escalate';
}

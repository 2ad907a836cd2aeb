import type { ResolutionAction } from './schema.ts';

/** A reviewer's change to a proposal, as it is stored; the amount is minor units of the shown currency. */
export interface StoredModification {
  action: ResolutionAction;
  amountMinor: number;
  reason: string | null;
  chargeId: string | null;
}

/** What a reviewer decides about a proposal; retry asks for another one. */
export const DECISION_ACTIONS = ['approved', 'rejected', 'modified', 'retry'] as const;
/** What a reviewer answers where nobody knows what became of money. */
export const EFFECT_ACTIONS = ['found', 'absent'] as const;
export const REVIEW_ACTIONS = [...DECISION_ACTIONS, ...EFFECT_ACTIONS] as const;
export type ReviewAction = (typeof REVIEW_ACTIONS)[number];

/** What comes with an action: nothing, a reason, the vendor's id of an effect, another resolution, what it is linked to, or which of those shown. */
export type ActionNeeds = 'nothing' | 'reason' | 'vendor_id' | 'resolution' | 'link' | 'choice';

/** One action of a kind of review. */
export interface ActionEntry {
  needs: ActionNeeds;
  /** On tasks with a proposal, on those without one, or on all. */
  when: 'proposal' | 'no_proposal' | 'always';
}

/**
 * A kind of review task, as data: `reviewKinds` of its area in `domain`. The judgement in the workflow, decisions in bulk,
 * the API's schemas, the database's check and the desk's cards read this. What deciding does is in the area's activities.
 */
export interface ReviewKindEntry {
  /** As people read it. */
  name: string;
  /** Every other action is refused. */
  actions: { readonly [Action in ReviewAction]?: ActionEntry };
  /** Whether many of these may be decided at once, all with yes or all with no. */
  bulk: boolean;
  /** Whether a decision moves or counts money. One of a kind that does not may neither put money at risk nor approve an amount. */
  movesMoney: boolean;
  /** Permissions that whoever decides needs, all of them, on every path: task, bulk, the office's own routes, API key. */
  rights: readonly string[];
  /** Event of a task that nobody decided in time, where it is not `review_expired`. */
  expiredEvent?: string;
}

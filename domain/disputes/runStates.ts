/** Steps of a run in the books, in order; the last five end it. */
export const RUN_STEPS = [
  'fetching_data',
  'validating',
  'generating_resolution',
  'awaiting_review',
  'executing',
  'awaiting_money_outcome',
  'completed',
  'rejected',
  'invalid',
  'expired',
  'failed',
] as const;
export type RunStep = (typeof RUN_STEPS)[number];

// A run goes back to its beginning: a reviewer asks again, a refund is decided again, or the engine begins it anew.
const BEGINNING = ['fetching_data', 'validating', 'generating_resolution', 'awaiting_review'] as const;
// Money comes after a review only.
const MONEY = ['executing', 'awaiting_money_outcome'] as const;
const ENDS = ['completed', 'rejected', 'invalid', 'expired', 'failed'] as const;

const MOVES: Record<RunStep, readonly RunStep[]> = {
  fetching_data: [...BEGINNING, ...ENDS],
  validating: [...BEGINNING, ...ENDS],
  generating_resolution: [...BEGINNING, ...ENDS],
  awaiting_review: [...BEGINNING, ...MONEY, ...ENDS],
  executing: [...BEGINNING, ...MONEY, ...ENDS],
  awaiting_money_outcome: [...BEGINNING, ...MONEY, ...ENDS],
  completed: [],
  rejected: [],
  invalid: [],
  expired: [],
  failed: [],
};

/** Steps from which a run may come to `to`; an end is followed by nothing. */
export const stepsBefore = (to: RunStep): RunStep[] => RUN_STEPS.filter((from) => MOVES[from].includes(to));

export type DisputeOutcome = 'refunded' | 'resolved_without_refund' | 'rejected' | 'invalid' | 'expired' | 'failed';

/** What each outcome leaves in the books. `tells` = the customer hears of it. */
export const ENDS_OF_RUN = {
  refunded: { step: 'completed', status: 'completed', event: 'dispute_completed', tells: 'customer_refunded' },
  resolved_without_refund: {
    step: 'completed',
    status: 'completed',
    event: 'dispute_completed',
    tells: 'customer_closed',
  },
  rejected: { step: 'rejected', status: 'completed', event: 'dispute_rejected', tells: 'customer_closed' },
  expired: { step: 'expired', status: 'completed', event: 'dispute_completed', tells: null },
  invalid: { step: 'invalid', status: 'failed', event: 'dispute_invalid', tells: null },
  failed: { step: 'failed', status: 'failed', event: 'dispute_failed', tells: null },
} as const satisfies Record<
  DisputeOutcome,
  { step: RunStep; status: 'completed' | 'failed'; event: string; tells: string | null }
>;

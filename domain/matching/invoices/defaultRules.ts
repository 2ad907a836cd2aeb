import type { MatchRules } from './schema.ts';

/** The rule set of a tenant that has not made its own. */
export const DEFAULT_MATCH_RULES: MatchRules = {
  version: 'invoice-fixed-points-1',
  amount: { points: 40 },
  reference: { points: 35 },
  date: { points: 15, withinDays: 7 },
  payer: { points: 10, similarity: 0.8 },
  store: 60,
  auto: { on: false, from: 95, margin: 10, twins: 'ask' },
  differences: { partial: true, over: true, foreign: true, feePermille: 35 },
  covers: { atMost: 8, withinDays: 400, effort: 50_000 },
};

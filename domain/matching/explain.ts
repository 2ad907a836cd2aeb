import type { Evidence } from './evidence.ts';

/** Why a match was made, as it is stored with it and shown: whoever reads it can add it up again. */
export interface Explanation {
  /** Version of the rule set. */
  rules: string;
  /** Version of the learned model that scored; null = the rule set scored. */
  model: string | null;
  /** What the lines of the waterfall count: points of 100, or bits (log2 of odds). */
  unit: 'points' | 'bits';
  waterfall: Evidence[];
  /** The sum of the waterfall, in `unit`. */
  total: number;
  /** 0 to 100. */
  score: number;
  /** The next best that was not chosen; null when there was none. */
  runnerUp: { transactionId: string; invoiceId: string; score: number; waterfall: Evidence[] } | null;
}

/** Whole percent of a probability given as bits. Rounded down: nothing short of certainty is shown as 100. */
export const percentOfBits = (bits: number): number => Math.floor(100 / (1 + 2 ** -bits) + 1e-9);

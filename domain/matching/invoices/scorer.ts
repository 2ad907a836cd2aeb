import type { Evidence } from '../evidence.ts';

/** A candidate pair by index, with its score on the shown scale. */
export interface ScoredPair {
  transaction: number;
  invoice: number;
  /** 0 to 100. */
  score: number;
  /** What claims go by: finer than the score where the scorer has more to say. */
  weight: number;
}

/** What turns a pair into evidence: the rule set or a learned model. */
export interface Scorer {
  model: string | null;
  unit: 'points' | 'bits';
  pairs: ScoredPair[];
  /** The waterfall of a pair; its sum is the score, or the bits that the score is the percentage of. */
  explain: (pair: ScoredPair) => Evidence[];
}

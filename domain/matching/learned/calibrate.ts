import type { Judged } from './evaluate.ts';

/** Steps from a score to the share that was right, both ascending: what reviewers' decisions make of a probability. */
export interface Calibration {
  steps: { from: number; right: number }[];
}

/** Fewer decisions tell less than the model itself. */
const FEWEST_DECISIONS = 50;

/**
 * Learns from decisions how often a probability was right, so that a higher one never means less (isotonic regression by
 * pooling neighbours). Null with too few decisions, or when all said the same.
 */
export function calibrate(decided: readonly Judged[]): Calibration | null {
  const right = decided.filter((one) => one.right).length;
  if (decided.length < FEWEST_DECISIONS || right === 0 || right === decided.length) return null;
  const pools: { from: number; right: number; count: number }[] = [];
  for (const one of decided.toSorted((left, other) => left.score - other.score)) {
    pools.push({ from: one.score, right: one.right ? 1 : 0, count: 1 });
    for (;;) {
      const [before, last] = [pools.at(-2), pools.at(-1)];
      if (!before || !last) break;
      const equal = before.from === last.from;
      if (!equal && before.right / before.count < last.right / last.count) break;
      pools.splice(-2, 2, { from: before.from, right: before.right + last.right, count: before.count + last.count });
    }
  }
  // One decision is added on either side, so that a pool of few is never certain.
  return { steps: pools.map(({ from, right: of, count }) => ({ from, right: (of + 1) / (count + 2) })) };
}

/** The probability of a score by these steps; the score itself where nothing was learned. */
export function calibrated(calibration: Calibration | null, score: number): number {
  if (!calibration) return score;
  let share = calibration.steps[0]?.right ?? score;
  let highest = share;
  for (const step of calibration.steps) {
    if (step.from > score) break;
    highest = Math.max(highest, step.right);
    share = highest;
  }
  return share;
}

/** A deadline this much nearer doubles what a decision is worth. */
const HALF_LIFE_MS = 24 * 3_600_000;
/** A task without a deadline stands as if it had this one. */
const DEFAULT_HORIZON_MS = 7 * HALF_LIFE_MS;
/** Even a proposal that is certain deserves a look. */
const LEAST_UNCERTAINTY = 0.05;

export interface TaskWorth {
  /** Money at risk in minor units; currencies are compared by number, without rates. */
  atRiskMinor: number;
  /** Of the proposal, 0 to 1; null = nobody knows, which is the most uncertain there is. */
  confidence: number | null;
  openedAtMs: number;
  expiresAtMs: number | null;
}

/**
 * Where a task stands in the inbox: money x uncertainty x nearness of the deadline, as a logarithm. The deadline's part
 * grows for all tasks at the same rate, so the order never changes by itself and one stored number can be indexed.
 */
export function reviewPriority({ atRiskMinor, confidence, openedAtMs, expiresAtMs }: TaskWorth): number {
  const uncertainty = Math.max(LEAST_UNCERTAINTY, 1 - (confidence ?? 0));
  const deadlineMs = expiresAtMs ?? openedAtMs + DEFAULT_HORIZON_MS;
  return Math.log2(1 + Math.abs(atRiskMinor) * uncertainty) - deadlineMs / HALF_LIFE_MS;
}

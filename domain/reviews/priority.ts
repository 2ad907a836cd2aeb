/** A deadline this much nearer doubles what a decision is worth. */
const HALF_LIFE_MS = 24 * 3_600_000;
/** A task without a deadline stands as if it had this one. */
const DEFAULT_HORIZON_MS = 7 * HALF_LIFE_MS;
/** Even a proposal that is certain deserves a look. */
const LEAST_UNCERTAINTY = 0.05;

export interface TaskWorth {
  /** Money at risk in minor units of the tenant's base currency (domain/reviews/rates.ts). */
  worthMinor: number;
  /** Of the proposal, 0 to 1; null = nobody knows, which is the most uncertain there is. */
  confidence: number | null;
  openedAtMs: number;
  expiresAtMs: number | null;
  /** When a hold of somebody runs out that this decision could keep; null = none waits for it. */
  holdEndsAtMs: number | null;
}

/** When it is too late: the deadline of the task, or the end of a hold before it. One that had ended before is none. */
function tooLateMs({ openedAtMs, expiresAtMs, holdEndsAtMs }: TaskWorth): number {
  const deadlineMs = expiresAtMs ?? openedAtMs + DEFAULT_HORIZON_MS;
  return holdEndsAtMs !== null && holdEndsAtMs > openedAtMs ? Math.min(deadlineMs, holdEndsAtMs) : deadlineMs;
}

/**
 * Where a task stands in the inbox: money x uncertainty x nearness of the deadline, as a logarithm. The deadline's part
 * grows for all tasks at the same rate, so the order never changes by itself and one stored number can be indexed.
 */
export function reviewPriority(task: TaskWorth): number {
  const uncertainty = Math.max(LEAST_UNCERTAINTY, 1 - (task.confidence ?? 0));
  return Math.log2(1 + Math.abs(task.worthMinor) * uncertainty) - tooLateMs(task) / HALF_LIFE_MS;
}

/** As much money, in minor units of the base currency, as is said to be much. */
const MUCH_MINOR = 100_000;
/** A proposal below this is said to be unsure. */
const UNSURE = 0.6;

export type WhyOnTop = 'escalated' | 'hold_ends' | 'deadline' | 'much_money' | 'no_proposal' | 'unsure';

/** The parts in words, where the instants stand beside them. */
export const WHY_WORDS: Readonly<Record<WhyOnTop, string>> = {
  escalated: 'handed on, or left undecided for long',
  hold_ends: 'a hold ends soon',
  deadline: 'expires soon',
  much_money: 'much money',
  no_proposal: 'nothing sure is proposed',
  unsure: 'the proposal is unsure',
};

/** Which parts of the order put a task on top, the most pressing first; empty for one that waits in its turn. */
export function whyOnTop(task: Omit<TaskWorth, 'openedAtMs'> & { escalated: boolean }, nowMs: number): WhyOnTop[] {
  const soon = (atMs: number | null) => atMs !== null && atMs > nowMs && atMs - nowMs < HALF_LIFE_MS;
  const why: [WhyOnTop, boolean][] = [
    ['escalated', task.escalated],
    ['hold_ends', soon(task.holdEndsAtMs)],
    ['deadline', soon(task.expiresAtMs)],
    ['much_money', task.worthMinor >= MUCH_MINOR],
    ['no_proposal', task.confidence === null],
    ['unsure', task.confidence !== null && task.confidence < UNSURE],
  ];
  return why.flatMap(([reason, applies]) => (applies ? [reason] : []));
}

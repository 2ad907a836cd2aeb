/** What an open or ended run is doing, for people: a few words in a list, and what a list may be narrowed to. */
export const RUN_STATES = ['working', 'decision', 'vendor', 'time', 'failed', 'done'] as const;
export type RunState = (typeof RUN_STATES)[number];

export const RUN_STATE_WORDS: Record<RunState, string> = {
  working: 'Working',
  decision: 'Waits for a decision',
  vendor: 'Waits for a vendor',
  time: 'Waits until its time',
  failed: 'Failed',
  done: 'Done',
};

/** Why an open run needs somebody to look: nothing will move it, or not in time. */
const STUCK_REASONS = ['not_begun', 'escalated', 'retried', 'vendor', 'silent'] as const;
export type StuckReason = (typeof STUCK_REASONS)[number];

export const STUCK_WORDS: Record<StuckReason, { why: string; next: string }> = {
  not_begun: { why: 'The engine has not begun it', next: 'Look at the dead letters, and whether the workers run' },
  escalated: { why: 'Nobody has decided, and it was handed on', next: 'Decide it, or ask somebody who may' },
  retried: { why: 'A vendor fails again and again', next: 'It is tried again by itself; look at the Vendors page' },
  vendor: { why: 'The vendor has not said what became of it', next: 'Look at the Vendors page' },
  silent: { why: 'Nothing has happened for a quarter of an hour', next: 'Look at its steps: which one fails, and why' },
};

/** From here on it is stuck. */
export const NOT_BEGUN_AFTER_S = 60;
export const SILENT_AFTER_S = 900;

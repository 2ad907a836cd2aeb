import type { Transaction } from '../db/database.ts';
import type { Figures } from '../db/figures.ts';
import type { Reading } from '../domain/operations/alertRules.ts';

/** A schedule as the engine has it. */
export interface ScheduleHealth {
  scheduleId: string;
  /** Paused by a person; what the configuration switches off is none of it. */
  stopped: boolean;
  consecutiveFailures: number;
}

/** What alert rules look at: figures of the last day and the last five minutes, counts of those five minutes, the engine, the books. */
export interface Seen {
  tx: Transaction;
  day: Figures;
  short: Figures;
  counts: Record<string, number>;
  /** Null when the engine does not answer. */
  engine: ScheduleHealth[] | null;
}

/** What a rule makes of it; null = nothing can be said. */
export type ReadAlert = (seen: Seen) => Reading[] | null | Promise<Reading[]>;

export const one = (value: number, items: number | null = null): Reading[] => [{ subject: '', value, items }];
export const rate = (part: number, whole: number): Reading[] => one(whole === 0 ? 0 : part / whole, whole);

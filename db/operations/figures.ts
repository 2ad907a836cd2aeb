import { type SQL, sql } from 'drizzle-orm';
import type { FigureEntry, Within } from '../slice.ts';

export const figures = {
  job_runs: { kind: 'count', metric: { name: 'job_runs', help: 'Cycles of scheduled jobs' } },
  job_runs_failed: { kind: 'count', metric: { name: 'job_runs_failed', help: 'Cycles of scheduled jobs that failed' } },
} as const satisfies Record<string, FigureEntry>;

export const figureQuery = (within: Within): SQL => sql`
  select count(*) as job_runs, count(*) filter (where not ok) as job_runs_failed from job_runs where ${within('started_at')}`;

/** Metrics that are one figure by another. */
export const rates = [
  { name: 'job_failure_rate', help: 'Share of job cycles that failed', part: 'job_runs_failed', whole: 'job_runs' },
] as const;

import type { MatchRun } from '../../domain/matching/invoices/items.ts';
import { type MatchInput, reconcile } from '../../domain/matching/invoices/reconcile.ts';
import { type Training, type TrainingInput, trainAndJudge } from '../../domain/matching/invoices/training.ts';

/** What is worked out apart from the thread that answers everybody: it takes seconds of processor for a large book. */
export const MATCH_JOBS = {
  trainAndJudge: (input: TrainingInput): Training => trainAndJudge(input),
  reconcile: (input: MatchInput): MatchRun => reconcile(input),
};

export type MatchJobs = typeof MATCH_JOBS;
export type MatchJob = keyof MatchJobs;

/** What is sent to the thread, and what comes back. */
export interface JobMessage {
  id: number;
  job: MatchJob;
  input: never;
}
export type JobAnswer = { id: number; output: unknown } | { id: number; failure: string };

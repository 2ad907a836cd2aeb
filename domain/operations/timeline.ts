/** One step of a run as operators see it. Names, times and codes; never inputs or results. */
export interface TimelineStep {
  kind: 'activity' | 'local' | 'timer' | 'child' | 'update' | 'signal' | 'run';
  name: string;
  status: 'running' | 'done' | 'failed' | 'cancelled';
  attempts: number;
  /** Type of the last failure, e.g. `STRIPE_RATE_LIMITED`. */
  code: string | null;
  /** What the engine kept of that failure, without anything that could be about a person. */
  message: string | null;
  /** What the workflow says that it is for, e.g. of a wait. */
  summary: string | null;
  startedAt: string;
  endedAt: string | null;
  /** When a wait that still runs is over, or a step that failed is tried again. */
  until: string | null;
}

/** Steps of a run over its continuations, and the continuation that was or is at work last: the one that paid, if any did. */
export interface Timeline {
  steps: TimelineStep[];
  lastRunId: string;
}

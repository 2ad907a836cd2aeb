import { ApplicationFailure } from '@temporalio/common';
import { endStepProblem, noteStepProblem } from '../books/operations/noteStepProblem.ts';
import type { Database } from '../db/database.ts';
import { VendorError } from '../providers/vendorError.ts';

/** One try of an activity, as the engine counts it. */
interface Tried {
  activityType: string;
  /** 1 for the first. */
  attempt: number;
  /** 0 or undefined = without end. */
  maximumAttempts: number | undefined;
  tenantId: string | undefined;
  processId: string | undefined;
}

/** From this try on it is no hiccup. */
const TOLD_FROM = 2;

/** Hears how a try ended: what was thrown, and what the engine is told; both null = well. */
export type HearTry = (tried: Tried, error: unknown, failure: Error | null) => Promise<void>;

/**
 * Writes into the books which run has a vendor fail again and again, and that it no longer does. First tries that go well,
 * nearly all, write nothing. Losing a write loses nothing else.
 */
export const createStepProblems =
  (db: Database): HearTry =>
  async ({ activityType, attempt, maximumAttempts, tenantId, processId }, error, failure) => {
    if (attempt < TOLD_FROM || !tenantId || !processId) return;
    const last = maximumAttempts ? attempt >= maximumAttempts : false;
    const again = failure instanceof ApplicationFailure && !failure.nonRetryable && !last;
    await db
      .withTenant(tenantId, (tx) =>
        again && error instanceof VendorError
          ? noteStepProblem(tx, { processId, step: activityType, code: error.type, times: attempt })
          : endStepProblem(tx, processId, activityType),
      )
      .catch(() => undefined);
  };

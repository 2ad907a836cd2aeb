import { isCancellation, proxyLocalActivities } from '@temporalio/workflow';
import { RETRY } from '../../temporal.config.ts';
import type { OperationsActivities } from './contract.ts';

const jobs = proxyLocalActivities<OperationsActivities>(RETRY.db);

/** Runs one cycle of a scheduled job and leaves a row of what it did. `counts.failed` above 0 makes it a failed one. */
export async function asJob<Counts extends object>(
  tenantId: string,
  job: string,
  work: () => Promise<Counts>,
): Promise<Counts> {
  const startedAtMs = Date.now();
  const end = (ok: boolean, counts: object) =>
    jobs.endJob({
      tenantId,
      job,
      startedAtMs,
      durationMs: Date.now() - startedAtMs,
      ok,
      // Counts of a cycle are numbers.
      counts: counts as Record<string, number>,
    });
  try {
    // The line in the log goes beside the first step.
    const [, counts] = await Promise.all([jobs.beginJob({ tenantId, job }), work()]);
    await end(!('failed' in counts && Number(counts.failed) > 0), counts);
    return counts;
  } catch (error) {
    if (!isCancellation(error)) await end(false, {});
    throw error;
  }
}

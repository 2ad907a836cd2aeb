import {
  CancellationScope,
  continueAsNew,
  defineQuery,
  isCancellation,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { ReviewActivities } from '../../activities/reviews/area.ts';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import type { BulkDecisionInput, BulkProgress } from './contract.ts';

const bulk = proxyActivities<ReviewActivities>({
  taskQueue: TASK_QUEUES.core,
  ...RETRY.books,
  startToCloseTimeout: 60_000,
  heartbeatTimeout: 10_000,
});

const stateQuery = defineQuery<BulkProgress>('state');

/**
 * Carries out a previewed bulk decision chunk by chunk. Each decision goes through the review of its own task like one
 * made by hand, so the first decision wins there. Aborting, by the API or by cancelling the run, ends it between chunks.
 */
export async function bulkDecisionWorkflow(input: BulkDecisionInput): Promise<BulkProgress> {
  let progress: BulkProgress = { status: 'running', total: 0, settled: 0 };
  setHandler(stateQuery, () => progress);
  let aborted = false;
  let after = input.after ?? -1;
  try {
    for (;;) {
      const chunk = await bulk.decideChunk({ ...input, after });
      progress = { status: 'running', total: chunk.total, settled: chunk.settled };
      aborted = chunk.aborting;
      after = chunk.next;
      if (aborted || chunk.settled === chunk.total) break;
      if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof bulkDecisionWorkflow>({ ...input, after });
    }
  } catch (error) {
    if (!isCancellation(error)) throw error;
    aborted = true;
  }
  progress = await CancellationScope.nonCancellable(() => bulk.endBulk({ ...input, aborted }));
  return progress;
}

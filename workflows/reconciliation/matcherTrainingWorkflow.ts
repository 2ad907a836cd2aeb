import { defineQuery, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import { asJob } from '../operations/asJob.ts';
import type { ReconciliationActivities } from './matching/contract.ts';

// The fit and the comparison run inside it, over all that is open and was decided.
const training = proxyActivities<Pick<ReconciliationActivities, 'trainMatcher'>>({
  taskQueue: TASK_QUEUES.core,
  ...RETRY.books,
  startToCloseTimeout: 900_000,
  heartbeatTimeout: 30_000,
});
const stateQuery = defineQuery<{ trained: number; promoted: number }>('state');

/** Trains a tenant's scorer on its own payments and invoices, and puts it into use where it is better and nothing gets worse. */
export async function matcherTrainingWorkflow({
  tenantId,
}: {
  tenantId: string;
}): Promise<{ trained: number; promoted: number }> {
  const counts = { trained: 0, promoted: 0 };
  setHandler(stateQuery, () => counts);
  return asJob(tenantId, 'matcher-training', async () => {
    Object.assign(counts, await training.trainMatcher({ tenantId, training: workflowInfo().runId }));
    return counts;
  });
}

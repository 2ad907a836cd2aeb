import { defineQuery, proxyActivities, setHandler } from '@temporalio/workflow';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import type { OperationsActivities } from './contract.ts';

const retention = proxyActivities<OperationsActivities>({
  taskQueue: TASK_QUEUES.core,
  ...RETRY.db,
  startToCloseTimeout: 300_000,
  heartbeatTimeout: 30_000,
});

const stateQuery = defineQuery<{ step: string }>('state');

/** Deletes what a tenant's books need no longer: ended tokens, old answers to keyed requests, old messages. Daily. */
export async function dataRetentionWorkflow(input: { tenantId: string }): Promise<{ purged: Record<string, number> }> {
  let step = 'purging';
  setHandler(stateQuery, () => ({ step }));
  const purged = await retention.purgeExpired(input);
  step = 'done';
  return { purged };
}

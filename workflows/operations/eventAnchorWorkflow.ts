import { defineQuery, proxyActivities, setHandler } from '@temporalio/workflow';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import type { OperationsActivities } from './contract.ts';

const anchors = proxyActivities<OperationsActivities>({
  taskQueue: TASK_QUEUES.core,
  ...RETRY.db,
});

const stateQuery = defineQuery<{ step: string }>('state');

/** Writes the head of the tenant's event chain outside the database once a day, so that a cut tail shows. */
export async function eventAnchorWorkflow(input: { tenantId: string }): Promise<void> {
  let step = 'anchoring';
  setHandler(stateQuery, () => ({ step }));
  await anchors.anchorEvents(input);
  step = 'done';
}

import { defineQuery, proxyActivities, setHandler } from '@temporalio/workflow';
import type { createPolicyActivities } from '../../activities/policies/createPolicyActivities.ts';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import type { PolicyIngestionInput } from './contract.ts';

const policies = proxyActivities<ReturnType<typeof createPolicyActivities>>({
  taskQueue: TASK_QUEUES.llm,
  ...RETRY.llm,
});

const stateQuery = defineQuery<{ step: string }>('state');

/** Reads one policy file, splits it into sections, embeds and stores them. An unreadable file is marked, not retried. */
export async function policyIngestionWorkflow(input: PolicyIngestionInput): Promise<{ sections: number }> {
  let step = 'ingesting';
  setHandler(stateQuery, () => ({ step }));
  const result = await policies.ingestPolicy(input);
  step = 'done';
  return result;
}

import { defineQuery, proxyActivities, setHandler } from '@temporalio/workflow';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import { asJob } from './asJob.ts';
import type { OperationsActivities } from './contract.ts';

const alerts = proxyActivities<OperationsActivities>({
  taskQueue: TASK_QUEUES.core,
  ...RETRY.db,
  startToCloseTimeout: 30_000,
});

const stateQuery = defineQuery<{ step: string }>('state');

/** Holds the tenant's figures against its alert rules, every minute. */
export async function alertEvaluationWorkflow(input: { tenantId: string }): Promise<{ readings: number }> {
  let step = 'evaluating';
  setHandler(stateQuery, () => ({ step }));
  const result = await asJob(input.tenantId, 'alert-evaluation', () => alerts.evaluateAlerts(input));
  step = 'done';
  return result;
}

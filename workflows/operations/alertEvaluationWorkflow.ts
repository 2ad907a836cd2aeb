import { defineQuery, proxyActivities, setHandler } from '@temporalio/workflow';
import type { createAlertActivities } from '../../activities/operations/createAlertActivities.ts';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import { asJob } from './asJob.ts';

const alerts = proxyActivities<ReturnType<typeof createAlertActivities>>({
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

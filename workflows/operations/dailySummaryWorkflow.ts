import { defineQuery, proxyActivities, setHandler } from '@temporalio/workflow';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import { asJob } from './asJob.ts';
import type { OperationsActivities } from './contract.ts';

const reports = proxyActivities<OperationsActivities>({
  taskQueue: TASK_QUEUES.core,
  ...RETRY.db,
  startToCloseTimeout: 120_000,
});

const DAY_MS = 24 * 3_600_000;

const stateQuery = defineQuery<{ day: string; step: string }>('state');

/** Writes and sends the figures of the day that has ended, shortly after midnight UTC. */
export async function dailySummaryWorkflow(input: { tenantId: string }): Promise<{ day: string; written: number }> {
  const day = new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);
  let step = 'counting';
  setHandler(stateQuery, () => ({ day, step }));
  const { written } = await asJob(input.tenantId, 'daily-summary', async () => {
    const done = await reports.summarizeDay({ tenantId: input.tenantId, day });
    return { written: Number(done.written) };
  });
  step = 'done';
  return { day, written };
}

import { defineQuery, proxyActivities, setHandler } from '@temporalio/workflow';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import { asJob } from './asJob.ts';
import type { OperationsActivities } from './contract.ts';

const reports = proxyActivities<OperationsActivities>({
  taskQueue: TASK_QUEUES.core,
  ...RETRY.db,
  startToCloseTimeout: 120_000,
  heartbeatTimeout: 30_000,
});

const stateQuery = defineQuery<{ day: string | null; step: string }>('state');

/** Writes and sends the figures of the tenant's day that ended last, once: it looks each hour, because days end at other hours elsewhere. */
export async function dailySummaryWorkflow(input: {
  tenantId: string;
}): Promise<{ day: string | null; written: number }> {
  let day: string | null = null;
  let step = 'counting';
  setHandler(stateQuery, () => ({ day, step }));
  const { written } = await asJob(input.tenantId, 'daily-summary', async () => {
    const done = await reports.summarizeDay({ tenantId: input.tenantId });
    day = done.day;
    return { written: Number(done.written) };
  });
  step = 'done';
  return { day, written };
}

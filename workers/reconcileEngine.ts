import { type Client, ScheduleNotFoundError, ScheduleOverlapPolicy } from '@temporalio/client';
import proto from '@temporalio/proto';
import { SCHEDULES, SEARCH_ATTRIBUTES, TASK_QUEUES } from '../temporal.config.ts';

// A CommonJS package: its names are on the default export.
const { temporal } = proto;

const KEYWORD = temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;

/** Adds search attributes the server lacks: an existing dev server file ignores those named on its command line. */
export async function reconcileSearchAttributes(client: Client): Promise<void> {
  const { namespace } = client.options;
  const known = await client.connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.keys(SEARCH_ATTRIBUTES).filter((name) => !known.customAttributes?.[name]);
  if (missing.length === 0) return;
  await client.connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(missing.map((name) => [name, KEYWORD])),
  });
}

/**
 * Makes the server's schedules those of temporal.config.ts, one per tenant: create, else update; pauses are kept.
 * `everyMs`: intervals that the installation sets itself.
 */
export async function reconcileSchedules(
  client: Client,
  tenantIds: string[],
  everyMs: Partial<Record<(typeof SCHEDULES)[number]['id'], number>>,
): Promise<void> {
  for (const tenantId of tenantIds) {
    for (const schedule of SCHEDULES) {
      const scheduleId = `${schedule.id}:${tenantId}`;
      const offset = 'offsetMs' in schedule ? { offset: schedule.offsetMs } : {};
      const spec = {
        intervals: [{ every: everyMs[schedule.id] ?? schedule.everyMs, ...offset }],
        jitter: schedule.jitterMs,
      };
      const action = {
        type: 'startWorkflow' as const,
        workflowType: schedule.workflowType,
        workflowId: `${schedule.id}:${tenantId}:run`,
        taskQueue: TASK_QUEUES.core,
        args: [{ tenantId }],
      };
      const policies = { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '10 minutes' } as const;
      const handle = client.schedule.getHandle(scheduleId);
      try {
        await handle.describe();
        await handle.update((previous) => ({ ...previous, spec, action, policies }));
      } catch (error) {
        if (!(error instanceof ScheduleNotFoundError)) throw error;
        await client.schedule.create({ scheduleId, spec, action, policies });
      }
    }
  }
}

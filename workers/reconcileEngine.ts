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

/** What an installation sets of its schedules itself. */
export type ScheduleSettings = Partial<Record<(typeof SCHEDULES)[number]['id'], { everyMs: number; paused?: boolean }>>;

/** Note of a schedule that a setting has switched off; an operator's pause has another and stays. */
export const SWITCHED_OFF = 'switched off by the configuration';

function switched<State extends { paused: boolean; note?: string }>(state: State, off: boolean | undefined): State {
  if (off && !state.paused) return { ...state, paused: true, note: SWITCHED_OFF };
  if (off === false && state.paused && state.note === SWITCHED_OFF) return { ...state, paused: false, note: '' };
  return state;
}

/**
 * Makes the server's schedules those of temporal.config.ts, one per tenant: create, else update; pauses are kept.
 * One that a setting switches off is paused with SWITCHED_OFF as its note, and only then resumed by the same setting.
 */
export async function reconcileSchedules(
  client: Client,
  tenantIds: string[],
  settings: ScheduleSettings,
): Promise<void> {
  for (const tenantId of tenantIds) {
    for (const schedule of SCHEDULES) {
      const scheduleId = `${schedule.id}:${tenantId}`;
      const offset = 'offsetMs' in schedule ? { offset: schedule.offsetMs } : {};
      const spec = {
        intervals: [{ every: settings[schedule.id]?.everyMs ?? schedule.everyMs, ...offset }],
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
        await handle.update((previous) => ({
          ...previous,
          spec,
          action,
          policies,
          state: switched(previous.state, settings[schedule.id]?.paused),
        }));
      } catch (error) {
        if (!(error instanceof ScheduleNotFoundError)) throw error;
        const state = settings[schedule.id]?.paused ? { paused: true, note: SWITCHED_OFF } : {};
        await client.schedule.create({ scheduleId, spec, action, policies, state });
      }
    }
  }
}

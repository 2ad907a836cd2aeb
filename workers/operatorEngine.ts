import { type Client, ScheduleNotFoundError, ScheduleOverlapPolicy } from '@temporalio/client';
import type { Timeline } from '../domain/operations/timeline.ts';
import { SCHEDULES } from '../temporal.config.ts';
import { SWITCHED_OFF } from './reconcileEngine.ts';
import { timelineOf } from './runTimeline.ts';

interface ScheduleView {
  scheduleId: string;
  workflowType: string;
  paused: boolean;
  note: string | null;
  lastRunAt: string | null;
  nextRunAt: string | null;
  /** Of the last run that went well: when it ended, and how long it took. */
  lastSuccessAt: string | null;
  lastDurationMs: number | null;
  /** Runs that failed since then. */
  consecutiveFailures: number;
  /** Paused by a person, or silent for three of its intervals. What the configuration switches off is not stopped. */
  stopped: boolean;
}

/** What operators read of the engine and may do to schedules; decisions and starts are in engine.ts. */
export interface OperatorEngine {
  /** Steps of a run, over its continuations; null when the engine no longer has it. */
  timeline(workflowId: string, firstRunId: string): Promise<Timeline | null>;
  schedules(tenantId: string): Promise<ScheduleView[]>;
  /** False when the tenant has no such schedule. */
  changeSchedule(
    tenantId: string,
    scheduleId: string,
    change: 'pause' | 'resume' | 'run',
    note: string,
  ): Promise<boolean>;
}

const RUNS_LOOKED_AT = 20;
const INTERVALS_UNTIL_STOPPED = 3;
const GRACE_MS = 60_000;
/** How the newest runs of a schedule went, as the engine still has them. */
async function healthOf(client: Client, scheduleId: string) {
  const runs = client.workflow.list({
    query: `TemporalScheduledById = '${scheduleId}'`,
    pageSize: RUNS_LOOKED_AT,
  });
  let failures = 0;
  let seen = 0;
  // Newest first.
  for await (const { status, startTime, closeTime } of runs) {
    if (status.name === 'COMPLETED' && closeTime)
      return {
        lastSuccessAt: closeTime.toISOString(),
        lastDurationMs: closeTime.getTime() - startTime.getTime(),
        consecutiveFailures: failures,
      };
    if (status.name === 'FAILED' || status.name === 'TIMED_OUT') failures += 1;
    seen += 1;
    if (seen === RUNS_LOOKED_AT) break;
  }
  return { lastSuccessAt: null, lastDurationMs: null, consecutiveFailures: failures };
}

const viewOf = async (client: Client, scheduleId: string): Promise<ScheduleView> => {
  const [{ action, state, info, spec }, health] = await Promise.all([
    client.schedule.getHandle(scheduleId).describe(),
    healthOf(client, scheduleId),
  ]);
  const everyMs = Math.max(...(spec.intervals ?? []).map((interval) => Number(interval.every)), 0);
  const lastRun = info.recentActions.at(-1)?.takenAt ?? info.lastUpdatedAt ?? info.createdAt;
  const silent = everyMs > 0 && Date.now() - lastRun.getTime() > INTERVALS_UNTIL_STOPPED * everyMs + GRACE_MS;
  return {
    ...health,
    stopped: state.paused ? state.note !== SWITCHED_OFF : silent,
    scheduleId: scheduleId.split(':')[0] ?? scheduleId,
    workflowType: action.type === 'startWorkflow' ? action.workflowType : action.type,
    paused: state.paused,
    note: state.note || null,
    lastRunAt: info.recentActions.at(-1)?.takenAt.toISOString() ?? null,
    nextRunAt: info.nextActionTimes[0]?.toISOString() ?? null,
  };
};

export function createOperatorEngine(client: Client): OperatorEngine {
  return {
    timeline: (workflowId, firstRunId) => timelineOf(client, workflowId, firstRunId),

    async schedules(tenantId) {
      const ids = SCHEDULES.map(({ id }) => `${id}:${tenantId}`).toSorted();
      const views = await Promise.all(
        ids.map((id) =>
          viewOf(client, id).catch((error: unknown) => {
            // Not made yet: a worker makes what is missing when it starts.
            if (error instanceof ScheduleNotFoundError) return null;
            throw error;
          }),
        ),
      );
      return views.filter((view) => view !== null);
    },

    async changeSchedule(tenantId, scheduleId, change, note) {
      const handle = client.schedule.getHandle(`${scheduleId}:${tenantId}`);
      try {
        if (change === 'pause') await handle.pause(note);
        else if (change === 'resume') await handle.unpause(note);
        // After the run at work, if there is one: two at once would do the same twice.
        else await handle.trigger(ScheduleOverlapPolicy.BUFFER_ONE);
        return true;
      } catch (error) {
        if (error instanceof ScheduleNotFoundError) return false;
        throw error;
      }
    },
  };
}

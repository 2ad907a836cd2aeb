import { type Client, ScheduleNotFoundError, ScheduleOverlapPolicy, WorkflowNotFoundError } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';
import { SCHEDULES } from '../temporal.config.ts';
import { SWITCHED_OFF } from './reconcileEngine.ts';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;
type Timestamp = { seconds?: { toNumber(): number } | number | null; nanos?: number | null } | null | undefined;

/** One step of a run as operators see it. Names, times and codes; never inputs or results. */
interface TimelineStep {
  kind: 'activity' | 'local' | 'timer' | 'child' | 'update' | 'signal' | 'run';
  name: string;
  status: 'running' | 'done' | 'failed' | 'cancelled';
  attempts: number;
  /** Type of the last failure, e.g. `STRIPE_RATE_LIMITED`. */
  code: string | null;
  startedAt: string;
  endedAt: string | null;
}

/** Steps of a run over its continuations, and the continuation that was or is at work last: the one that paid, if any did. */
interface Timeline {
  steps: TimelineStep[];
  lastRunId: string;
}

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

const MAXIMUM_CONTINUATIONS = 20;
const RUNS_LOOKED_AT = 20;
const INTERVALS_UNTIL_STOPPED = 3;
const GRACE_MS = 60_000;
const LOCAL_ACTIVITY_MARKER = 'core_local_activity';

function isoOf(time: Timestamp): string {
  const seconds = typeof time?.seconds === 'number' ? time.seconds : (time?.seconds?.toNumber() ?? 0);
  return new Date(seconds * 1000 + Math.round((time?.nanos ?? 0) / 1e6)).toISOString();
}

/** Name and attempts of a local step, from the marker the SDK writes. */
function localStep(event: HistoryEvent): { name: string; attempts: number } {
  const data = event.markerRecordedEventAttributes?.details?.data?.payloads?.[0]?.data;
  try {
    const parsed = JSON.parse(Buffer.from(data ?? []).toString('utf8')) as { activity_type?: string; attempt?: number };
    return { name: parsed.activity_type ?? 'local step', attempts: parsed.attempt ?? 1 };
  } catch {
    return { name: 'local step', attempts: 1 };
  }
}

type Failure = temporal.api.failure.v1.IFailure | null | undefined;

/** Steps of one run, keyed by the event that opened each. */
class Steps {
  readonly byEvent = new Map<number, TimelineStep>();

  open(event: HistoryEvent, kind: TimelineStep['kind'], name: string | null | undefined): void {
    this.byEvent.set(Number(event.eventId), {
      kind,
      name: name ?? kind,
      status: 'running',
      attempts: 1,
      code: null,
      startedAt: isoOf(event.eventTime as Timestamp),
      endedAt: null,
    });
  }

  close(event: HistoryEvent, opener: unknown, status: TimelineStep['status'], failure?: Failure): void {
    const step = this.byEvent.get(Number(opener));
    if (!step) return;
    step.status = status;
    step.endedAt = isoOf(event.eventTime as Timestamp);
    // The cause carries our code; around it stands the engine's own "activity failed".
    const type = failure?.cause?.applicationFailureInfo?.type ?? failure?.applicationFailureInfo?.type;
    if (failure) step.code = type ?? 'FAILED';
  }

  /** What begins and ends in one event. */
  at(event: HistoryEvent, kind: TimelineStep['kind'], name: string | null | undefined, failure?: Failure): void {
    this.open(event, kind, name);
    this.close(event, event.eventId, failure ? 'failed' : 'done', failure);
  }
}

function activityEvent(steps: Steps, event: HistoryEvent): void {
  const scheduled = event.activityTaskScheduledEventAttributes;
  const started = event.activityTaskStartedEventAttributes;
  const completed = event.activityTaskCompletedEventAttributes;
  const failed = event.activityTaskFailedEventAttributes;
  const timedOut = event.activityTaskTimedOutEventAttributes;
  const cancelled = event.activityTaskCanceledEventAttributes;
  if (scheduled) steps.open(event, 'activity', scheduled.activityType?.name);
  if (completed) steps.close(event, completed.scheduledEventId, 'done');
  if (failed) steps.close(event, failed.scheduledEventId, 'failed', failed.failure);
  if (timedOut) steps.close(event, timedOut.scheduledEventId, 'failed', {});
  if (cancelled) steps.close(event, cancelled.scheduledEventId, 'cancelled');
  const step = started && steps.byEvent.get(Number(started.scheduledEventId));
  if (!step) return;
  step.attempts = started.attempt ?? 1;
  step.code = started.lastFailure?.applicationFailureInfo?.type ?? step.code;
}

function waitEvent(steps: Steps, event: HistoryEvent): void {
  const fired = event.timerFiredEventAttributes;
  const cancelled = event.timerCanceledEventAttributes;
  const child = event.startChildWorkflowExecutionInitiatedEventAttributes;
  const completed = event.childWorkflowExecutionCompletedEventAttributes;
  const failed = event.childWorkflowExecutionFailedEventAttributes;
  if (event.timerStartedEventAttributes) steps.open(event, 'timer', 'wait');
  if (fired) steps.close(event, fired.startedEventId, 'done');
  if (cancelled) steps.close(event, cancelled.startedEventId, 'cancelled');
  if (child) steps.open(event, 'child', child.workflowType?.name);
  if (completed) steps.close(event, completed.initiatedEventId, 'done');
  if (failed) steps.close(event, failed.initiatedEventId, 'failed', failed.failure);
}

function messageEvent(steps: Steps, event: HistoryEvent): void {
  const accepted = event.workflowExecutionUpdateAcceptedEventAttributes;
  const done = event.workflowExecutionUpdateCompletedEventAttributes;
  const signal = event.workflowExecutionSignaledEventAttributes;
  if (accepted) steps.open(event, 'update', accepted.acceptedRequest?.input?.name);
  if (done) steps.close(event, done.acceptedEventId, done.outcome?.failure ? 'failed' : 'done', done.outcome?.failure);
  if (signal) steps.at(event, 'signal', signal.signalName);
}

function runEvent(steps: Steps, event: HistoryEvent): void {
  const marker = event.markerRecordedEventAttributes;
  if (marker?.markerName === LOCAL_ACTIVITY_MARKER) {
    const { name, attempts } = localStep(event);
    steps.at(event, 'local', name, marker.failure);
    const step = steps.byEvent.get(Number(event.eventId));
    if (step) step.attempts = attempts;
  }
  const failed = event.workflowExecutionFailedEventAttributes;
  if (failed) steps.at(event, 'run', 'run failed', failed.failure ?? {});
}

/** Turns the events of one run into steps. An event has attributes of one kind only. */
function stepsOf(events: HistoryEvent[]): Map<number, TimelineStep> {
  const steps = new Steps();
  for (const event of events) for (const read of [activityEvent, waitEvent, messageEvent, runEvent]) read(steps, event);
  return steps.byEvent;
}

async function runSteps(client: Client, workflowId: string, runId: string) {
  const handle = client.workflow.getHandle(workflowId, runId);
  const [history, description] = await Promise.all([handle.fetchHistory(), handle.describe()]);
  const events = (history.events ?? []) as HistoryEvent[];
  const steps = stepsOf(events);
  for (const pending of description.raw.pendingActivities ?? []) {
    const step = [...steps.values()].findLast(
      (candidate) => candidate.status === 'running' && candidate.name === pending.activityType?.name,
    );
    if (!step) continue;
    step.attempts = pending.attempt ?? step.attempts;
    step.code = pending.lastFailure?.applicationFailureInfo?.type ?? step.code;
  }
  const next = events.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId ?? null;
  return { steps: [...steps.values()], next };
}

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

async function timelineOf(client: Client, workflowId: string, firstRunId: string): Promise<Timeline | null> {
  const all: TimelineStep[] = [];
  let lastRunId = firstRunId;
  let runId: string | null = firstRunId;
  try {
    for (let count = 0; runId && count < MAXIMUM_CONTINUATIONS; count += 1) {
      const { steps, next }: { steps: TimelineStep[]; next: string | null } = await runSteps(client, workflowId, runId);
      all.push(...steps);
      lastRunId = runId;
      runId = next;
    }
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    if (all.length === 0) return null;
  }
  // A chain longer than what is read here: its newest run, unless the id was used again since.
  if (runId) {
    const newest = await client.workflow.getHandle(workflowId).describe();
    const ofChain = newest.raw.workflowExecutionInfo?.firstRunId === firstRunId;
    lastRunId = ofChain ? newest.runId : runId;
  }
  return { steps: all, lastRunId };
}

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

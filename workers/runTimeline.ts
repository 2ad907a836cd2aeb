import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import {
  decodeOptionalFailureToOptionalError,
  decodeUserMetadata,
} from '@temporalio/common/lib/internal-non-workflow/index.js';
import type { temporal } from '@temporalio/proto';
import { plainMessage } from '../domain/operations/failureWords.ts';
import type { Timeline, TimelineStep } from '../domain/operations/timeline.ts';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;
type Timestamp = { seconds?: { toNumber(): number } | number | null; nanos?: number | null } | null | undefined;

const MAXIMUM_CONTINUATIONS = 20;
const LOCAL_ACTIVITY_MARKER = 'core_local_activity';

function msOf(time: Timestamp): number {
  const seconds = typeof time?.seconds === 'number' ? time.seconds : (time?.seconds?.toNumber() ?? 0);
  return seconds * 1000 + Math.round((time?.nanos ?? 0) / 1e6);
}
const isoOf = (time: Timestamp): string => new Date(msOf(time)).toISOString();

interface LocalStep {
  activity_type?: string;
  attempt?: number;
  original_schedule_time?: { seconds: number; nanos: number };
  complete_time?: { seconds: number; nanos: number };
}

/** A local step as the marker that the SDK writes tells it. */
function localStep(event: HistoryEvent): LocalStep {
  const data = event.markerRecordedEventAttributes?.details?.data?.payloads?.[0]?.data;
  try {
    return JSON.parse(Buffer.from(data ?? []).toString('utf8')) as LocalStep;
  } catch {
    return {};
  }
}

type Failure = temporal.api.failure.v1.IFailure | null | undefined;

/** Steps of one run, keyed by the event that opened each. */
class Steps {
  readonly byEvent = new Map<number, TimelineStep>();
  /** What has to be decoded before it can be read. */
  readonly failures = new Map<TimelineStep, Failure>();
  readonly summaries = new Map<TimelineStep, HistoryEvent['userMetadata']>();

  open(event: HistoryEvent, kind: TimelineStep['kind'], name: string | null | undefined): void {
    const step: TimelineStep = {
      kind,
      name: name ?? kind,
      status: 'running',
      attempts: 1,
      code: null,
      message: null,
      summary: null,
      startedAt: isoOf(event.eventTime as Timestamp),
      endedAt: null,
      until: null,
    };
    this.byEvent.set(Number(event.eventId), step);
    if (event.userMetadata) this.summaries.set(step, event.userMetadata);
  }

  /** What a step failed with; its code is in the clear. */
  fail(step: TimelineStep, failure: Failure): void {
    // The cause carries our code; around it stands the engine's own "activity failed".
    const inner = failure?.cause?.applicationFailureInfo ? failure.cause : failure;
    step.code = inner?.applicationFailureInfo?.type ?? step.code;
    this.failures.set(step, inner);
  }

  close(event: HistoryEvent, opener: unknown, status: TimelineStep['status'], failure?: Failure): void {
    const step = this.byEvent.get(Number(opener));
    if (!step) return;
    step.status = status;
    step.endedAt = isoOf(event.eventTime as Timestamp);
    step.until = null;
    if (!failure) return;
    step.code = 'FAILED';
    this.fail(step, failure);
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
  if (started.lastFailure) steps.fail(step, started.lastFailure);
}

function waitEvent(steps: Steps, event: HistoryEvent): void {
  const timer = event.timerStartedEventAttributes;
  const fired = event.timerFiredEventAttributes;
  const cancelled = event.timerCanceledEventAttributes;
  const child = event.startChildWorkflowExecutionInitiatedEventAttributes;
  const completed = event.childWorkflowExecutionCompletedEventAttributes;
  const failed = event.childWorkflowExecutionFailedEventAttributes;
  if (timer) {
    steps.open(event, 'timer', 'wait');
    const step = steps.byEvent.get(Number(event.eventId));
    const lengthMs = msOf(timer.startToFireTimeout as Timestamp);
    if (step) step.until = new Date(Date.parse(step.startedAt) + lengthMs).toISOString();
  }
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
    const local = localStep(event);
    steps.at(event, 'local', local.activity_type ?? 'local step', marker.failure);
    const step = steps.byEvent.get(Number(event.eventId));
    if (step) step.attempts = local.attempt ?? 1;
    // The marker is written with the task that ends it: its own times say how long it took.
    if (step && local.original_schedule_time && local.complete_time)
      Object.assign(step, { startedAt: isoOf(local.original_schedule_time), endedAt: isoOf(local.complete_time) });
  }
  const failed = event.workflowExecutionFailedEventAttributes;
  if (failed) steps.at(event, 'run', 'run failed', failed.failure ?? {});
}

/** Turns the events of one run into steps. An event has attributes of one kind only. */
function stepsOf(events: HistoryEvent[]): Steps {
  const steps = new Steps();
  for (const event of events) for (const read of [activityEvent, waitEvent, messageEvent, runEvent]) read(steps, event);
  return steps;
}

/** Reads what the codec has encrypted: the message of each failure, and what a wait says that it is for. */
async function decode(client: Client, { failures, summaries }: Steps): Promise<void> {
  const converter = client.options.loadedDataConverter;
  await Promise.all([
    ...[...failures].map(async ([step, failure]) => {
      const error = await decodeOptionalFailureToOptionalError(converter, failure).catch(() => undefined);
      step.message = error?.message ? plainMessage(error.message) : null;
    }),
    ...[...summaries].map(async ([step, metadata]) => {
      const read = await decodeUserMetadata(converter, metadata).catch(() => undefined);
      step.summary = typeof read?.staticSummary === 'string' ? plainMessage(read.staticSummary) : null;
    }),
  ]);
}

async function runSteps(client: Client, workflowId: string, runId: string) {
  const handle = client.workflow.getHandle(workflowId, runId);
  const [history, description] = await Promise.all([handle.fetchHistory(), handle.describe()]);
  const events = (history.events ?? []) as HistoryEvent[];
  const steps = stepsOf(events);
  for (const pending of description.raw.pendingActivities ?? []) {
    const step = [...steps.byEvent.values()].findLast(
      (candidate) => candidate.status === 'running' && candidate.name === pending.activityType?.name,
    );
    if (!step) continue;
    step.attempts = pending.attempt ?? step.attempts;
    if (pending.lastFailure) steps.fail(step, pending.lastFailure);
    const due = pending.scheduledTime && msOf(pending.scheduledTime as Timestamp);
    if (due && due > Date.now()) step.until = new Date(due).toISOString();
  }
  await decode(client, steps);
  const next = events.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId ?? null;
  return { steps: [...steps.byEvent.values()], next };
}

export async function timelineOf(client: Client, workflowId: string, firstRunId: string): Promise<Timeline | null> {
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

import { type Client, ScheduleNotFoundError, ScheduleOverlapPolicy } from '@temporalio/client';
import proto from '@temporalio/proto';
import { SCHEDULES, SEARCH_ATTRIBUTES, TASK_QUEUES } from '../temporal.config.ts';

// A CommonJS package: its names are on the default export.
const { temporal } = proto;

const KEYWORD = temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;

/** What of a client this needs. */
interface SearchAttributeAccess {
  options: { namespace: string };
  connection: {
    operatorService: {
      listSearchAttributes(request: {
        namespace: string;
      }): Promise<{ customAttributes?: Record<string, unknown> | null }>;
      addSearchAttributes(request: {
        namespace: string;
        searchAttributes: Record<string, proto.temporal.api.enums.v1.IndexedValueType>;
      }): Promise<unknown>;
    };
  };
}

/** What somebody who may has to run, for a server of one's own and for the managed service. */
const searchAttributeAdvice = (namespace: string, names: string[]): string =>
  [
    `temporal operator search-attribute create --namespace ${namespace} ${names.map((name) => `--name ${name} --type Keyword`).join(' ')}`,
    `or, in Temporal Cloud: tcld namespace search-attributes add --namespace ${namespace} ${names.map((name) => `--search-attribute "${name}=Keyword"`).join(' ')}`,
  ].join('\n  ');

/**
 * Looks whether the namespace has our search attributes and adds what it lacks, where this login may; else the error says
 * what to run, because no run starts without them. `warn` hears when even looking is forbidden: then they must be there.
 */
export async function reconcileSearchAttributes(
  { options: { namespace }, connection: { operatorService } }: SearchAttributeAccess,
  warn: (line: string) => void,
): Promise<void> {
  const names = Object.keys(SEARCH_ATTRIBUTES);
  const known = await askedAgain(() => operatorService.listSearchAttributes({ namespace })).catch((error: unknown) => {
    if (!isForbidden(error)) throw error;
    warn(
      `search attributes can't be listed here. If they are missing, run:\n  ${searchAttributeAdvice(namespace, names)}`,
    );
    return null;
  });
  const missing = known ? names.filter((name) => !known.customAttributes?.[name]) : [];
  if (missing.length === 0) return;
  try {
    const searchAttributes = Object.fromEntries(missing.map((name) => [name, KEYWORD]));
    await askedAgain(() => operatorService.addSearchAttributes({ namespace, searchAttributes }));
  } catch (error) {
    if (!isForbidden(error)) throw error;
    throw new Error(
      `the namespace ${namespace} lacks the search attributes ${missing.join(', ')}, and this login may not add them. Run:\n  ${searchAttributeAdvice(namespace, missing)}`,
    );
  }
}

/** Whether the server answered one of these gRPC codes. The SDK's clients keep that answer as the cause of their own error. */
const answered = (error: unknown, codes: readonly number[]): boolean =>
  error instanceof Error && (('code' in error && codes.includes(Number(error.code))) || answered(error.cause, codes));

/** gRPC: PERMISSION_DENIED, UNIMPLEMENTED, UNAUTHENTICATED. A managed service answers one of them to its operators' calls. */
const isForbidden = (error: unknown): boolean => answered(error, [7, 12, 16]);

/** gRPC: DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, UNAVAILABLE. The server is busy, or has not caught up after its start. */
const isBusy = (error: unknown): boolean => answered(error, [4, 8, 14]);

const BUSY_TRIES = 5;

/** Asks again while the server says that it is busy; what is asked here may be done twice. Throws the last answer. */
export async function askedAgain<Result>(work: () => Promise<Result>, pauseMs = 1_000): Promise<Result> {
  for (let tried = 1; ; tried += 1)
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || tried === BUSY_TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs * tried));
    }
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

async function reconcileSchedule(
  client: Client,
  tenantId: string,
  schedule: (typeof SCHEDULES)[number],
  settings: ScheduleSettings,
): Promise<void> {
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
    args: [{ tenantId, ...('kind' in schedule ? { kind: schedule.kind } : {}) }],
  };
  const policies = { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '10 minutes' } as const;
  const handle = client.schedule.getHandle(scheduleId);
  try {
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

/**
 * Makes the server's schedules those of temporal.config.ts, one per tenant: create, else update; pauses are kept.
 * One that a setting switches off is paused with SWITCHED_OFF as its note, and only then resumed by the same setting.
 */
export async function reconcileSchedules(
  client: Client,
  tenantIds: string[],
  settings: ScheduleSettings,
): Promise<void> {
  for (const tenantId of tenantIds)
    for (const schedule of SCHEDULES) await askedAgain(() => reconcileSchedule(client, tenantId, schedule, settings));
}

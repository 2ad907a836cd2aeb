import * as AREAS from './domain/areas.ts';
import { mergeNamed, slicesOf } from './domain/merge.ts';
import type { QueueEntry } from './domain/slice.ts';

/**
 * The one place to tune the engine: queues, retries, time-outs, waits, schedules, search attributes, server limits.
 * Pure data, because workflow code imports it.
 */

/** Of all areas: `core` is for workflows, database activities and messages, `integrations` for vendor calls that move no money. */
const GENERAL_QUEUES = {
  core: { hostsWorkflows: true, activitySlots: 8, activitiesPerSecond: null },
  integrations: { hostsWorkflows: false, activitySlots: 8, activitiesPerSecond: 100 },
} as const satisfies Record<string, QueueEntry>;

/** Every task queue with its limits; an area declares those that only it needs. */
export const QUEUE_PROFILES = mergeNamed({ ...AREAS, general: { queues: GENERAL_QUEUES } }, 'queues');
export type TaskQueue = keyof typeof QUEUE_PROFILES;
// Each queue is called what it is listed as.
export const TASK_QUEUES = Object.fromEntries(Object.keys(QUEUE_PROFILES).map((name) => [name, name])) as {
  [Name in TaskQueue]: Name;
};

/**
 * Runs kept in memory, about 0.2 MB each; one that is not is replayed when touched. More make waves of timers faster
 * and a worker with many parked reviews larger.
 */
export const MAX_CACHED_WORKFLOWS = 200;

/** A worker that died is noticed after this, not after the whole time-out of what it was doing; its activities beat by themselves. */
const HEARTBEAT_TIMEOUT_MS = 10_000;

/** Retry presets. Times in ms. `money` repeats the activity, never the vendor call: the books decide what is sent. */
export const RETRY = {
  db: {
    startToCloseTimeout: 10_000,
    retry: { initialInterval: 200, backoffCoefficient: 2, maximumInterval: 5_000, maximumAttempts: 5 },
  },
  /** For what must not be lost while the database is away: a decision, an outcome, the end of a run. */
  books: {
    startToCloseTimeout: 10_000,
    retry: { initialInterval: 200, backoffCoefficient: 2, maximumInterval: 5_000 },
  },
  read: {
    startToCloseTimeout: 30_000,
    heartbeatTimeout: HEARTBEAT_TIMEOUT_MS,
    retry: { initialInterval: 1_000, backoffCoefficient: 2, maximumInterval: 60_000, maximumAttempts: 5 },
  },
  money: {
    startToCloseTimeout: 45_000,
    heartbeatTimeout: HEARTBEAT_TIMEOUT_MS,
    retry: { initialInterval: 1_000, backoffCoefficient: 2, maximumInterval: 15_000 },
  },
  llm: {
    startToCloseTimeout: 60_000,
    heartbeatTimeout: HEARTBEAT_TIMEOUT_MS,
    retry: { initialInterval: 1_000, backoffCoefficient: 2, maximumInterval: 30_000, maximumAttempts: 3 },
  },
  notify: {
    startToCloseTimeout: 60_000,
    heartbeatTimeout: HEARTBEAT_TIMEOUT_MS,
    // Each message counts its own attempts; the run that delivers goes on as long as one is left.
    retry: { initialInterval: 1_000, backoffCoefficient: 2, maximumInterval: 10_000 },
  },
} as const;

/** Waits longer than this continue as new first, so that a parked run is a few events long. */
export const LONG_WAIT_MS = 3_600_000;

/** Protocol of the vendors' money calls (domain/money/command.ts). A lease outlasts two HTTP time-outs: the SDK repeats a dropped socket once. */
export const MONEY_PROTOCOLS = {
  stripe: {
    dedupe: 'native_key',
    leaseMs: 20_000,
    listingDelayMs: 2_000,
    keyWindowMs: 20 * 3_600_000,
    maximumLookups: 5,
  },
  zuora: {
    dedupe: 'native_key',
    leaseMs: 12_000,
    listingDelayMs: 2_000,
    keyWindowMs: 20 * 3_600_000,
    maximumLookups: 5,
  },
  /** It takes a transaction id twice, so absence is proved before each call; the lease outlasts the three calls of an attempt. */
  whmcs: {
    dedupe: 'lookup_only',
    leaseMs: 30_000,
    listingDelayMs: 2_000,
    keyWindowMs: 0,
    maximumLookups: 5,
  },
} as const;

/** How often a workflow looks again while money is stopped: doubling from first to last. */
export const MONEY_STOP_WAIT = { firstMs: 2_000, lastMs: 300_000 } as const;

/** Indexed by Temporal; reconciled with the server at boot. Never personal data. */
export const SEARCH_ATTRIBUTES = { TenantId: 'KEYWORD', SubjectId: 'KEYWORD', BusinessStatus: 'KEYWORD' } as const;

/** Schedules of all areas, reconciled with the server at boot: one per row and tenant. */
export const SCHEDULES = slicesOf(AREAS, 'schedules').flat();

/** Settings of the embedded dev server. Its defaults cost 50 ms per durable step (references: performance, section 4). */
export const DEV_SERVER_ARGUMENTS = [
  '--sqlite-pragma',
  'journal_mode=wal',
  '--sqlite-pragma',
  'synchronous=normal',
  '--log-level',
  'error',
  ...Object.entries({
    'history.transferProcessorMaxPollRPS': 2000,
    'history.timerProcessorMaxPollRPS': 2000,
    'history.visibilityProcessorMaxPollRPS': 500,
    'history.outboundProcessorMaxPollRPS': 500,
    'history.persistenceMaxQPS': 50_000,
    'frontend.persistenceMaxQPS': 50_000,
    'matching.persistenceMaxQPS': 50_000,
    'history.rps': 50_000,
    'matching.rps': 50_000,
    'frontend.rps': 100_000,
    'frontend.namespaceRPS': 100_000,
    'frontend.namespaceRPS.visibility': 100_000,
  }).flatMap(([key, value]) => ['--dynamic-config-value', `${key}=${value}`]),
];

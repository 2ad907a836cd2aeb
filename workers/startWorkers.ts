import type { DataConverter } from '@temporalio/common';
import { type NativeConnection, Worker } from '@temporalio/worker';
import { MAX_CACHED_WORKFLOWS, QUEUE_PROFILES, TASK_QUEUES, type TaskQueue } from '../temporal.config.ts';
import { activityInterceptors } from './activityInterceptor.ts';
import { workflowBundle } from './bundle.ts';
import type { AppLogger } from './logger.ts';
import type { HearTry } from './stepProblems.ts';

export interface WorkerOptions {
  connection: NativeConnection;
  namespace: string;
  dataConverter: DataConverter;
  profiles: TaskQueue[];
  activities: Record<TaskQueue, Record<string, (...args: never[]) => Promise<unknown>>>;
  logger: AppLogger;
  /** Hears how each activity went; null = well. */
  reportVendor(activityType: string, error: unknown, startedAt: Date, tenantId?: string): void;
  /** Hears which try of an activity failed or went well. */
  hearTry: HearTry;
}

// A short activity ends within this; what is longer is heartbeated or repeated by design.
const SHUTDOWN_GRACE_MS = 20_000;
const SHUTDOWN_FORCE_MS = 30_000;

/** One worker per profile over one connection. Returns when all have drained after `shutdown()`. */
export async function startWorkers(options: WorkerOptions): Promise<{ run: Promise<void>; shutdown(): void }> {
  const { code } = await workflowBundle();
  const workers = await Promise.all(
    options.profiles.map((profile) => {
      const { hostsWorkflows, activitySlots, activitiesPerSecond } = QUEUE_PROFILES[profile];
      return Worker.create({
        connection: options.connection,
        namespace: options.namespace,
        dataConverter: options.dataConverter,
        taskQueue: TASK_QUEUES[profile],
        activities: options.activities[profile],
        maxConcurrentActivityTaskExecutions: activitySlots,
        maxConcurrentActivityTaskPolls: 2,
        shutdownGraceTime: SHUTDOWN_GRACE_MS,
        shutdownForceTime: SHUTDOWN_FORCE_MS,
        interceptors: { activity: [activityInterceptors(options.logger, options.reportVendor, options.hearTry)] },
        ...(activitiesPerSecond ? { maxTaskQueueActivitiesPerSecond: activitiesPerSecond } : {}),
        ...(hostsWorkflows
          ? { workflowBundle: { code }, maxCachedWorkflows: MAX_CACHED_WORKFLOWS, maxConcurrentWorkflowTaskPolls: 4 }
          : {}),
      });
    }),
  );
  const run = Promise.all(workers.map((worker) => worker.run())).then(() => undefined);
  return {
    run,
    shutdown: () => {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
    },
  };
}

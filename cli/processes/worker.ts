import { type Counters, createCounters } from '../../books/operations/createCounters.ts';
import { DEFAULT_TENANT_ID } from '../../db/seed/tenants.ts';
import { QUEUE_PROFILES, type TaskQueue } from '../../temporal.config.ts';
import { startDispatcher } from '../../workers/dispatcher.ts';
import { createWorkflowEngine } from '../../workers/engine.ts';
import { createLogger } from '../../workers/logger.ts';
import { startWorkers } from '../../workers/startWorkers.ts';
import { createStepProblems } from '../../workers/stepProblems.ts';
import { createVendorHealth } from '../../workers/vendorHealth.ts';
import type { Configuration } from '../configuration.ts';
import { bootDatabase } from '../environment/boot.ts';
import { temporalAccess } from '../environment/connect.ts';
import { installRuntime } from '../environment/programs.ts';
import { serveMetrics } from './metricsServer.ts';
import { untilStopped } from './untilStopped.ts';
import { composeActivities, connectWorker, reconcileEngine } from './workerParts.ts';

function profilesOf(names: string[]): TaskQueue[] {
  const unknown = names.filter((name) => !(name in QUEUE_PROFILES));
  if (unknown.length > 0)
    throw new Error(
      `WORKER_PROFILES: unknown ${unknown.join(', ')}; known are ${Object.keys(QUEUE_PROFILES).join(', ')}`,
    );
  return names as TaskQueue[];
}

/** A worker process: the profiles of WORKER_PROFILES over one connection, and the dispatcher beside `core`. */
export async function runWorker(configuration: Configuration): Promise<void> {
  const { env } = configuration;
  // The SDK keeps the last answer of every run in memory: a few bytes, not a slice that holds Node's pool of 64 KB.
  Buffer.poolSize = 0;
  const sdkPort = await installRuntime();
  const profiles = profilesOf(env.WORKER_PROFILES);
  let counters: Counters | null = null;
  const logger = createLogger('worker', env.LOG_LEVEL, env.LOG_FILE, (level) => counters?.add(`log_${level}s`));
  const db = await bootDatabase(configuration, env.WORKER_DB_POOL_MAX, logger);
  counters = createCounters(db, DEFAULT_TENANT_ID);
  const { client, dataConverter, address } = temporalAccess(configuration);
  const activities = await composeActivities(configuration, { db, client, logger });
  const connection = await connectWorker(configuration, address, logger);
  if (profiles.includes('core')) await reconcileEngine(configuration, { db, client, logger });
  const workers = await startWorkers({
    reportVendor: createVendorHealth(db, env.VENDOR_TENANT),
    hearTry: createStepProblems(db),
    connection,
    namespace: env.TEMPORAL_NAMESPACE,
    dataConverter,
    profiles,
    activities,
    logger,
  });
  const stopDispatcher = profiles.includes('core')
    ? await startDispatcher(db, createWorkflowEngine(db, client), logger)
    : null;
  const metrics = env.WORKER_METRICS_PORT
    ? serveMetrics({ port: env.WORKER_METRICS_PORT, host: env.WORKER_METRICS_HOST, sdkPort }, logger)
    : null;
  logger.info({ count: profiles.length }, 'worker running');

  // A worker whose core gave up (server gone for long) ends, so that its supervisor starts a fresh one.
  await Promise.race([untilStopped(logger), workers.run]);
  await stopDispatcher?.();
  workers.shutdown();
  await workers.run;
  metrics?.close();
  await connection.close();
  await counters.end();
  await db.end();
}

import { join } from 'node:path';
import { NativeConnection } from '@temporalio/worker';
import { type Counters, createCounters } from '../../books/operations/createCounters.ts';
import { createFieldCipher } from '../../db/encryption/fieldCipher.ts';
import { tenants } from '../../db/identity/schema.ts';
import { DEFAULT_TENANT_ID } from '../../db/seed/tenants.ts';
import { DEFAULT_CAPS } from '../../domain/disputes/prompt.ts';
import { retirementWarning } from '../../domain/llm/prices.ts';
import { createLimitedChild } from '../../providers/parsing/limitedChild.ts';
import { createMailSender } from '../../providers/smtp/client.ts';
import { createQueueClient } from '../../providers/sqs/client.ts';
import { QUEUE_PROFILES, type TaskQueue } from '../../temporal.config.ts';
import { ALERT_READINGS, createActivities, renderMail } from '../../workers/activities.ts';
import { startDispatcher } from '../../workers/dispatcher.ts';
import { createEmbeddingCache } from '../../workers/embeddingCache.ts';
import { createWorkflowEngine } from '../../workers/engine.ts';
import { createLogger, logWith } from '../../workers/logger.ts';
import { createOperatorEngine } from '../../workers/operatorEngine.ts';
import { reconcileSchedules, reconcileSearchAttributes } from '../../workers/reconcileEngine.ts';
import { startWorkers } from '../../workers/startWorkers.ts';
import { createVendorHealth } from '../../workers/vendorHealth.ts';
import { createVendors } from '../../workers/vendors.ts';
import type { Configuration } from '../configuration.ts';
import { bootDatabase, patiently } from '../environment/boot.ts';
import { temporalAccess } from '../environment/connect.ts';
import { installRuntime } from '../environment/programs.ts';
import { serveMetrics } from './metricsServer.ts';
import { untilStopped } from './untilStopped.ts';

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
  const operator = createOperatorEngine(client);
  const today = new Date().toISOString().slice(0, 10);
  const warning = retirementWarning(env.OPENAI_MODEL, today);
  if (warning) logger.warn({ model: env.OPENAI_MODEL }, warning);

  const reviewQueue = env.HUMAN_REVIEW_NOTIFICATIONS_QUEUE_URL;
  const queue = createQueueClient({
    region: env.AWS_REGION,
    endpoint: env.AWS_ENDPOINT_URL_SQS,
    accessKeyId: env.AWS_ACCESS_KEY_ID,
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
  });
  const cipher = createFieldCipher(configuration.fieldRing);
  const activities = createActivities({
    db,
    cipher,
    vendors: createVendors({
      db,
      cipher,
      endpoint: configuration.endpoint,
      whatsappNumberId: configuration.whatsapp.phoneNumberId,
      vendorTenantId: env.VENDOR_TENANT,
    }),
    google: () => configuration.google(),
    maximumMailsPerRun: env.GMAIL_MAX_EMAILS_PER_RUN,
    firstSync: { days: env.GMAIL_FIRST_SYNC_DAYS, maximum: env.GMAIL_FIRST_SYNC_MESSAGES },
    gmailQuota: {
      mailboxPerMinute: env.GMAIL_UNITS_PER_MINUTE,
      projectPerMinute: env.GMAIL_PROJECT_UNITS_PER_MINUTE,
    },
    child: createLimitedChild(),
    embeddings: createEmbeddingCache(),
    bookings: configuration.bookings,
    llm: {
      model: env.OPENAI_MODEL,
      embeddingModel: env.OPENAI_EMBEDDING_MODEL,
      caps: { ...DEFAULT_CAPS, maximumInputTokens: env.LLM_MAX_INPUT_TOKENS },
      maximumOutputTokens: env.LLM_MAX_OUTPUT_TOKENS,
      maximumCostNano: Math.round(env.LLM_MAX_COST_PER_DISPUTE * 1e9),
    },
    mail: configuration.smtpUrl ? createMailSender(configuration.smtpUrl, configuration.mailFrom) : null,
    publishReview: reviewQueue ? (body) => queue.send(reviewQueue, body) : null,
    approverEmails: env.APPROVER_EMAIL,
    production: configuration.production,
    publicUrl: configuration.publicUrl,
    renderMail,
    readings: ALERT_READINGS,
    anchorDirectory: join(configuration.dataDirectory, 'anchors'),
    schedules: (tenantId) => operator.schedules(tenantId).catch(() => null),
    log: logWith(logger),
  });

  const connection = await patiently(`the Temporal server ${address}`, logger, () =>
    NativeConnection.connect({
      address,
      ...configuration.temporal.connection,
    }),
  );
  if (profiles.includes('core')) {
    await reconcileSearchAttributes(client, (line) => logger.warn(line));
    const all = await db.withPlatform('schedules', (tx) => tx.select({ id: tenants.id }).from(tenants));
    await reconcileSchedules(
      client,
      all.map((tenant) => tenant.id),
      configuration.schedules,
    );
  }
  const workers = await startWorkers({
    reportVendor: createVendorHealth(db, env.VENDOR_TENANT),
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

import { DEFAULT_TENANT_ID } from '../../db/seed/tenants.ts';
import { createQueueClient } from '../../providers/sqs/client.ts';
import { watchDeadLetters } from '../../workers/disputes/deadLetters.ts';
import { startIntake } from '../../workers/disputes/intake.ts';
import { createWorkflowEngine } from '../../workers/engine.ts';
import { createLogger } from '../../workers/logger.ts';
import type { Configuration } from '../configuration.ts';
import { bootDatabase } from '../environment/boot.ts';
import { temporalAccess } from '../environment/connect.ts';
import { queueAccess } from '../environment/queueAccess.ts';
import { untilStopped } from './untilStopped.ts';

const POOL = 4;
const LONG_POLL_SECONDS = 20;
const LOOK_AT_DEAD_LETTERS_MS = 10_000;

/** The intake process: dispute events from SQS to workflow starts. Off when no queue is configured. */
export async function runIntake(configuration: Configuration): Promise<void> {
  const { env } = configuration;
  const logger = createLogger('intake', env.LOG_LEVEL, env.LOG_FILE);
  const queueUrl = env.DISPUTE_EVENTS_QUEUE_URL;
  if (!queueUrl) {
    logger.warn('intake is off: DISPUTE_EVENTS_QUEUE_URL is not set');
    return;
  }
  const db = await bootDatabase(configuration, POOL, logger);
  const engine = createWorkflowEngine(db, temporalAccess(configuration).client);
  const queue = createQueueClient(queueAccess(env));
  const tenantId = env.DISPUTE_EVENTS_TENANT ?? DEFAULT_TENANT_ID;
  const intake = startIntake({
    db,
    engine,
    queue,
    queueUrl,
    tenantId,
    vendorTenantId: env.VENDOR_TENANT,
    review: configuration.review,
    logger,
    waitSeconds: LONG_POLL_SECONDS,
  });
  const deadLetters = watchDeadLetters({ db, queue, queueUrl, tenantId, logger, lookEveryMs: LOOK_AT_DEAD_LETTERS_MS });
  logger.info('intake running');
  await untilStopped(logger);
  await Promise.all([intake.stop(), deadLetters.stop()]);
  await db.end();
}

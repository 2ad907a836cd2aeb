import { createApp } from '../../api/http/createApp.ts';
import { createRequestLimits } from '../../api/http/requestLimits.ts';
import { createLiveFeed } from '../../api/operations/liveFeed.ts';
import { type Counters, createCounters } from '../../books/operations/createCounters.ts';
import { DEFAULT_TENANT_ID } from '../../db/seed/tenants.ts';
import { createLogger } from '../../workers/logger.ts';
import { exposeFigures, requestDuration } from '../../workers/metrics.ts';
import type { Configuration } from '../configuration.ts';
import { bootDatabase } from '../environment/boot.ts';
import { temporalAccess } from '../environment/connect.ts';
import { API_VERSION, composeRoutes, createAccess } from './apiParts.ts';
import { type Graceful, graceful, listen } from './gracefulServer.ts';
import { createHttpServer, LONGEST_REQUEST_MS } from './httpServer.ts';
import { untilStopped } from './untilStopped.ts';

/** Pages of other origins that may ask. The embedded UI is opened under either name of this machine. */
function otherOrigins({ env }: Configuration): string[] {
  const ui = env.TEMPORAL_UI_URL ? [env.TEMPORAL_UI_URL, env.TEMPORAL_UI_URL.replace('127.0.0.1', 'localhost')] : [];
  return [...env.CORS_ORIGINS, ...ui];
}

/** The API process: composition root of everything below api/. */
export async function runApi(configuration: Configuration): Promise<void> {
  const { env } = configuration;
  let counters: Counters | null = null;
  const logger = createLogger('api', env.LOG_LEVEL, env.LOG_FILE, (level) => counters?.add(`log_${level}s`));
  const db = await bootDatabase(configuration, env.API_DB_POOL_MAX, logger);
  const counts = createCounters(db, DEFAULT_TENANT_ID);
  counters = counts;
  exposeFigures(db);
  const { client } = temporalAccess(configuration);
  const access = createAccess(configuration, db);
  const live = await createLiveFeed(db);
  let stopping: Graceful | null = null;
  const isStopping = () => stopping?.isStopping() ?? false;
  const routes = await composeRoutes(configuration, { db, client, access, live, logger, isStopping });
  const app = createApp(routes, {
    db,
    logger,
    onAnswer: ({ tenantId, area, status, seconds }) => {
      requestDuration.observe({ area, status: `${Math.floor(status / 100)}xx` }, seconds);
      counts.add('requests', tenantId);
      if (status >= 500) counts.add('request_errors', tenantId);
    },
    version: API_VERSION,
    authenticator: access.authenticator,
    requestLimits: createRequestLimits(access.rateLimits, configuration.rateLimits),
    trustProxy: env.TRUST_PROXY,
    otherOrigins: otherOrigins(configuration),
    consoleDirectory: env.CONSOLE_DIRECTORY ?? null,
  });
  const server = createHttpServer(app);
  stopping = graceful(server);
  await listen(server, env.PORT, env.HOST);
  logger.info({ port: env.PORT }, 'api listening');
  await untilStopped(logger);
  await stopping.stop(env.STOP_NOTICE_SECONDS * 1000, LONGEST_REQUEST_MS);
  await live.end();
  await counts.end();
  await db.end();
}

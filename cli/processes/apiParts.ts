import type { Client } from '@temporalio/client';
import { createAuthenticator } from '../../api/http/authenticate.ts';
import { createDatabaseClock } from '../../api/http/databaseClock.ts';
import { createRateLimits } from '../../api/http/rateLimits.ts';
import { createRevocations } from '../../api/http/revocations.ts';
import type { Route } from '../../api/http/route.ts';
import { createTokenService } from '../../api/http/tokens.ts';
import { createPasswords } from '../../api/identity/passwords.ts';
import type { LiveFeed } from '../../api/operations/liveFeed.ts';
import { createRoutes } from '../../api/routes.ts';
import type { Database } from '../../db/database.ts';
import { createFieldCipher } from '../../db/encryption/fieldCipher.ts';
import { DEFAULT_TENANT_ID, DEMO_LOGINS } from '../../db/seed/tenants.ts';
import { createAccountChecks } from '../../workers/accountCheck.ts';
import { createWorkflowEngine } from '../../workers/engine.ts';
import { type AppLogger, logWith } from '../../workers/logger.ts';
import { cacheLookups, registry } from '../../workers/metrics.ts';
import { createOperatorEngine } from '../../workers/operatorEngine.ts';
import { reconcileSchedules } from '../../workers/reconcileEngine.ts';
import { apiParts } from '../areaParts.ts';
import type { Configuration } from '../configuration.ts';
import { codecPayloads } from './codecPayloads.ts';
import { shownParts } from './shownParts.ts';

export const API_VERSION = '0.1.0';

/** Who asks: tokens, their ends, and how often one caller may. */
export function createAccess({ jwtPrivateKeyPem, env }: Configuration, db: Database) {
  const clock = createDatabaseClock(db);
  const tokens = createTokenService(jwtPrivateKeyPem, env.JWT_ISSUER, clock);
  const revocations = createRevocations(db, clock);
  return {
    tokens,
    revocations,
    authenticator: createAuthenticator(db, tokens, revocations, clock),
    rateLimits: createRateLimits(db),
  };
}

/** What routes ask of the workflow engine. */
function engineParts(configuration: Configuration, db: Database, client: Client) {
  const engine = createWorkflowEngine(db, client);
  const operator = createOperatorEngine(client);
  const doors = {
    // An engine that is down does not lose the start: it stands in the outbox.
    startProcess: (tenantId: string, processId: string) => engine.startProcess(tenantId, processId).catch(() => null),
    sendDecision: (tenantId: string, requestId: string, timeoutMs: number) =>
      engine.decide(tenantId, requestId, timeoutMs).catch(() => ({ kind: 'pending' }) as const),
    scheduleTenant: (tenantId: string) =>
      reconcileSchedules(client, [tenantId], configuration.schedules).catch(() => undefined),
    timeline: operator.timeline,
    schedules: operator.schedules,
    changeSchedule: operator.changeSchedule,
  };
  return { operator, doors, engineHealthy: () => engine.healthy() };
}

interface ApiProcess {
  db: Database;
  client: Client;
  access: ReturnType<typeof createAccess>;
  live: LiveFeed;
  logger: AppLogger;
  isStopping(): boolean;
}

/** Every route, with all that the areas' routes need. */
export async function composeRoutes(configuration: Configuration, process: ApiProcess): Promise<Route[]> {
  const { db, access, live, logger } = process;
  const { operator, doors, engineHealthy } = engineParts(configuration, db, process.client);
  const { tokens, revocations } = access;
  const { env, production, secrets } = configuration;
  return createRoutes({
    ...(await apiParts(env, { production, secrets, operator })),
    ...configuration.rateLimits,
    ...shownParts(configuration),
    ...doors,
    ...access,
    db,
    live,
    passwords: createPasswords(configuration.demoLogins ? [] : DEMO_LOGINS.map((login) => login.password)),
    cipher: createFieldCipher(configuration.fieldRing),
    log: logWith(logger),
    sessionSecret: configuration.sessionSecret,
    defaultTenantId: DEFAULT_TENANT_ID,
    onCacheLookup: (cache, hit) => cacheLookups.inc({ cache, result: hit ? 'hit' : 'miss' }),
    production,
    review: configuration.review,
    vendorAccounts: {
      ...createAccountChecks(configuration.endpoint),
      isConfigured: (vendor) => configuration.endpoint(vendor) !== null,
    },
    version: API_VERSION,
    operations: {
      ...codecPayloads(configuration),
      db,
      engineHealthy,
      isStopping: process.isStopping,
      tokens,
      revocations,
      metrics: () => registry.metrics(),
      metricsToken: env.METRICS_TOKEN,
    },
  });
}

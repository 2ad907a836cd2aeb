import { createServer } from 'node:http';
import { createAuthenticator } from '../../api/http/authenticate.ts';
import { createApp } from '../../api/http/createApp.ts';
import { createDatabaseClock } from '../../api/http/databaseClock.ts';
import { answerClientError } from '../../api/http/problem.ts';
import { createRateLimits } from '../../api/http/rateLimits.ts';
import { createRequestLimits } from '../../api/http/requestLimits.ts';
import { createRevocations } from '../../api/http/revocations.ts';
import { createTokenService } from '../../api/http/tokens.ts';
import { createPasswords } from '../../api/identity/passwords.ts';
import type { PayloadJson } from '../../api/operations/codecRoutes.ts';
import { createLiveFeed } from '../../api/operations/liveFeed.ts';
import { createRoutes } from '../../api/routes.ts';
import { type Counters, createCounters } from '../../books/operations/createCounters.ts';
import { createFieldCipher } from '../../db/encryption/fieldCipher.ts';
import { DEFAULT_TENANT_ID, DEMO_LOGINS } from '../../db/seed/tenants.ts';
import { createAccountChecks } from '../../workers/accountCheck.ts';
import { EncryptionCodec } from '../../workers/codec.ts';
import { createWorkflowEngine } from '../../workers/engine.ts';
import { createLogger, logWith } from '../../workers/logger.ts';
import { cacheLookups, exposeFigures, registry, requestDuration } from '../../workers/metrics.ts';
import { createOperatorEngine } from '../../workers/operatorEngine.ts';
import { reconcileSchedules } from '../../workers/reconcileEngine.ts';
import { FAILED, PASSED, paymentMail, paymentText } from '../bookings/paymentMail.ts';
import type { Configuration } from '../configuration.ts';
import { sandboxClient } from '../demo/sandboxClient.ts';
import { bootDatabase } from '../environment/boot.ts';
import { temporalAccess } from '../environment/connect.ts';
import { type Graceful, graceful, listen } from './gracefulServer.ts';
import { untilStopped } from './untilStopped.ts';

/** Longer than any request may take and any connection is kept. */
const SILENT_SOCKET_MS = 120_000;
export const API_VERSION = '0.1.0';

/** Names of vendors as their errors carry them, and the setting each comes from. */
const VENDORS = [
  { vendor: 'stripe', integration: 'stripe' },
  { vendor: 'salesforce', integration: 'crm' },
  { vendor: 'zuora', integration: 'billing' },
  { vendor: 'openai', integration: 'openai' },
] as const;

const toBytes = (payload: PayloadJson) => ({
  metadata: Object.fromEntries(
    Object.entries(payload.metadata ?? {}).map(([name, value]) => [name, Buffer.from(value, 'base64')]),
  ),
  data: Buffer.from(payload.data ?? '', 'base64'),
});
const toJson = (payload: { metadata?: Record<string, Uint8Array> | null; data?: Uint8Array | null }): PayloadJson => ({
  metadata: Object.fromEntries(
    Object.entries(payload.metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('base64')]),
  ),
  data: Buffer.from(payload.data ?? []).toString('base64'),
});

/** What is in flight when the API stops gets as long as a request may take at all. */
const LONGEST_REQUEST_MS = 30_000;

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
  const engine = createWorkflowEngine(db, client);
  const operator = createOperatorEngine(client);
  const sandboxUrl = configuration.production ? null : (env.SANDBOX_URL ?? null);
  const clock = createDatabaseClock(db);
  const tokens = createTokenService(configuration.jwtPrivateKeyPem, env.JWT_ISSUER, clock);
  const codec = configuration.codecRing ? new EncryptionCodec(configuration.codecRing) : null;
  const review = {
    remindMs: env.REVIEW_REMIND_SECONDS * 1000,
    escalateMs: env.REVIEW_ESCALATE_SECONDS * 1000,
    expireMs: env.REVIEW_EXPIRE_SECONDS * 1000,
  };
  let stopping: Graceful | null = null;
  const revocations = createRevocations(db, clock);
  const authenticator = createAuthenticator(db, tokens, revocations, clock);
  const rateLimits = createRateLimits(db);
  const live = await createLiveFeed(db);
  const routes = createRoutes({
    db,
    tokens,
    authenticator,
    rateLimits,
    passwords: createPasswords(configuration.demoLogins ? [] : DEMO_LOGINS.map((login) => login.password)),
    cipher: createFieldCipher(configuration.fieldRing),
    live,
    log: logWith(logger),
    sessionSecret: configuration.sessionSecret,
    defaultTenantId: DEFAULT_TENANT_ID,
    paymentTries: configuration.rateLimits.paymentTries,
    onCacheLookup: (cache, hit) => cacheLookups.inc({ cache, result: hit ? 'hit' : 'miss' }),
    authPerMinute: configuration.rateLimits.authPerMinute,
    production: configuration.production,
    dailyBudgetNano: Math.round(env.LLM_DAILY_BUDGET * 1e9),
    scheduleTenant: (tenantId) =>
      reconcileSchedules(client, [tenantId], configuration.schedules).catch(() => undefined),
    review,
    vendorTenantId: env.VENDOR_TENANT,
    vendorAccounts: {
      ...createAccountChecks(configuration.endpoint),
      isConfigured: (vendor) => configuration.endpoint(vendor) !== null,
    },
    bookings: configuration.bookings,
    gmailEnabled: env.GMAIL_ENABLED,
    google: configuration.google(),
    readInboxNow: (tenantId) => operator.changeSchedule(tenantId, 'payment-inbox', 'run', 'now').catch(() => false),
    sendPaymentMail:
      env.DEMO_MODE && sandboxUrl
        ? async ({ mailbox, authenticated, ...fields }) => {
            const results = [authenticated ? PASSED : FAILED];
            const raw = paymentMail({ text: paymentText(fields), results, to: mailbox });
            const record = { mailbox, raw: Buffer.from(raw, 'latin1').toString('base64url') };
            await sandboxClient(sandboxUrl).put('gmail', 'message', [record]);
          }
        : null,
    stripeWebhookSecret: configuration.webhookSecret,
    whatsapp: configuration.whatsapp,
    // An engine that is down does not lose the start: it stands in the outbox.
    startProcess: (tenantId, processId) => engine.startProcess(tenantId, processId).catch(() => null),
    sendDecision: (tenantId, requestId, timeoutMs) =>
      engine.decide(tenantId, requestId, timeoutMs).catch(() => ({ kind: 'pending' }) as const),
    timeline: operator.timeline,
    schedules: operator.schedules,
    changeSchedule: operator.changeSchedule,
    vendors: [
      ...VENDORS.map(({ vendor, integration }) => ({ vendor, endpoint: configuration.endpoint(integration) })),
      { vendor: 'gmail', endpoint: configuration.google() },
    ].map(({ vendor, endpoint }) => ({ vendor, configured: endpoint !== null, mock: endpoint?.mock ?? false })),
    version: API_VERSION,
    engineUi: env.TEMPORAL_UI_URL ? { url: env.TEMPORAL_UI_URL, namespace: env.TEMPORAL_NAMESPACE } : null,
    sandbox: sandboxUrl !== null,
    demoLogins: !configuration.demoLogins
      ? []
      : // The sign-in page offers the logins of staff only.
        DEMO_LOGINS.filter((login) => login.role !== 'user').map(({ tenantId, ...login }) => ({
          ...login,
          tenantSlug: tenantId === DEFAULT_TENANT_ID ? 'default' : 'second',
        })),
    sandboxUrl,
    operations: {
      db,
      engineHealthy: () => engine.healthy(),
      isStopping: () => stopping?.isStopping() ?? false,
      tokens,
      revocations,
      encode: async (payloads) => (codec ? (await codec.encode(payloads.map(toBytes))).map(toJson) : payloads),
      decode: async (payloads) => (codec ? (await codec.decode(payloads.map(toBytes))).map(toJson) : payloads),
      metrics: () => registry.metrics(),
      metricsToken: env.METRICS_TOKEN,
    },
  });
  // The embedded UI is opened under either name of this machine.
  const ui = env.TEMPORAL_UI_URL ? [env.TEMPORAL_UI_URL, env.TEMPORAL_UI_URL.replace('127.0.0.1', 'localhost')] : [];
  const otherOrigins = [...env.CORS_ORIGINS, ...ui];
  const app = createApp(routes, {
    db,
    logger,
    onAnswer: ({ tenantId, area, status, seconds }) => {
      requestDuration.observe({ area, status: `${Math.floor(status / 100)}xx` }, seconds);
      counts.add('requests', tenantId);
      if (status >= 500) counts.add('request_errors', tenantId);
    },
    version: API_VERSION,
    authenticator,
    requestLimits: createRequestLimits(rateLimits, configuration.rateLimits),
    trustProxy: env.TRUST_PROXY,
    otherOrigins,
    consoleDirectory: env.CONSOLE_DIRECTORY ?? null,
  });
  // Slow senders are cut off: head within 10 s, whole request within 30 s, looked at every 2 s. Idle connections are kept
  // longer than the usual 60 s of a proxy: whoever closes first must be the client, or a request meets a closing socket.
  const server = createServer(
    {
      requestTimeout: 30_000,
      headersTimeout: 10_000,
      connectionsCheckingInterval: 2_000,
      keepAliveTimeout: 65_000,
    },
    app,
  );
  // Whoever stops reading an answer is let go; a live stream has a beat every 15 s.
  server.setTimeout(SILENT_SOCKET_MS);
  server.on('clientError', answerClientError);
  stopping = graceful(server);
  await listen(server, env.PORT, env.HOST);
  logger.info({ port: env.PORT }, 'api listening');
  await untilStopped(logger);
  await stopping.stop(env.STOP_NOTICE_SECONDS * 1000, LONGEST_REQUEST_MS);
  await live.end();
  await counts.end();
  await db.end();
}

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { createAuthenticator } from '../../api/http/authenticate.ts';
import { createApp } from '../../api/http/createApp.ts';
import { createDatabaseClock } from '../../api/http/databaseClock.ts';
import { createRateLimits } from '../../api/http/rateLimits.ts';
import { createRequestLimits } from '../../api/http/requestLimits.ts';
import { createRevocations } from '../../api/http/revocations.ts';
import { createTokenService } from '../../api/http/tokens.ts';
import { createPasswords } from '../../api/identity/passwords.ts';
import { createLiveFeed } from '../../api/operations/liveFeed.ts';
import { createRoutes, type RouteDeps } from '../../api/routes.ts';
import { bankGateway } from '../../cli/banking/gateway.ts';
import { createStatementReader } from '../../cli/banking/readStatement.ts';
import { createRuleTrial } from '../../cli/reconciliation/ruleTrial.ts';
import type { Database } from '../../db/database.ts';
import { createFieldCipher } from '../../db/encryption/fieldCipher.ts';
import { DEFAULT_TENANT_ID, DEMO_LOGINS } from '../../db/seed/tenants.ts';
import type { ReviewAction } from '../../domain/reviews/actions.ts';
import { createAccountChecks } from '../../workers/accountCheck.ts';
import { call, type RawAnswer } from '../system/http.ts';
import { BOOKINGS } from './books.ts';
import { reviewActivities } from './reviewActivities.ts';
import type { TestDatabase } from './testDatabase.ts';

export interface TestApi {
  url: string;
  /** Lines of its log. */
  log: string[];
  access(email: string): Promise<string>;
  as(email: string, method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<RawAnswer>;
  end(): Promise<void>;
}

/** A decision as the workflow takes it in: by the gate that every workflow asks. */
function takeDecisions({ db, owner }: TestDatabase): RouteDeps['sendDecision'] {
  const reviews = reviewActivities(db);
  return async (tenantId, requestId) => {
    const [row] = await owner`select r.task_id, r.shown_hash, r.action, r.actor, t.process_id from decision_requests r
      join review_tasks t on t.id = r.task_id where r.id = ${requestId}`;
    if (!row) return { kind: 'pending' };
    const action = row.action as ReviewAction;
    const admission = await reviews.admitDecision({
      tenantId,
      processId: String(row.process_id),
      message: {
        requestId,
        taskId: String(row.task_id),
        shownHash: String(row.shown_hash),
        action,
        actor: String(row.actor),
      },
    });
    return admission.ok
      ? { kind: 'accepted', accepted: { decisionId: admission.decisionId, action, repeat: false } }
      : { kind: 'refused', code: admission.code };
  };
}

/** What the routes need of engine and vendors, none of which runs here. */
const away = () => Promise.reject(new Error('not running'));
const quiet = (db: Database) => ({
  readStatement: createStatementReader(),
  tryRules: createRuleTrial().tryRules,
  banks: bankGateway(
    { plaid: () => null, openBanking: () => null },
    { gocardlessWebhookSecret: null, publicUrl: 'http://127.0.0.1', plaidWebhookUrl: null },
  ),
  startProcess: async () => null,
  readInboxNow: async () => false,
  scheduleTenant: async () => undefined,
  timeline: away,
  schedules: away,
  changeSchedule: away,
  google: null,
  sendPaymentMail: null,
  vendors: [],
  engineUi: null,
  sandbox: true,
  sandboxUrl: null,
  demoLogins: [],
  onCacheLookup: () => undefined,
  operations: {
    db,
    engineHealthy: async () => false,
    isStopping: () => false,
    encode: away,
    decode: away,
    metrics: async () => '',
    metricsToken: undefined,
  },
});

/** The API as it is, on a database of its own: no engine, no sandbox. `requestsPerMinute` as in production is 300. */
export async function startApi(
  database: TestDatabase,
  over: { requestsPerMinute?: number; authPerMinute?: number; trustProxy?: string[] } = {},
): Promise<TestApi> {
  const { db } = database;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const clock = createDatabaseClock(db);
  const tokens = createTokenService(String(privateKey.export({ type: 'pkcs8', format: 'pem' })), 'countersign', clock);
  const revocations = createRevocations(db, clock);
  const authenticator = createAuthenticator(db, tokens, revocations, clock);
  const rateLimits = createRateLimits(db);
  const live = await createLiveFeed(db);
  const limits = { requestsPerMinute: over.requestsPerMinute ?? 0, authPerMinute: over.authPerMinute ?? 300 };
  const others = quiet(db);
  const deps: RouteDeps = {
    db,
    tokens,
    authenticator,
    rateLimits,
    passwords: createPasswords(),
    cipher: createFieldCipher({ current: 'a', keys: { a: randomBytes(32) } }),
    live,
    log: () => undefined,
    sessionSecret: randomBytes(32).toString('hex'),
    defaultTenantId: DEFAULT_TENANT_ID,
    vendorTenantId: DEFAULT_TENANT_ID,
    vendorAccounts: { ...createAccountChecks(() => null), isConfigured: () => false },
    authPerMinute: limits.authPerMinute,
    paymentTries: null,
    production: false,
    dailyBudgetNano: 1,
    review: { remindMs: 1e6, escalateMs: 2e6, expireMs: 3e6 },
    bookings: BOOKINGS,
    timeZone: BOOKINGS.timeZone,
    gmailEnabled: false,
    stripeWebhookSecret: 'whsec_of_the_tests_only',
    stripeConnect: null,
    stripeConnectSecret: null,
    whmcs: { isRehearsed: false, publicUrl: 'https://countersign.example', check: away },
    whatsapp: { appSecret: 'app-secret-of-the-tests', verifyToken: 'verify-token-of-the-tests' },
    version: 'test',
    sendDecision: takeDecisions(database),
    ...others,
    operations: { ...others.operations, tokens, revocations },
  };
  const log: string[] = [];
  const app = createApp(createRoutes(deps), {
    db,
    logger: pino({ level: 'info' }, { write: (line) => void log.push(line) }),
    version: 'test',
    authenticator,
    requestLimits: createRequestLimits(rateLimits, limits),
    trustProxy: over.trustProxy ?? [],
    onAnswer: () => undefined,
    consoleDirectory: null,
    otherOrigins: [],
  });
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const known = new Map<string, string>();
  const access = async (email: string): Promise<string> => {
    const { password } = DEMO_LOGINS.find((login) => login.email === email) ?? { password: '' };
    const token =
      known.get(email) ??
      String((await call('POST', `${url}/auth/login`, { body: { email, password } })).body.access_token);
    known.set(email, token);
    return token;
  };
  return {
    url,
    log,
    access,
    as: async (email, method, path, body, headers = {}) =>
      call(method, `${url}/api/v1${path}`, {
        ...(body === undefined ? {} : { body }),
        headers: { authorization: `Bearer ${await access(email)}`, ...headers },
      }),
    async end() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await live.end();
    },
  };
}

import { asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { TOLD_BY_WRITER_MS } from '../../books/operations/createProcess.ts';
import { startStripeConnection, startStripeSync } from '../../books/reconciliation/startStripeRun.ts';
import { beginStripeConsent } from '../../books/reconciliation/stripeConsent.ts';
import type { Database, Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import type { StripeConnection } from '../../db/reconciliation/sealed.ts';
import { stripeConnections } from '../../db/reconciliation/stripeSchema.ts';
import { CONNECTION_STATUSES } from '../../domain/connections/states.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { permissionsOf } from '../../domain/identity/permissions.ts';
import { connectionWords } from '../../domain/reconciliation/connectionWords.ts';
import { missingPermission } from '../http/refusals.ts';
import { defineRoute, type Reply, type RequestContext, type Route } from '../http/route.ts';
import { emailSchema } from '../identity/account.ts';
import { createOAuthStates } from '../identity/oauthState.ts';
import { isBrowser, leadTo, otherName } from '../mailbox/consentPage.ts';
import { uuidOr404 } from './instanceDeps.ts';

export interface StripeConnectionDeps {
  db: Database;
  cipher: FieldCipher;
  sessionSecret: string;
  startProcess(tenantId: string, processId: string): Promise<string | null>;
  /** Where consent is asked for; null without credentials. */
  stripeConnect: { authorizeUrl: string; clientId: string; redirectUri: string; mock: boolean } | null;
}

const PROVIDER = 'stripe';
const WAIT_MS = 5_000;
const LOOK_EVERY_MS = 50;

const connectionSchema = z
  .object({
    connection_id: z.uuid(),
    status: z.enum(CONNECTION_STATUSES),
    account_id: z.string().nullable(),
    account_name: z.string().nullable(),
    scope: z.string().nullable(),
    state: z.object({ tone: z.enum(['plain', 'good', 'bad', 'warn', 'info']), text: z.string(), next: z.string() }),
    last_consent: z.enum(['pending', 'connected', 'denied', 'failed', 'in_use', 'other_account']).nullable(),
    last_code: z.string().nullable(),
    checked_at: z.string().nullable(),
    connected_at: z.string().nullable(),
    mock: z.boolean(),
  })
  .meta({ id: 'StripeConnection' });

const connectionJson = (row: StripeConnection) => ({
  connection_id: row.id,
  status: row.status,
  account_id: row.accountId,
  account_name: row.accountName,
  scope: row.scope,
  state: connectionWords({ ...row, wasRead: row.checkedAt !== null }),
  last_consent: row.consent,
  last_code: row.lastCode,
  checked_at: row.checkedAt?.toISOString() ?? null,
  connected_at: row.connectedAt?.toISOString() ?? null,
  mock: row.mock,
});

/** Throws INTEGRATION_NOT_CONFIGURED without credentials. */
function connectOf({ stripeConnect }: StripeConnectionDeps) {
  if (!stripeConnect) throw new CodedError('INTEGRATION_NOT_CONFIGURED', 'Stripe has no client and MOCK_STRIPE is off');
  return stripeConnect;
}
const statesOf = (deps: StripeConnectionDeps) =>
  createOAuthStates(deps.db, deps.sessionSecret, connectOf(deps).redirectUri);

const find = async (tx: Transaction, id: string): Promise<StripeConnection> => {
  const [row] = await tx.select().from(stripeConnections).where(eq(stripeConnections.id, id));
  if (!row) throw new CodedError('NOT_FOUND');
  return row;
};

/** A connection once `done` says so, or as it stands when that takes long. The row of a known account takes over from the new one. */
async function until(
  { db }: StripeConnectionDeps,
  tenantId: string,
  id: string,
  done: (row: StripeConnection) => boolean,
) {
  for (const deadline = Date.now() + WAIT_MS; ; ) {
    const row = await db.withTenant(tenantId, (tx) => find(tx, id));
    if (done(row) || Date.now() > deadline) return { done: done(row), row };
    await new Promise((wait) => setTimeout(wait, LOOK_EVERY_MS));
  }
}

function authorizationUrl(deps: StripeConnectionDeps, state: string, email: string | undefined): string {
  const { authorizeUrl, clientId, redirectUri } = connectOf(deps);
  const url = new URL(authorizeUrl);
  for (const [name, value] of Object.entries({
    response_type: 'code',
    client_id: clientId,
    scope: 'read_only',
    redirect_uri: redirectUri,
    state,
    ...(email ? { 'stripe_user[email]': email } : {}),
  }))
    url.searchParams.set(name, value);
  return url.toString();
}

interface CallbackQuery {
  state: string;
  code?: string | undefined;
  error?: string | undefined;
  again?: string | undefined;
}
const backToDesk = (result: string, cookies: string[] = []) =>
  leadTo(`/console/connections?${new URLSearchParams({ consent: result })}`, cookies);

/** Brings a callback to its end. The answer for a client; a browser is led back to the desk. */
async function finish(deps: StripeConnectionDeps, context: RequestContext, query: CallbackQuery): Promise<Reply> {
  const { redirectUri, mock } = connectOf(deps);
  const states = statesOf(deps);
  const browser = isBrowser(context);
  if (browser && !states.isFromBrowser(query.state, context.cookie)) {
    const other = otherName(context, redirectUri, { ...query });
    if (other) return leadTo(other);
  }
  const { flow, clearCookie } = await states.consume(query.state, PROVIDER, context.cookie);
  // What they may do now counts, not what they might when they asked.
  if (!permissionsOf(flow.roles).includes('integrations:manage'))
    throw missingPermission('integrations:manage', { kind: 'user' });
  const { code } = query;
  if (query.error || !code) {
    if (browser) return backToDesk('denied', [clearCookie]);
    throw new CodedError('FORBIDDEN', 'Stripe says that access was denied');
  }
  const { tenantId, userId } = flow;
  const begun = await deps.db.withTenant(tenantId, (tx) =>
    beginStripeConsent(tx, deps.cipher, { tenantId, userId, mock }, code),
  );
  await deps.startProcess(tenantId, begun.processId);
  const { row } = await until(deps, tenantId, begun.connection.id, (now) => now.consent !== 'pending');
  const result = row.consent ?? 'pending';
  if (browser) return backToDesk(result, [clearCookie]);
  const status = result === 'pending' ? 202 : result === 'connected' ? 200 : 409;
  return { status, body: connectionJson(row), headers: { 'set-cookie': clearCookie } };
}

const askForConsent = (deps: StripeConnectionDeps) =>
  defineRoute({
    method: 'get',
    path: '/integrations/stripe/oauth/init',
    area: 'reconciliation',
    summary:
      "Where to send a person for Stripe's consent to read their account. Its cookie must come back with the callback",
    access: 'integrations:manage',
    query: z.strictObject({ email: emailSchema.optional().describe('Filled in at Stripe') }),
    responses: {
      200: { description: 'Open it in a browser', schema: z.object({ authorization_url: z.url(), mock: z.boolean() }) },
    },
    errors: ['INTEGRATION_NOT_CONFIGURED', 'FORBIDDEN'],
    async handle(_context, principal, { query }) {
      const { tenantId, userId, sessionId } = principal;
      const { mock } = connectOf(deps);
      if (!sessionId) throw new CodedError('FORBIDDEN', 'Only a signed-in person may do this, no API key');
      const { state, setCookie } = await deps.db.withTenant(tenantId, (tx) =>
        statesOf(deps).issue(tx, { tenantId, userId, sessionId, provider: PROVIDER }),
      );
      const url = authorizationUrl(deps, state, query.email);
      return { status: 200, body: { authorization_url: url, mock }, headers: { 'set-cookie': setCookie } };
    },
  });

const consentCallback = (deps: StripeConnectionDeps) =>
  defineRoute({
    method: 'get',
    path: '/integrations/stripe/oauth/callback',
    area: 'reconciliation',
    summary: 'Where Stripe sends people back: a state is good once, for ten minutes, in the browser that asked',
    access: 'public',
    query: z.object({
      state: z.string().max(300),
      code: z.string().max(1000).optional(),
      error: z.string().max(100).optional(),
      again: z.literal('1').optional(),
    }),
    responses: {
      200: { description: 'Connected', schema: connectionSchema },
      202: { description: 'Stripe has not answered yet', schema: connectionSchema },
      303: { description: 'A browser is led back to the desk, which says how it went' },
      409: { description: 'Not connected; last_consent says why', schema: connectionSchema },
    },
    errors: ['INVALID_STATE_TOKEN', 'FORBIDDEN', 'INTEGRATION_NOT_CONFIGURED', 'RATE_LIMITED'],
    async handle(context, _principal, { query }) {
      try {
        return await finish(deps, context, query);
      } catch (error) {
        if (!isBrowser(context) || !(error instanceof CodedError)) throw error;
        return backToDesk(error.code === 'FORBIDDEN' ? 'denied' : 'invalid');
      }
    },
  });

const route = { area: 'reconciliation', access: 'integrations:manage' } as const;
const params = z.object({ connection_id: z.string().max(100) });

const listConnections = ({ db }: StripeConnectionDeps) =>
  defineRoute({
    ...route,
    method: 'get',
    path: '/integrations/stripe',
    summary: 'Stripe accounts that are read',
    responses: { 200: { description: 'All of them', schema: z.object({ connections: z.array(connectionSchema) }) } },
    errors: [],
    async handle(_context, { tenantId }) {
      const rows = await db.readTenant(tenantId, (tx) =>
        tx.select().from(stripeConnections).orderBy(asc(stripeConnections.createdAt)).limit(500),
      );
      return { status: 200, body: { connections: rows.map(connectionJson) } };
    },
  });

const readNow = ({ db, startProcess }: StripeConnectionDeps) =>
  defineRoute({
    ...route,
    method: 'post',
    path: '/integrations/stripe/:connection_id/sync',
    summary: 'Read payments and payouts of an account now; one reading at a time',
    params,
    body: z.strictObject({}).optional(),
    responses: {
      202: {
        description: 'It is being read',
        schema: z.object({ workflow_id: z.string(), run_id: z.uuid().nullable(), status_url: z.string() }),
      },
    },
    errors: ['NOT_FOUND', 'CONNECTION_REQUIRES_REAUTH'],
    async handle(_context, { tenantId, actor }, { params: { connection_id: given } }) {
      const id = uuidOr404(given);
      const process = await db.withTenant(tenantId, async (tx) => {
        const connection = await find(tx, id);
        if (connection.status !== 'active') throw new CodedError('CONNECTION_REQUIRES_REAUTH');
        const start = { connection, mode: 'lists', startedBy: actor, dueAfterMs: TOLD_BY_WRITER_MS } as const;
        return (await startStripeSync(tx, start)).process;
      });
      const runId = process.runId ?? (await startProcess(tenantId, process.id));
      return {
        status: 202,
        body: { workflow_id: process.workflowId, run_id: runId, status_url: '/api/v1/integrations/stripe' },
      };
    },
  });

const disconnect = (deps: StripeConnectionDeps) =>
  defineRoute({
    ...route,
    method: 'post',
    path: '/integrations/stripe/:connection_id/disconnect',
    summary: 'End the access: at Stripe, then here, where its tokens are forgotten. What was read stays',
    params,
    body: z.strictObject({}),
    responses: {
      200: { description: 'Disconnected', schema: connectionSchema },
      202: { description: 'Stripe has not answered yet', schema: connectionSchema },
    },
    errors: ['NOT_FOUND', 'RATE_LIMITED'],
    async handle(_context, { tenantId, actor }, { params: { connection_id: given } }) {
      const id = uuidOr404(given);
      const processId = await deps.db.withTenant(tenantId, async (tx) => {
        const connection = await find(tx, id);
        if (connection.status === 'disconnected') return null;
        return (await startStripeConnection(tx, { connection, change: 'disconnect', startedBy: actor })).process.id;
      });
      if (processId) await deps.startProcess(tenantId, processId);
      const { done, row } = await until(deps, tenantId, id, ({ status }) => status === 'disconnected');
      return { status: done ? 200 : 202, body: connectionJson(row) };
    },
  });

/** Stripe accounts that a tenant lets be read: asked for by a signed-in person, finished in the same browser. */
export const stripeConnectionRoutes = (deps: StripeConnectionDeps): Route[] => [
  askForConsent(deps),
  consentCallback(deps),
  listConnections(deps),
  readNow(deps),
  disconnect(deps),
];

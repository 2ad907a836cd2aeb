import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { prepareBank } from '../../books/banking/beginBank.ts';
import type { BankConnectionRow } from '../../db/banking/connections.ts';
import { bankConnections } from '../../db/banking/schema.ts';
import { unseal } from '../../db/banking/sealed.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { connectionSchema } from '../connections/connectionJson.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { Principal } from '../http/tokens.ts';
import {
  askForConsent,
  type BankRouteDeps,
  bankOf,
  callbackOf,
  consentCallback,
  finishConsent,
} from './bankConsent.ts';
import type { PlaidDoor } from './gateway.ts';
import { assertReadable, disconnectNow, syncNow } from './syncNow.ts';

const one = z.strictObject({ connection_id: z.string().max(100).describe('Of GET /integrations') });
const started = z.object({
  connection_id: z.uuid(),
  run_id: z.uuid().nullable().describe('Of its reading; null until the engine has taken it'),
});
const plaidRoute = { area: 'banking', access: 'integrations:manage' } as const;

/** Throws INTEGRATION_NOT_CONFIGURED without credentials. */
function plaidOf({ banks }: BankRouteDeps): PlaidDoor {
  const plaid = banks.plaid();
  if (!plaid)
    throw new CodedError(
      'INTEGRATION_NOT_CONFIGURED',
      'Plaid has no credentials here, and its sandbox is switched off',
    );
  return plaid;
}

const linkToken = (deps: BankRouteDeps) =>
  defineRoute({
    ...plaidRoute,
    method: 'post',
    path: '/integrations/plaid/link-token',
    summary:
      "A token for Plaid's Link, and Plaid's own page for it. Of a connection whose access has ended it repairs the access and keeps the item",
    body: z.strictObject({ connection_id: z.string().max(100).optional() }),
    responses: {
      200: {
        description: 'Open link_url in this browser, or Link with the token',
        schema: z.object({
          link_token: z.string(),
          expiration: z.string(),
          link_url: z.url().nullable(),
          connection_id: z.uuid(),
          update: z.boolean().describe('Repairs the access of an item'),
          mock: z.boolean(),
        }),
      },
    },
    errors: ['INTEGRATION_NOT_CONFIGURED', 'NOT_FOUND', 'FORBIDDEN', 'PROVIDER_ERROR', 'RATE_LIMITED'],
    async handle(_context, principal, { body }) {
      const plaid = plaidOf(deps);
      const known = body.connection_id ? await bankOf(deps, principal, 'plaid', body.connection_id) : null;
      const place = { table: 'bank_connections', column: 'access_token' } as const;
      const accessToken = known ? unseal(deps.cipher, known, place, known.accessToken) : null;
      const bank = {
        id: known?.id ?? crypto.randomUUID(),
        provider: 'plaid' as const,
        institutionId: null,
        institutionName: null,
        historyDays: null,
        mock: plaid.mock,
      };
      const { answer, setCookie } = await askForConsent(deps, principal, bank, async (state) => {
        const link = await plaid.linkToken({
          userId: principal.userId,
          webhookUrl: deps.banks.plaidWebhookUrl,
          returnUrl: `${callbackOf(deps, 'plaid')}?${new URLSearchParams({ state })}`,
          accessToken,
        });
        return { ...link, begun: link.linkToken };
      });
      return {
        status: 200,
        body: {
          link_token: answer.linkToken,
          expiration: answer.expiration,
          link_url: answer.url,
          connection_id: bank.id,
          update: accessToken !== null,
          mock: plaid.mock,
        },
        headers: { 'set-cookie': setCookie, 'cache-control': 'no-store' },
      };
    },
  });

const exchange = (deps: BankRouteDeps) =>
  defineRoute({
    ...plaidRoute,
    method: 'post',
    path: '/integrations/plaid/exchange',
    summary:
      'Finish Link: swap its public token, once, or confirm a repaired access. The access token never leaves the books',
    body: z.strictObject({
      public_token: z.string().min(1).max(300).optional().describe('Of Link; left out after a repair'),
      connection_id: z.string().max(100).optional().describe('What the link token named; without it a new connection'),
    }),
    responses: {
      200: {
        description: 'Connected; its first reading has begun',
        schema: z.object({ item_id: z.string(), connection: connectionSchema }),
      },
      202: { description: 'Plaid has not answered yet', schema: z.object({ connection: connectionSchema }) },
      409: { description: 'Plaid takes no such token', schema: z.object({ connection: connectionSchema }) },
    },
    errors: ['INTEGRATION_NOT_CONFIGURED', 'NOT_FOUND', 'VALIDATION_FAILED', 'RATE_LIMITED'],
    async handle(_context, principal, { body }) {
      const plaid = plaidOf(deps);
      const { tenantId, userId, actor } = principal;
      if (!body.public_token && !body.connection_id)
        throw new CodedError('VALIDATION_FAILED', 'Send the public token of Link, or the connection that was repaired');
      const known = body.connection_id ? await bankOf(deps, principal, 'plaid', body.connection_id) : null;
      const id = known?.id ?? crypto.randomUUID();
      if (!known)
        await deps.db.withTenant(tenantId, (tx) =>
          prepareBank(tx, deps.cipher, {
            id,
            tenantId,
            userId,
            provider: 'plaid',
            institutionId: null,
            institutionName: null,
            historyDays: null,
            mock: plaid.mock,
            begun: null,
          }),
        );
      const done = await finishConsent(deps, tenantId, { connectionId: id, code: body.public_token ?? null }, actor);
      const item = done.status === 200 ? { item_id: done.bank.externalId } : {};
      return { status: done.status, body: { ...item, connection: done.body } };
    },
  });

const callback = (deps: BankRouteDeps) =>
  defineRoute({
    method: 'get',
    path: '/integrations/plaid/callback',
    area: 'banking',
    summary: "Where Plaid's page leads back to: a state is good once, for ten minutes, in the browser that asked",
    access: 'public',
    query: z.object({ state: z.string().max(300), again: z.literal('1').optional() }),
    responses: {
      200: { description: 'Connected', schema: connectionSchema },
      202: { description: 'Plaid has not answered yet', schema: connectionSchema },
      303: { description: 'A browser is led back to the desk, which says how it went' },
      409: { description: 'Not connected. What was connected stays', schema: connectionSchema },
    },
    errors: ['INVALID_STATE_TOKEN', 'FORBIDDEN', 'NOT_FOUND', 'RATE_LIMITED'],
    handle: (context, _principal, { query }) => consentCallback(deps, 'plaid', context, query),
  });

/** The bank that is meant: named, else the caller's own newest; where they have none, one of the sandbox stands in. */
async function bankToRead(
  deps: BankRouteDeps,
  principal: Principal,
  named: string | undefined,
): Promise<BankConnectionRow> {
  if (named) return bankOf(deps, principal, 'plaid', named);
  const { tenantId, userId } = principal;
  const plaid = plaidOf(deps);
  const own = await deps.db.withTenant(tenantId, (tx) =>
    tx
      .select()
      .from(bankConnections)
      .where(and(eq(bankConnections.userId, userId), eq(bankConnections.provider, 'plaid'))),
  );
  const linked =
    own.find(({ status }) => status === 'active') ?? own.find(({ status }) => status === 'requires_reauth');
  if (linked) return linked;
  if (!plaid.mock) throw new CodedError('CONNECTION_ENDED', 'No bank of yours is connected');
  const standIn = own.find(({ status, consent }) => status === 'pending' && consent === null);
  if (standIn) return standIn;
  const id = crypto.randomUUID();
  await deps.db.withTenant(tenantId, (tx) =>
    prepareBank(tx, deps.cipher, {
      id,
      tenantId,
      userId,
      provider: 'plaid',
      institutionId: null,
      institutionName: null,
      historyDays: null,
      mock: true,
      begun: null,
    }),
  );
  return bankOf(deps, principal, 'plaid', id);
}

const sync = (deps: BankRouteDeps) =>
  defineRoute({
    ...plaidRoute,
    method: 'post',
    path: '/integrations/plaid/sync',
    summary: 'Read a bank now, besides its schedule. Without one of your own the sandbox stands in, where it may',
    body: z.strictObject({ connection_id: z.string().max(100).optional() }).optional(),
    responses: { 202: { description: 'It is being read', schema: started } },
    errors: ['CONNECTION_REQUIRES_REAUTH', 'CONNECTION_ENDED', 'NOT_FOUND', 'INTEGRATION_NOT_CONFIGURED'],
    async handle(_context, principal, { body }) {
      const bank = await bankToRead(deps, principal, body?.connection_id);
      if (bank.status !== 'pending' || !bank.mock || body?.connection_id) assertReadable(bank);
      return syncNow(deps, principal, bank);
    },
  });

const disconnect = (deps: BankRouteDeps) =>
  defineRoute({
    ...plaidRoute,
    method: 'post',
    path: '/integrations/plaid/disconnect',
    summary: 'End the access at Plaid and forget the token. Accounts and lines stay',
    body: one,
    responses: {
      200: { description: 'Disconnected; doing it again changes nothing', schema: connectionSchema },
      202: { description: 'Plaid has not answered yet', schema: connectionSchema },
    },
    errors: ['NOT_FOUND', 'RATE_LIMITED'],
    async handle(_context, principal, { body }) {
      return disconnectNow(deps, principal, await bankOf(deps, principal, 'plaid', body.connection_id));
    },
  });

/** Banks of the United States, by Plaid. */
export const plaidRoutes = (deps: BankRouteDeps): Route[] => [
  linkToken(deps),
  exchange(deps),
  callback(deps),
  sync(deps),
  disconnect(deps),
];

import { z } from 'zod';
import { BANK_PROVIDER_NAMES, type OpenBankingName } from '../../domain/banking/feed.ts';
import { CONSENT_DAYS } from '../../domain/connections/consentEnd.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { connectionSchema } from '../connections/connectionJson.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { PROVIDER_PATHS } from './bankConnections.ts';
import { askForConsent, type BankRouteDeps, bankOf, callbackOf, consentCallback } from './bankConsent.ts';
import type { OpenBankingDoor } from './gateway.ts';
import { assertReadable, disconnectNow, syncNow } from './syncNow.ts';

const bankRoute = { area: 'banking', access: 'integrations:manage' } as const;
const params = z.object({ connection_id: z.string().max(100) });
const countryCode = z.string().regex(/^[A-Za-z]{2}$/, 'a country such as DE');
/** Banks of a country that are given at most; no country has more. */
const MAXIMUM_BANKS = 5_000;
const MAXIMUM_NAME = 200;

/** Throws INTEGRATION_NOT_CONFIGURED without credentials. */
function doorOf({ banks }: BankRouteDeps, provider: OpenBankingName): OpenBankingDoor {
  const door = banks.openBanking(provider);
  if (!door) {
    const name = BANK_PROVIDER_NAMES[provider];
    throw new CodedError(
      'INTEGRATION_NOT_CONFIGURED',
      `${name} has no credentials here, and its sandbox is switched off`,
    );
  }
  return door;
}

const institutions = (deps: BankRouteDeps, provider: OpenBankingName) =>
  defineRoute({
    ...bankRoute,
    method: 'get',
    path: `/integrations/${PROVIDER_PATHS[provider]}/institutions`,
    summary: `Banks of a country that ${BANK_PROVIDER_NAMES[provider]} can connect`,
    query: z.strictObject({ country: countryCode }),
    responses: {
      200: {
        description: 'All of them',
        schema: z.object({
          institutions: z.array(
            z.object({ institution_id: z.string(), name: z.string(), consent_days: z.int(), history_days: z.int() }),
          ),
        }),
      },
    },
    errors: ['INTEGRATION_NOT_CONFIGURED', 'PROVIDER_ERROR', 'RATE_LIMITED'],
    async handle(_context, _principal, { query }) {
      const found = await doorOf(deps, provider).institutions(query.country.toUpperCase());
      return {
        status: 200,
        body: {
          institutions: found.slice(0, MAXIMUM_BANKS).map(({ id, name, consentDays, historyDays }) => ({
            institution_id: id,
            name,
            consent_days: consentDays,
            history_days: historyDays,
          })),
        },
      };
    },
  });

const connect = (deps: BankRouteDeps, provider: OpenBankingName) =>
  defineRoute({
    ...bankRoute,
    method: 'post',
    path: `/integrations/${PROVIDER_PATHS[provider]}/connect`,
    summary:
      'Where to send the person who consents at the bank: a state that is good once, in this browser. What is connected stays until the new consent has ended well',
    body: z.strictObject({
      institution_id: z.string().min(1).max(200).describe('Of the list of banks'),
      country: countryCode.default('DE'),
      connection_id: z.string().max(100).optional().describe('A connection that is authorised again'),
    }),
    responses: {
      200: {
        description: 'Open it in a browser',
        schema: z.object({ authorization_url: z.url(), connection_id: z.uuid(), mock: z.boolean() }),
      },
    },
    errors: ['INTEGRATION_NOT_CONFIGURED', 'NOT_FOUND', 'FORBIDDEN', 'PROVIDER_ERROR', 'RATE_LIMITED'],
    async handle(_context, principal, { body }) {
      const door = doorOf(deps, provider);
      const known = body.connection_id ? await bankOf(deps, principal, provider, body.connection_id) : null;
      // A consent for another bank would show its accounts under the name of this one.
      if (known?.institutionId && known.institutionId !== body.institution_id)
        throw new CodedError('NOT_FOUND', 'This connection is of another bank; connect the other bank by itself');
      const country = /^([A-Z]{2}):/.exec(body.institution_id)?.[1] ?? body.country.toUpperCase();
      const found = (await door.institutions(country)).find(({ id }) => id === body.institution_id);
      if (!found && !known) throw new CodedError('NOT_FOUND', 'No such bank; choose one of the list');
      const bank = {
        id: known?.id ?? crypto.randomUUID(),
        provider,
        institutionId: body.institution_id,
        institutionName: found?.name.slice(0, MAXIMUM_NAME) ?? known?.institutionName ?? null,
        historyDays: found?.historyDays ?? known?.historyDays ?? null,
        mock: door.mock,
      };
      const { answer, setCookie } = await askForConsent(deps, principal, bank, async (state) => {
        const begun = await door.beginConsent({
          institutionId: body.institution_id,
          redirectUrl: callbackOf(deps, provider),
          state,
          days: CONSENT_DAYS,
          nowMs: Date.now(),
        });
        return { link: begun.link, begun: begun.reference };
      });
      return {
        status: 200,
        body: { authorization_url: answer.link, connection_id: bank.id, mock: door.mock },
        headers: { 'set-cookie': setCookie, 'cache-control': 'no-store' },
      };
    },
  });

const callback = (deps: BankRouteDeps, provider: OpenBankingName) =>
  defineRoute({
    method: 'get',
    path: `/integrations/${PROVIDER_PATHS[provider]}/callback`,
    area: 'banking',
    summary: 'Where the bank sends people back: a state is good once, for ten minutes, in the browser that asked',
    access: 'public',
    query: z.object({
      // GoCardless brings the state back under this name.
      ref: z.string().max(300).optional(),
      state: z.string().max(300).optional(),
      code: z.string().max(1_000).optional(),
      error: z.string().max(200).optional(),
      again: z.literal('1').optional(),
    }),
    responses: {
      200: { description: 'Connected', schema: connectionSchema },
      202: { description: 'The provider has not answered yet', schema: connectionSchema },
      303: { description: 'A browser is led back to the desk, which says how it went' },
      409: { description: 'Not connected. What was connected stays', schema: connectionSchema },
    },
    errors: ['INVALID_STATE_TOKEN', 'FORBIDDEN', 'NOT_FOUND', 'RATE_LIMITED'],
    handle: (context, _principal, { query: { ref, state, ...query } }) =>
      consentCallback(deps, provider, context, { ...query, state: state ?? ref ?? '' }),
  });

const sync = (deps: BankRouteDeps, provider: OpenBankingName) =>
  defineRoute({
    ...bankRoute,
    method: 'post',
    path: `/integrations/${PROVIDER_PATHS[provider]}/:connection_id/sync`,
    summary: 'Read a bank now, besides its schedule and within the calls that it takes',
    params,
    body: z.strictObject({}).optional(),
    responses: {
      202: {
        description: 'It is being read',
        schema: z.object({ connection_id: z.uuid(), run_id: z.uuid().nullable() }),
      },
    },
    errors: ['CONNECTION_REQUIRES_REAUTH', 'CONNECTION_ENDED', 'NOT_FOUND', 'RATE_LIMITED'],
    async handle(_context, principal, { params: { connection_id } }) {
      const bank = await bankOf(deps, principal, provider, connection_id);
      assertReadable(bank);
      return syncNow(deps, principal, bank);
    },
  });

const disconnect = (deps: BankRouteDeps, provider: OpenBankingName) =>
  defineRoute({
    ...bankRoute,
    method: 'post',
    path: `/integrations/${PROVIDER_PATHS[provider]}/:connection_id/disconnect`,
    summary: 'End the access at the bank. Accounts and lines stay',
    params,
    body: z.strictObject({}).optional(),
    responses: {
      200: { description: 'Disconnected; doing it again changes nothing', schema: connectionSchema },
      202: { description: 'The provider has not answered yet', schema: connectionSchema },
    },
    errors: ['NOT_FOUND', 'RATE_LIMITED'],
    async handle(_context, principal, { params: { connection_id } }) {
      return disconnectNow(deps, principal, await bankOf(deps, principal, provider, connection_id));
    },
  });

/** Banks by consent at the bank itself, the same for both providers. */
export const openBankingRoutes = (deps: BankRouteDeps): Route[] =>
  (['gocardless', 'enable_banking'] as const).flatMap((provider) => [
    institutions(deps, provider),
    connect(deps, provider),
    callback(deps, provider),
    sync(deps, provider),
    disconnect(deps, provider),
  ]);

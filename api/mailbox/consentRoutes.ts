import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { beginConsent, denyConsent, prepareConsent } from '../../books/mailbox/beginConsent.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { permissionsOf } from '../../domain/identity/permissions.ts';
import type { MailboxPurpose } from '../../domain/mailbox/consent.ts';
import { missingPermission } from '../http/refusals.ts';
import { defineRoute, type Reply, type RequestContext, type Route } from '../http/route.ts';
import { emailSchema } from '../identity/account.ts';
import { createOAuthStates } from '../identity/oauthState.ts';
import { authorizationUrl, type Google } from './authorizationUrl.ts';
import { backToDesk, isBrowser, leadTo, otherName } from './consentPage.ts';
import { mailboxSchema, PURPOSE_DEFAULT, PURPOSES, purposeOf } from './mailboxJson.ts';
import { type MailboxRouteDeps, until } from './routes.ts';

interface CallbackQuery {
  state: string;
  code?: string | undefined;
  error?: string | undefined;
  again?: string | undefined;
}

/** Throws INTEGRATION_NOT_CONFIGURED without credentials. */
function googleOf({ google }: MailboxRouteDeps): Google {
  if (!google) throw new CodedError('INTEGRATION_NOT_CONFIGURED', 'gmail has no credentials and MOCK_GMAIL is off');
  return google;
}

const statesOf = ({ db, sessionSecret }: MailboxRouteDeps, { redirectUri }: Google) =>
  createOAuthStates(db, sessionSecret, redirectUri);

/** Hands the code of a consent to the run that speaks with Google, and waits a little for its end. */
async function begin(
  deps: MailboxRouteDeps,
  whose: { tenantId: string; userId: string; purpose: MailboxPurpose },
  code: string,
) {
  const { tenantId, userId } = whose;
  const started = await deps.db.withTenant(tenantId, (tx) => beginConsent(tx, deps.cipher, whose, code));
  await deps.startProcess(tenantId, started.processId);
  return until(deps, started.box, userId, (row) => row.last_consent !== 'pending');
}

/** Brings a callback to its end. The answer for a client; a browser is led back to the desk. */
async function finish(deps: MailboxRouteDeps, context: RequestContext, query: CallbackQuery): Promise<Reply> {
  const [name = '', state = ''] = query.state.split(/~(.*)/);
  const endpoint = googleOf(deps);
  const states = statesOf(deps, endpoint);
  const browser = isBrowser(context);
  if (browser && !states.isFromBrowser(state, context.cookie)) {
    const other = otherName(context, endpoint.redirectUri, { ...query });
    if (other) return leadTo(other);
  }
  const { flow, clearCookie } = await states.consume(state, `gmail:${name}`, context.cookie);
  const purpose = PURPOSES.find((one) => one === name);
  if (!purpose) throw new CodedError('INVALID_STATE_TOKEN');
  // What they may do now counts, not what they might when they asked.
  if (purpose === 'payment_inbox' && !permissionsOf(flow.roles).includes('integrations:manage'))
    throw missingPermission('integrations:manage', { kind: 'user' });
  if (query.error || !query.code) {
    await deps.db.withTenant(flow.tenantId, (tx) => denyConsent(tx, { ...flow, purpose }));
    if (browser) return backToDesk('denied', purpose, [clearCookie]);
    throw new CodedError('FORBIDDEN', 'Google says that access was denied');
  }
  const { status, body } = await begin(deps, { ...flow, purpose }, query.code);
  const result = body.last_consent ?? 'pending';
  if (browser) return backToDesk(result, purpose, [clearCookie]);
  const good = result === 'connected' || result === 'pending';
  return { status: good ? status : 409, body, headers: { 'set-cookie': clearCookie } };
}

const askQuery = z.strictObject({
  purpose: z.enum(PURPOSES).optional().describe(`What it is read for. ${PURPOSE_DEFAULT}`),
  login_hint: emailSchema.optional().describe('Address of the mailbox'),
  replace: z
    .enum(['true', 'false'])
    .default('false')
    .describe('Another account may take the place of the one that is connected. Without it that is refused'),
});

const askForConsent = (deps: MailboxRouteDeps) =>
  defineRoute({
    method: 'get',
    path: '/integrations/gmail/oauth/init',
    area: 'mailbox',
    summary:
      "Where to send the user for Google's consent: state and PKCE, offline access, the least scopes. Its cookie must come back with the callback",
    access: 'user',
    query: askQuery,
    responses: {
      200: {
        description: 'Open it in a browser',
        schema: z.object({ authorization_url: z.url(), mock: z.boolean() }),
      },
    },
    errors: ['INTEGRATION_NOT_CONFIGURED', 'FORBIDDEN'],
    async handle(_context, principal, { query }) {
      const { db, cipher } = deps;
      const { tenantId, userId, sessionId } = principal;
      const endpoint = googleOf(deps);
      const purpose = purposeOf(principal, query.purpose);
      if (!sessionId) throw new CodedError('FORBIDDEN', 'Only a signed-in person may do this, no API key');
      const verifier = randomBytes(48).toString('base64url');
      const { state, setCookie } = await db.withTenant(tenantId, async (tx) => {
        const wanted = { mock: endpoint.mock, verifier, mayReplace: query.replace === 'true' };
        await prepareConsent(tx, cipher, { tenantId, userId, purpose }, wanted);
        return statesOf(deps, endpoint).issue(tx, { tenantId, userId, sessionId, provider: `gmail:${purpose}` });
      });
      return {
        status: 200,
        body: {
          authorization_url: authorizationUrl(endpoint, purpose, state, verifier, query.login_hint),
          mock: endpoint.mock,
        },
        headers: { 'set-cookie': setCookie },
      };
    },
  });

const consentCallback = (deps: MailboxRouteDeps) =>
  defineRoute({
    method: 'get',
    path: '/integrations/gmail/oauth/callback',
    area: 'mailbox',
    summary: 'Where Google sends the user back: a state is good once, for ten minutes, in the browser that asked',
    access: 'public',
    query: z.object({
      state: z.string().max(300),
      code: z.string().max(1000).optional(),
      error: z.string().max(100).optional(),
      again: z.literal('1').optional(),
    }),
    responses: {
      200: { description: 'Connected', schema: mailboxSchema },
      202: { description: 'Google has not answered yet', schema: mailboxSchema },
      303: { description: 'A browser is led back to the desk, which says how it went' },
      409: { description: 'Not connected; last_consent says why. What was connected stays', schema: mailboxSchema },
    },
    errors: ['INVALID_STATE_TOKEN', 'FORBIDDEN', 'INTEGRATION_NOT_CONFIGURED'],
    async handle(context, _principal, { query }) {
      try {
        return await finish(deps, context, query);
      } catch (error) {
        if (!isBrowser(context) || !(error instanceof CodedError)) throw error;
        return backToDesk(error.code === 'FORBIDDEN' ? 'denied' : 'invalid', '');
      }
    },
  });

/** Connecting a Gmail mailbox: asked for by a signed-in person, finished in the same browser while they are signed in. */
export const consentRoutes = (deps: MailboxRouteDeps): Route[] => [askForConsent(deps), consentCallback(deps)];

import { createHash, randomBytes } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '../../db/database.ts';
import { mailboxes } from '../../db/mailbox/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { permissionsOf } from '../../domain/identity/permissions.ts';
import { SCOPES } from '../../domain/mailbox/consent.ts';
import { defineRoute, type Reply, type RequestContext, type Route } from '../http/route.ts';
import type { Principal } from '../http/tokens.ts';
import { emailSchema } from '../identity/account.ts';
import { createOAuthStates } from '../identity/oauthState.ts';
import { backToDesk, isBrowser, leadTo, otherName } from './consentPage.ts';
import { mailboxSchema, PURPOSE_DEFAULT, PURPOSES, purposeOf } from './mailboxJson.ts';
import { changeConnection, type MailboxRouteDeps, until } from './routes.ts';

type Google = NonNullable<MailboxRouteDeps['google']>;
type Purpose = (typeof PURPOSES)[number];
interface CallbackQuery {
  state: string;
  code?: string | undefined;
  error?: string | undefined;
  again?: string | undefined;
}

/** Where Google asks for consent. */
function authorizationUrl(google: Google, purpose: Purpose, state: string, verifier: string, hint?: string): string {
  const url = new URL(google.authorizeUrl);
  for (const [name, value] of Object.entries({
    client_id: google.clientId,
    redirect_uri: google.redirectUri,
    response_type: 'code',
    scope: SCOPES[purpose],
    access_type: 'offline',
    prompt: 'consent',
    state: `${purpose}~${state}`,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...(hint ? { login_hint: hint } : {}),
  }))
    url.searchParams.set(name, value);
  return url.toString();
}

/** Connecting a Gmail mailbox: asked for by a signed-in person, finished in the same browser while they are signed in. */
export function consentRoutes(deps: MailboxRouteDeps): Route[] {
  const { db, cipher } = deps;
  const google = (): Google => {
    if (!deps.google)
      throw new CodedError('INTEGRATION_NOT_CONFIGURED', 'gmail has no credentials and MOCK_GMAIL is off');
    return deps.google;
  };
  const statesOf = (endpoint: Google) => createOAuthStates(db, deps.sessionSecret, endpoint.redirectUri);

  /** The user's mailbox for this purpose, ready for a consent. What is connected stays connected meanwhile. */
  async function prepare(
    tx: Transaction,
    { tenantId, userId }: Principal,
    wanted: { purpose: Purpose; mock: boolean; verifier: string; mayReplace: boolean },
  ): Promise<void> {
    const { purpose, mock, verifier, mayReplace } = wanted;
    const [box] = await tx
      .insert(mailboxes)
      .values({ tenantId, userId, purpose, mock })
      .onConflictDoUpdate({
        target: [mailboxes.tenantId, mailboxes.userId, mailboxes.purpose],
        set: { updatedAt: sql`now()` },
      })
      .returning();
    if (!box) throw new Error('mailbox not written');
    const place = { tenantId, table: 'gmail_connections', column: 'code_verifier', rowId: box.id };
    await tx
      .update(mailboxes)
      .set({ codeVerifier: cipher.encrypt(place, verifier), mayReplace })
      .where(eq(mailboxes.id, box.id));
  }

  /** Hands the code of a consent to the run that speaks with Google. */
  async function begin(flow: { tenantId: string; userId: string }, purpose: Purpose, code: string) {
    const { tenantId, userId } = flow;
    const started = await db.withTenant(tenantId, async (tx) => {
      const [box] = await tx
        .select()
        .from(mailboxes)
        .where(and(eq(mailboxes.userId, userId), eq(mailboxes.purpose, purpose)))
        .for('update');
      if (!box) throw new CodedError('INVALID_STATE_TOKEN');
      const place = { tenantId, table: 'gmail_connections', column: 'auth_code', rowId: box.id };
      await tx
        .update(mailboxes)
        .set({ authCode: cipher.encrypt(place, code), consent: 'pending', updatedAt: sql`now()` })
        .where(eq(mailboxes.id, box.id));
      return { box, processId: await changeConnection(tx, box, 'connect', `user:${userId}`) };
    });
    await deps.startProcess(tenantId, started.processId);
    return until(deps, started.box, userId, (row) => row.last_consent !== 'pending');
  }

  async function noteDenied(flow: { tenantId: string; userId: string }, purpose: Purpose): Promise<void> {
    await db.withTenant(flow.tenantId, (tx) =>
      tx
        .update(mailboxes)
        .set({ consent: 'denied', codeVerifier: null, mayReplace: false, updatedAt: sql`now()` })
        .where(and(eq(mailboxes.userId, flow.userId), eq(mailboxes.purpose, purpose))),
    );
  }

  /** Brings a callback to its end. The answer for a client; a browser is led back to the desk. */
  async function finish(context: RequestContext, query: CallbackQuery): Promise<Reply> {
    const [name = '', state = ''] = query.state.split(/~(.*)/);
    const endpoint = google();
    const states = statesOf(endpoint);
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
      throw new CodedError('FORBIDDEN');
    if (query.error || !query.code) {
      await noteDenied(flow, purpose);
      if (browser) return backToDesk('denied', purpose, [clearCookie]);
      throw new CodedError('FORBIDDEN', 'Google says that access was denied');
    }
    const { status, body } = await begin(flow, purpose, query.code);
    const result = body.last_consent ?? 'pending';
    if (browser) return backToDesk(result, purpose, [clearCookie]);
    const good = result === 'connected' || result === 'pending';
    return { status: good ? status : 409, body, headers: { 'set-cookie': clearCookie } };
  }

  return [
    defineRoute({
      method: 'get',
      path: '/integrations/gmail/oauth/init',
      area: 'mailbox',
      summary:
        "Where to send the user for Google's consent: state and PKCE, offline access, the least scopes. Its cookie must come back with the callback",
      access: 'user',
      query: z.strictObject({
        purpose: z.enum(PURPOSES).optional().describe(`What it is read for. ${PURPOSE_DEFAULT}`),
        login_hint: emailSchema.optional().describe('Address of the mailbox'),
        replace: z
          .enum(['true', 'false'])
          .default('false')
          .describe('Another account may take the place of the one that is connected. Without it that is refused'),
      }),
      responses: {
        200: {
          description: 'Open it in a browser',
          schema: z.object({ authorization_url: z.url(), mock: z.boolean() }),
        },
      },
      errors: ['INTEGRATION_NOT_CONFIGURED', 'FORBIDDEN'],
      async handle(_context, principal, { query }) {
        const { tenantId, userId, sessionId } = principal;
        const endpoint = google();
        const purpose = purposeOf(principal, query.purpose);
        if (!sessionId) throw new CodedError('FORBIDDEN');
        const verifier = randomBytes(48).toString('base64url');
        const { state, setCookie } = await db.withTenant(tenantId, async (tx) => {
          await prepare(tx, principal, {
            purpose,
            mock: endpoint.mock,
            verifier,
            mayReplace: query.replace === 'true',
          });
          return statesOf(endpoint).issue(tx, { tenantId, userId, sessionId, provider: `gmail:${purpose}` });
        });
        return {
          status: 200,
          body: {
            authorization_url: authorizationUrl(endpoint, purpose, state, verifier, query.login_hint),
            mock: endpoint.mock,
          },
          headers: { 'set-cookie': setCookie, 'cache-control': 'no-store' },
        };
      },
    }),
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
          return await finish(context, query);
        } catch (error) {
          if (!isBrowser(context) || !(error instanceof CodedError)) throw error;
          return backToDesk(error.code === 'FORBIDDEN' ? 'denied' : 'invalid', '');
        }
      },
    }),
  ];
}

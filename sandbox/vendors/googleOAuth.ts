import { createHash, randomBytes } from 'node:crypto';
import type { RequestHandler, Response, Router } from 'express';
import { requestText, takeFault } from '../faults.ts';
import { FIXTURE_MAILBOX, fixtureMails } from '../fixtureMail.ts';
import { DEFAULT_MAILBOX, deliverMail } from '../mailStore.ts';
import type { SandboxStore } from '../store.ts';
import { type Grant, type Token, VENDOR } from './gmailAccess.ts';

const ACCESS_SECONDS = 3_599;

interface Code {
  mailbox: string;
  scopes: string[];
  challenge?: string;
  redirect: string;
  used: boolean;
}

/** The consent page. Whoever comes to it agrees at once. */
const consentPage =
  (store: SandboxStore): RequestHandler =>
  (request, response) => {
    const { redirect_uri: redirect, state, scope, code_challenge: challenge, login_hint: hint } = request.query;
    const target = new URL(String(redirect));
    target.searchParams.set('state', String(state ?? ''));
    if (takeFault(store, VENDOR, 'GET /o/oauth2/v2/auth', requestText(request), ['access_denied']))
      target.searchParams.set('error', 'access_denied');
    else {
      const code = randomBytes(16).toString('base64url');
      const mailbox = String(hint ?? DEFAULT_MAILBOX);
      // A person may leave boxes unticked: Google then grants the rest, and says so.
      const unticked = takeFault(store, VENDOR, 'GET /o/oauth2/v2/auth', requestText(request), ['scope_unticked']);
      const scopes = unticked ? ['openid'] : String(scope ?? '').split(' ');
      if (mailbox === FIXTURE_MAILBOX) for (const mail of fixtureMails(store.now())) deliverMail(store, mail);
      store.put(VENDOR, 'code', code, {
        mailbox,
        scopes,
        challenge,
        redirect,
        used: false,
      });
      target.searchParams.set('code', code);
      target.searchParams.set('scope', scopes.join(' '));
    }
    response.redirect(302, target.toString());
  };

/** A new access token of a grant, as Google answers with it. */
function grantTokens(store: SandboxStore, grant: Grant, refreshToken?: string) {
  const accessToken = `ya29.${randomBytes(24).toString('base64url')}`;
  store.put(VENDOR, 'access', accessToken, {
    id: accessToken,
    grant: grant.id,
    expiresAtMs: store.now() + ACCESS_SECONDS * 1000,
  } satisfies Token);
  return {
    access_token: accessToken,
    expires_in: ACCESS_SECONDS,
    scope: grant.scopes.join(' '),
    token_type: 'Bearer',
    ...(refreshToken ? { refresh_token: refreshToken } : {}),
  };
}

const invalidGrant = (response: Response) =>
  response.status(400).json({ error: 'invalid_grant', error_description: 'Token has been expired or revoked.' });

const tokenRoute =
  (store: SandboxStore): RequestHandler =>
  (request, response) => {
    const body = request.body as Record<string, string>;
    const given = store.get<Grant>(VENDOR, 'grant', body.refresh_token ?? '');
    // A fault may name the mailbox whose grant has ended.
    const asked = `${requestText(request)}\n${given?.mailbox ?? ''}`;
    if (takeFault(store, VENDOR, 'POST /token', asked, ['invalid_grant'])) return void invalidGrant(response);
    if (body.grant_type === 'refresh_token') {
      if (!given || given.revoked) return void invalidGrant(response);
      return void response.json(grantTokens(store, given));
    }
    const code = store.get<Code>(VENDOR, 'code', body.code ?? '');
    const proof = createHash('sha256')
      .update(body.code_verifier ?? '')
      .digest('base64url');
    if (!code || code.used || code.redirect !== body.redirect_uri || (code.challenge && code.challenge !== proof))
      return void invalidGrant(response);
    const refreshToken = `1//${randomBytes(24).toString('base64url')}`;
    const grant: Grant = { id: refreshToken, mailbox: code.mailbox, scopes: code.scopes, revoked: false };
    store.atomically(() => {
      store.put(VENDOR, 'code', body.code ?? '', { ...code, used: true });
      store.put(VENDOR, 'grant', refreshToken, grant);
    });
    response.json(grantTokens(store, grant, refreshToken));
  };

const revokeRoute =
  (store: SandboxStore): RequestHandler =>
  (request, response) => {
    const token = String((request.body as { token?: string } | undefined)?.token ?? request.query.token ?? '');
    const access = store.get<Token>(VENDOR, 'access', token);
    const grant = store.get<Grant>(VENDOR, 'grant', access?.grant ?? token);
    if (!grant || grant.revoked) return void response.status(400).json({ error: 'invalid_token' });
    store.put(VENDOR, 'grant', grant.id, { ...grant, revoked: true });
    store.addEffect({
      vendor: VENDOR,
      kind: 'revoke',
      idempotencyKey: null,
      businessKey: grant.mailbox,
      amountMinor: null,
      currency: null,
      id: grant.id.slice(0, 8),
    });
    response.json({});
  };

/** Google's OAuth: consent, tokens, and the end of a grant. */
export function addOAuth(router: Router, store: SandboxStore): void {
  router.get('/o/oauth2/v2/auth', consentPage(store));
  router.post('/token', tokenRoute(store));
  router.post('/revoke', revokeRoute(store));
}

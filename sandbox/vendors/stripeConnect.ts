import { randomBytes } from 'node:crypto';
import express, { type Request, type Response, type Router } from 'express';
import { type Company, companyById } from '../companies.ts';
import { edge, requestText, takeFault } from '../faults.ts';
import type { SandboxStore } from '../store.ts';

const VENDOR = 'stripe';
const CLIENT_ID = 'ca_sandbox';
/** The platform's own key, which exchanges codes. */
const PLATFORM_KEY = 'sk_test_sandbox';

interface Code {
  company: string;
  redirect: string;
  scope: string;
  used: boolean;
}
interface Granted {
  company: string;
  ended: boolean;
}

/** Whose account an access token of a platform opens. */
export function companyOfGrant(store: SandboxStore, token: string): Company | undefined {
  const granted = store.get<Granted>(VENDOR, 'connect_token', token);
  return granted && !granted.ended ? companyById(store, granted.company) : undefined;
}

/** Whose account a person connects: the company in the domain of the address they are said to have, else the home company. */
const companyOfPerson = (store: SandboxStore, email: string): Company | undefined =>
  companyById(store, /@([a-z0-9-]+)\./.exec(email)?.[1] ?? '') ?? companyById(store);

const refusal = (error: string, description: string) => ({ error, error_description: description });

/** The consent page. Whoever comes to it agrees at once. */
const consentPage =
  (store: SandboxStore) =>
  (request: Request, response: Response): void => {
    const { client_id: client, redirect_uri: redirect, state, scope, response_type: type } = request.query;
    if (client !== CLIENT_ID || type !== 'code' || !redirect)
      return void response.status(400).json(refusal('invalid_request', 'client_id, response_type and redirect_uri'));
    const target = new URL(String(redirect));
    target.searchParams.set('state', String(state ?? ''));
    const person =
      (request.query.stripe_user as { email?: string } | undefined)?.email ??
      String(request.query['stripe_user[email]'] ?? '');
    const company = companyOfPerson(store, person);
    if (!company || takeFault(store, VENDOR, 'GET /oauth/authorize', requestText(request), ['access_denied'])) {
      target.searchParams.set('error', 'access_denied');
      return void response.redirect(302, target.toString());
    }
    const code = `ac_${randomBytes(16).toString('hex')}`;
    store.put(VENDOR, 'connect_code', code, {
      company: company.id,
      redirect,
      scope: String(scope ?? 'read_only'),
      used: false,
    });
    target.searchParams.set('code', code);
    target.searchParams.set('scope', String(scope ?? 'read_only'));
    response.redirect(302, target.toString());
  };

/** Connect's OAuth, at the root as the SDK asks for it: whoever comes to its page agrees at once. */
export function connectRouter(store: SandboxStore): Router {
  const router = express.Router();
  router.use('/oauth', express.urlencoded({ extended: true }), edge(store, VENDOR));
  router.get('/oauth/authorize', consentPage(store));
  router.post('/oauth/token', (request, response) => {
    const body = (request.body ?? {}) as Record<string, string | undefined>;
    const key = /^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1] ?? body.client_secret;
    const code = store.get<Code>(VENDOR, 'connect_code', body.code ?? '');
    const company = code && companyById(store, code.company);
    if (key !== PLATFORM_KEY) return void response.status(401).json(refusal('invalid_client', 'No such API key'));
    if (body.grant_type !== 'authorization_code' || !code || code.used || !company)
      return void response.status(400).json(refusal('invalid_grant', 'Authorization code does not exist'));
    const token = `sk_test_connected_${randomBytes(16).toString('hex')}`;
    store.atomically(() => {
      store.put(VENDOR, 'connect_code', body.code ?? '', { ...code, used: true });
      store.put(VENDOR, 'connect_token', token, { id: token, company: company.id, ended: false });
    });
    response.json({
      access_token: token,
      livemode: false,
      refresh_token: `rt_${randomBytes(16).toString('hex')}`,
      token_type: 'bearer',
      stripe_publishable_key: 'pk_test_sandbox',
      stripe_user_id: company.accounts.stripe,
      scope: code.scope,
    });
  });
  router.post('/oauth/deauthorize', (request, response) => {
    const { stripe_user_id: account, client_id: client } = (request.body ?? {}) as Record<string, string | undefined>;
    const own = store
      .list<Granted & { id: string }>(VENDOR, 'connect_token')
      .filter((one) => !one.ended && companyById(store, one.company)?.accounts.stripe === account);
    if (client !== CLIENT_ID || own.length === 0)
      return void response
        .status(401)
        .json(refusal('invalid_client', 'This application is not connected to that account'));
    for (const one of own) store.put(VENDOR, 'connect_token', one.id, { ...one, ended: true });
    store.addEffect({
      vendor: VENDOR,
      kind: 'deauthorize',
      idempotencyKey: null,
      businessKey: account ?? null,
      amountMinor: null,
      currency: null,
      id: String(account),
    });
    response.json({ stripe_user_id: account });
  });
  return router;
}

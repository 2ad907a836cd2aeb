import { randomUUID } from 'node:crypto';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { importSPKI, jwtVerify } from 'jose';
import { z } from 'zod';
import { accountBy, accountsOf, BANKS } from '../bankWorld.ts';
import { edge, requestText, takeFault } from '../faults.ts';
import type { SandboxStore } from '../store.ts';
import { addAccounts } from './enableBankingAccounts.ts';
import { hash, refuse, type Session, shownAccount, statusOf, VENDOR } from './enableBankingItems.ts';

const CONSENT_SECONDS = 180 * 86_400;
const MAXIMUM_TOKEN_SECONDS = 86_400;

const authRequest = z.object({
  access: z.object({ valid_until: z.iso.datetime({ offset: true }) }),
  aspsp: z.object({ name: z.string(), country: z.string() }),
  state: z.string(),
  redirect_url: z.url(),
  psu_type: z.enum(['business', 'personal']).optional(),
});
type Authorization = z.infer<typeof authRequest> & { id: string; code: string | null; used: boolean };

/** Requests are signed by the application: RS256, at most a day, for this API. */
const signedBy = (publicKeyPem: string) => async (request: Request, response: Response, next: NextFunction) => {
  try {
    const token = (request.get('authorization') ?? '').replace(/^Bearer /, '');
    const { payload, protectedHeader } = await jwtVerify(token, await importSPKI(publicKeyPem, 'RS256'), {
      algorithms: ['RS256'],
      issuer: 'enablebanking.com',
      audience: 'api.enablebanking.com',
    });
    const { iat = 0, exp = Number.POSITIVE_INFINITY } = payload;
    if (!protectedHeader.kid || exp - iat > MAXIMUM_TOKEN_SECONDS) throw new Error('token');
  } catch {
    return refuse(response, 401, 'UNAUTHORIZED_ACCESS', 'Unauthorized access');
  }
  next();
};

function addConsent(router: Router, store: SandboxStore, publicUrl: string | undefined): void {
  router.get('/aspsps', (request, response) => {
    const { country } = request.query;
    const found = BANKS.filter((bank) => !country || bank.country === country);
    response.json({
      aspsps: found.map((bank) => ({
        name: bank.name,
        country: bank.country,
        logo: 'https://cdn.example/logo.png',
        psu_types: ['business', 'personal'],
        auth_methods: [{ psu_type: 'business', approach: 'REDIRECT', hidden_method: false }],
        maximum_consent_validity: CONSENT_SECONDS,
        beta: false,
        bic: `${bank.id.slice(0, 3)}XDEFF`,
      })),
    });
  });
  router.post('/auth', (request, response) => {
    const body = authRequest.safeParse(request.body);
    if (!body.success) return refuse(response, 422, 'WRONG_REQUEST_PARAMETERS', 'Wrong request parameters');
    if (!BANKS.some(({ name, country }) => name === body.data.aspsp.name && country === body.data.aspsp.country))
      return refuse(response, 400, 'WRONG_ASPSP_PROVIDED', 'Wrong ASPSP name provided');
    const id = randomUUID();
    store.put(VENDOR, 'authorization', id, { ...body.data, id, code: null, used: false } satisfies Authorization);
    const base = publicUrl ?? `${request.protocol}://${request.host}`;
    response.json({ url: `${base}/enablebanking/welcome/${id}`, authorization_id: id, psu_id_hash: hash(id) });
  });
}

function addSessions(router: Router, store: SandboxStore): void {
  router.post('/sessions', (request, response) => {
    const code = String((request.body as { code?: unknown }).code ?? '');
    const found = store.list<Authorization>(VENDOR, 'authorization').find((one) => one.code === code);
    if (!found) return refuse(response, 422, 'WRONG_AUTHORIZATION_CODE', 'Wrong authorization code provided');
    if (found.used) return refuse(response, 422, 'ALREADY_AUTHORIZED', 'Session is already authorized');
    const bank = BANKS.find(({ name }) => name === found.aspsp.name);
    const session: Session = {
      id: randomUUID(),
      aspsp: found.aspsp,
      psu_type: found.psu_type ?? 'personal',
      valid_until: found.access.valid_until,
      created: new Date(store.now()).toISOString(),
      status: 'AUTHORIZED',
      accounts: accountsOf(store, bank?.id ?? '').map((account) => ({ uid: randomUUID(), account: account.id })),
    };
    store.atomically(() => {
      store.put(VENDOR, 'authorization', found.id, { ...found, used: true });
      store.put(VENDOR, 'session', session.id, session);
      store.addEffect(effect('session_opened', session.id));
    });
    response.json({
      session_id: session.id,
      accounts: session.accounts.flatMap(({ uid, account }) => {
        const of = accountBy(store, account);
        return of ? [shownAccount(of, uid)] : [];
      }),
      aspsp: session.aspsp,
      psu_type: session.psu_type,
      access: { valid_until: session.valid_until },
    });
  });
  router.get('/sessions/:id', (request, response) => {
    const session = store.get<Session>(VENDOR, 'session', request.params.id);
    if (!session) return refuse(response, 404, 'SESSION_DOES_NOT_EXIST', 'No session found matching provided id');
    const accounts = session.accounts.map(({ uid, account }) => ({
      uid,
      identification_hash: hash(account),
      identification_hashes: [hash(account)],
    }));
    response.json({
      status: statusOf(store, session),
      accounts: accounts.map(({ uid }) => uid),
      accounts_data: accounts,
      aspsp: session.aspsp,
      psu_type: session.psu_type,
      psu_id_hash: hash(session.id),
      access: { valid_until: session.valid_until },
      created: session.created,
    });
  });
  router.delete('/sessions/:id', (request, response) => {
    const session = store.get<Session>(VENDOR, 'session', request.params.id);
    if (!session) return refuse(response, 404, 'SESSION_DOES_NOT_EXIST', 'No session found matching provided id');
    if (session.status === 'CLOSED') return refuse(response, 401, 'CLOSED_SESSION', 'Session is closed');
    store.atomically(() => {
      store.put(VENDOR, 'session', session.id, { ...session, status: 'CLOSED' });
      store.addEffect(effect('session_closed', session.id));
    });
    response.json({ message: 'OK' });
  });
}

const effect = (kind: string, id: string) => ({
  vendor: VENDOR,
  kind,
  idempotencyKey: null,
  businessKey: null,
  amountMinor: null,
  currency: null,
  id,
});
/** The page of the bank. Whoever comes to it agrees at once. */
function addPage(router: Router, store: SandboxStore): void {
  router.get('/welcome/:id', (request, response) => {
    const found = store.get<Authorization>(VENDOR, 'authorization', request.params.id);
    if (!found) return refuse(response, 404, 'SESSION_DOES_NOT_EXIST', 'No session found matching provided id');
    const back = new URL(found.redirect_url);
    back.searchParams.set('state', found.state);
    if (takeFault(store, VENDOR, 'GET /welcome', requestText(request), ['access_denied'])) {
      back.searchParams.set('error', 'access_denied');
      back.searchParams.set('error_description', 'Denied data sharing consent');
    } else {
      const code = found.code ?? randomUUID();
      store.put(VENDOR, 'authorization', found.id, { ...found, code });
      back.searchParams.set('code', code);
    }
    response.redirect(302, back.toString());
  });
}

/** Enable Banking as far as it is used, below /enablebanking. `publicKeyPem`: of the application that may sign requests. */
export function enableBankingRouter(store: SandboxStore, publicKeyPem: string, publicUrl: string | undefined): Router {
  const router = express.Router();
  router.use(express.json(), edge(store, VENDOR));
  addPage(router, store);
  router.use(signedBy(publicKeyPem));
  addConsent(router, store, publicUrl);
  addSessions(router, store);
  addAccounts(router, store);
  return router;
}

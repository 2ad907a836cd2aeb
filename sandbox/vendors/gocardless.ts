import { randomUUID } from 'node:crypto';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { accountsOf, BANKS } from '../bankWorld.ts';
import { edge, requestText, takeFault } from '../faults.ts';
import type { SandboxStore } from '../store.ts';
import { addAccounts } from './gocardlessAccounts.ts';
import {
  type Agreement,
  bankOf,
  effect,
  hasEnded,
  institutionId,
  notFound,
  type OpenedAccount,
  type Requisition,
  refuse,
  VENDOR,
} from './gocardlessItems.ts';

const ACCESS_SECONDS = 86_400;
const REFRESH_SECONDS = 2_592_000;

/** Tokens of an installation; any secret opens the rehearsal world, as its addresses are known to everybody. */
function addTokens(router: Router, store: SandboxStore): void {
  const give = (kind: 'access' | 'refresh', seconds: number): string => {
    const token = `${kind}-${randomUUID()}`;
    store.put(VENDOR, kind, token, { id: token, endsAt: store.now() + seconds * 1000 });
    return token;
  };
  router.post('/api/v2/token/new/', (request, response) => {
    const { secret_id: id, secret_key: key } = request.body as Record<string, string | undefined>;
    if (!id || !key)
      return refuse(response, 401, 'Authentication failed', 'No active account found with the given credentials');
    response.json({
      access: give('access', ACCESS_SECONDS),
      access_expires: ACCESS_SECONDS,
      refresh: give('refresh', REFRESH_SECONDS),
      refresh_expires: REFRESH_SECONDS,
    });
  });
  router.post('/api/v2/token/refresh/', (request, response) => {
    const token = String((request.body as { refresh?: string }).refresh ?? '');
    const known = store.get<{ endsAt: number }>(VENDOR, 'refresh', token);
    if (!known || known.endsAt <= store.now())
      return refuse(response, 401, 'Invalid token', 'Token is invalid or expired');
    response.json({ access: give('access', ACCESS_SECONDS), access_expires: ACCESS_SECONDS });
  });
  router.use('/api/v2', (request: Request, response: Response, next: NextFunction) => {
    const token = (request.get('authorization') ?? '').replace(/^Bearer /, '');
    const known = store.get<{ endsAt: number }>(VENDOR, 'access', token);
    if (known && known.endsAt > store.now()) return next();
    refuse(response, 401, 'Invalid token', 'Token is invalid or expired');
  });
}

function addInstitutions(router: Router, store: SandboxStore): void {
  router.get('/api/v2/institutions/', (request, response) => {
    const country = String(request.query.country ?? '').toUpperCase();
    response.json(BANKS.filter((bank) => bank.country === country).map(institution));
  });
  router.get('/api/v2/institutions/:id/', (request, response) => {
    const bank = bankOf(request.params.id);
    if (bank) response.json({ ...institution(bank), supported_payments: {}, supported_features: [] });
    else notFound(response);
  });
  router.post('/api/v2/agreements/enduser/', (request, response) => {
    const { institution_id: id, max_historical_days: history = 90, access_valid_for_days: days = 90 } = request.body;
    const bank = bankOf(String(id));
    if (!bank || history > bank.historyDays || days < 1 || days > 90)
      return refuse(response, 400, 'Incorrect access_valid_for_days', 'access_valid_for_days must be > 0 and <= 90');
    const agreement: Agreement = {
      id: randomUUID(),
      created: new Date(store.now()).toISOString(),
      institution_id: String(id),
      max_historical_days: history,
      access_valid_for_days: days,
      access_scope: request.body.access_scope ?? ['balances', 'details', 'transactions'],
      accepted: null,
    };
    store.put(VENDOR, 'agreement', agreement.id, agreement);
    response.status(201).json(agreement);
  });
  router.get('/api/v2/agreements/enduser/:id/', (request, response) => {
    const agreement = store.get<Agreement>(VENDOR, 'agreement', request.params.id);
    if (agreement) response.json(agreement);
    else notFound(response);
  });
}

function addRequisitions(router: Router, store: SandboxStore, publicUrl: string | undefined): void {
  router.post('/api/v2/requisitions/', (request, response) => {
    const { redirect, institution_id, agreement, reference } = request.body as Record<string, string>;
    if (!redirect || !bankOf(institution_id ?? '') || !store.get(VENDOR, 'agreement', agreement ?? ''))
      return refuse(response, 400, 'Invalid ID', 'agreement or institution is not valid');
    const id = randomUUID();
    const base = publicUrl ?? `${request.protocol}://${request.host}`;
    const made: Requisition = {
      id,
      created: new Date(store.now()).toISOString(),
      redirect,
      status: 'CR',
      institution_id: institution_id ?? '',
      agreement: agreement ?? '',
      reference: reference ?? id,
      accounts: [],
      user_language: 'EN',
      link: `${base}/gocardless/psd2/start/${id}/${institution_id}`,
      ssn: null,
      account_selection: false,
      redirect_immediate: false,
    };
    store.put(VENDOR, 'requisition', id, made);
    response.status(201).json(made);
  });
  router.get('/api/v2/requisitions/:id/', (request, response) => {
    const found = store.get<Requisition>(VENDOR, 'requisition', request.params.id);
    if (!found) return notFound(response);
    response.json({ ...found, status: hasEnded(store, found) ? 'EX' : found.status });
  });
  router.delete('/api/v2/requisitions/:id/', (request, response) => {
    const { id } = request.params;
    if (!store.get(VENDOR, 'requisition', id)) return notFound(response);
    store.atomically(() => {
      store.remove(VENDOR, 'requisition', id);
      store.addEffect(effect('requisition_deleted', id));
    });
    response.json({
      summary: 'Requisition deleted',
      detail: `Requisition ${id} deleted with all its End User Agreements`,
    });
  });
}

const institution = (bank: (typeof BANKS)[number]) => ({
  id: institutionId(bank.id),
  name: bank.name,
  bic: `${bank.id.slice(0, 3)}XDEFF`,
  transaction_total_days: String(bank.historyDays),
  max_access_valid_for_days: '90',
  countries: [bank.country],
  logo: 'https://cdn.example/logo.png',
});
/** The page of the bank. Whoever comes to it agrees at once. */
function addPage(router: Router, store: SandboxStore): void {
  router.get('/psd2/start/:id/:institution', (request, response) => {
    const found = store.get<Requisition>(VENDOR, 'requisition', request.params.id);
    const agreement = store.get<Agreement>(VENDOR, 'agreement', found?.agreement ?? '');
    const bank = bankOf(found?.institution_id ?? '');
    if (!found || !agreement || !bank) return notFound(response);
    const back = new URL(found.redirect);
    back.searchParams.set('ref', found.reference);
    if (takeFault(store, VENDOR, 'GET /psd2/start', requestText(request), ['access_denied'])) {
      back.searchParams.set('error', 'UserCancelledSession');
      back.searchParams.set('details', 'User cancelled the session');
      store.put(VENDOR, 'requisition', found.id, { ...found, status: 'RJ' });
    } else if (found.status === 'CR') {
      const opened = accountsOf(store, bank.id).map(
        (account): OpenedAccount => ({ id: randomUUID(), requisition: found.id, account: account.id, calls: {} }),
      );
      store.atomically(() => {
        for (const one of opened) store.put(VENDOR, 'account', one.id, one);
        const accepted = new Date(store.now()).toISOString();
        store.put(VENDOR, 'agreement', agreement.id, { ...agreement, accepted });
        store.put(VENDOR, 'requisition', found.id, { ...found, status: 'LN', accounts: opened.map(({ id }) => id) });
        store.addEffect(effect('requisition_linked', found.id));
      });
    }
    response.redirect(302, back.toString());
  });
}

/** GoCardless Bank Account Data as far as it is used, below /gocardless. */
export function gocardlessRouter(store: SandboxStore, publicUrl: string | undefined): Router {
  const router = express.Router();
  router.use(express.json(), edge(store, VENDOR));
  addPage(router, store);
  addTokens(router, store);
  addInstitutions(router, store);
  addRequisitions(router, store, publicUrl);
  addAccounts(router, store);
  return router;
}

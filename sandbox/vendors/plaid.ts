import { randomUUID } from 'node:crypto';
import express, { type Router } from 'express';
import type {
  ItemGetResponse,
  ItemPublicTokenExchangeResponse,
  ItemRemoveResponse,
  PlaidError,
  SandboxItemResetLoginResponse,
  SandboxPublicTokenCreateResponse,
} from 'plaid';
import { z } from 'zod';
import { accountsOf, BANKS, putTransactions } from '../bankWorld.ts';
import { edge } from '../faults.ts';
import type { SandboxStore } from '../store.ts';
import { itemBy, PLAID, PLAID_BANK, PLAID_INSTITUTION, type PlaidItem, refusePlaid, requestId } from './plaidItems.ts';
import { addLink, publicTokenFor } from './plaidLink.ts';
import { addTransactions, shownAccount } from './plaidTransactions.ts';
import { addWebhooks, fireWebhook } from './plaidWebhooks.ts';

const effect = (kind: string, id: string) => ({
  vendor: PLAID,
  kind,
  idempotencyKey: null,
  businessKey: null,
  amountMinor: null,
  currency: null,
  id,
});

function addItems(router: Router, store: SandboxStore): void {
  router.post('/item/public_token/exchange', (request, response) => {
    const token = String((request.body as { public_token?: unknown }).public_token ?? '');
    const made = store.get<{ institution: string; webhook: string | null; used: boolean }>(
      PLAID,
      'public_token',
      token,
    );
    if (!made || made.used) return refusePlaid(response, 400, ['INVALID_INPUT', 'INVALID_PUBLIC_TOKEN']);
    const item: PlaidItem = {
      id: randomUUID().replaceAll('-', ''),
      access_token: `access-sandbox-${randomUUID()}`,
      institution_id: made.institution,
      bank: PLAID_BANK,
      webhook: made.webhook,
      consent_expiration_time: null,
      login_required: false,
      removed: false,
    };
    store.atomically(() => {
      store.put(PLAID, 'public_token', token, { ...made, used: true });
      store.put(PLAID, 'item', item.id, item);
      store.addEffect(effect('item_linked', item.id));
    });
    response.json({
      access_token: item.access_token,
      item_id: item.id,
      request_id: requestId(),
    } satisfies ItemPublicTokenExchangeResponse);
  });
  router.post('/item/get', (request, response) => {
    const item = itemBy(store, request, response);
    if (!item) return;
    response.json({
      item: shownItem(item),
      status: null,
      request_id: requestId(),
    } satisfies ItemGetResponse);
  });
  router.post('/accounts/get', (request, response) => {
    const item = itemBy(store, request, response);
    if (!item) return;
    if (item.login_required) return refusePlaid(response, 400, ['ITEM_ERROR', 'ITEM_LOGIN_REQUIRED']);
    response.json({
      accounts: accountsOf(store, item.bank).map((account) => shownAccount(item, account, store.now())),
      item: shownItem(item),
      request_id: requestId(),
    });
  });
  router.post('/item/remove', (request, response) => {
    const item = itemBy(store, request, response);
    if (!item) return;
    store.atomically(() => {
      store.put(PLAID, 'item', item.id, { ...item, removed: true });
      store.addEffect(effect('item_removed', item.id));
    });
    response.json({ request_id: requestId() } satisfies ItemRemoveResponse);
  });
}

const LOGIN_REQUIRED = {
  error_type: 'ITEM_ERROR' as PlaidError['error_type'],
  error_code: 'ITEM_LOGIN_REQUIRED',
  error_code_reason: null,
  error_message: 'sandbox: the login details of this item have changed',
  display_message: null,
  request_id: '',
  causes: [],
  status: 400,
} satisfies PlaidError;

const shownItem = (item: PlaidItem): ItemGetResponse['item'] => ({
  item_id: item.id,
  institution_id: item.institution_id,
  institution_name: BANKS.find(({ id }) => id === item.bank)?.name ?? null,
  webhook: item.webhook,
  error: item.login_required ? LOGIN_REQUIRED : null,
  available_products: [],
  billed_products: ['transactions' as ItemGetResponse['item']['billed_products'][number]],
  consent_expiration_time: item.consent_expiration_time,
  update_type: 'background' as ItemGetResponse['item']['update_type'],
});

const created = z.object({
  transactions: z
    .array(
      z.object({
        amount: z.number(),
        date_posted: z.iso.date(),
        date_transacted: z.iso.date(),
        description: z.string(),
        iso_currency_code: z.string().optional(),
      }),
    )
    .max(10),
});

/** What Plaid's own sandbox offers besides: items without a person, ended logins, lines and webhooks. */
function addRehearsal(router: Router, store: SandboxStore, target: WebhookTarget): void {
  router.post('/sandbox/public_token/create', (request, response) => {
    const { institution_id: institution, options } = request.body as {
      institution_id?: string;
      options?: { webhook?: string };
    };
    if (institution !== PLAID_INSTITUTION) return refusePlaid(response, 400, ['INVALID_INPUT', 'INVALID_INSTITUTION']);
    response.json({
      public_token: publicTokenFor(store, institution, options?.webhook ?? target.url ?? null),
      request_id: requestId(),
    } satisfies SandboxPublicTokenCreateResponse);
  });
  router.post('/sandbox/item/reset_login', (request, response) => {
    const item = itemBy(store, request, response);
    if (!item) return;
    store.put(PLAID, 'item', item.id, { ...item, login_required: true });
    response.json({ reset_login: true, request_id: requestId() } satisfies SandboxItemResetLoginResponse);
  });
  router.post('/sandbox/transactions/create', (request, response) => {
    const item = itemBy(store, request, response);
    if (!item) return;
    const [account] = accountsOf(store, item.bank);
    const { transactions } = created.parse(request.body);
    putTransactions(
      store,
      transactions.map((one) => ({
        account: account?.id,
        booking_date: one.date_posted,
        value_date: one.date_transacted,
        // Plaid writes what went out above 0.
        amount: String(-one.amount),
        currency: one.iso_currency_code ?? 'USD',
        info: one.description,
      })),
    );
    response.json({ request_id: requestId() });
  });
  router.post('/sandbox/item/fire_webhook', async (request, response) => {
    const item = itemBy(store, request, response);
    if (!item) return;
    const { webhook_type: type = 'TRANSACTIONS', webhook_code: code } = request.body as Record<string, string>;
    await fireWebhook(store, item, { type, code: code ?? 'SYNC_UPDATES_AVAILABLE' });
    response.json({ webhook_fired: true, request_id: requestId() });
  });
}

/** Where Plaid's webhooks go that an item does not say itself. */
export interface WebhookTarget {
  url: string | undefined;
}

/** Plaid as far as it is used, below /plaid. */
export function plaidRouter(store: SandboxStore, target: WebhookTarget, publicUrl: string | undefined): Router {
  const router = express.Router();
  router.use(express.json(), edge(store, PLAID));
  addLink(router, store, publicUrl);
  router.use((request, response, next) => {
    if (request.get('plaid-client-id') && request.get('plaid-secret')) return next();
    refusePlaid(response, 400, ['INVALID_INPUT', 'INVALID_API_KEYS']);
  });
  addItems(router, store);
  addTransactions(router, store);
  addWebhooks(router, store);
  addRehearsal(router, store, target);
  return router;
}

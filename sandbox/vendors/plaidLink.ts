import { randomUUID } from 'node:crypto';
import type { Router } from 'express';
import type { LinkTokenCreateRequest, LinkTokenCreateResponse, LinkTokenGetResponse } from 'plaid';
import { requestText, takeFault } from '../faults.ts';
import type { SandboxStore } from '../store.ts';
import { itemBy, PLAID, PLAID_INSTITUTION, type PlaidItem, refusePlaid, requestId } from './plaidItems.ts';

interface LinkToken {
  id: string;
  expiration: string;
  created: string;
  webhook: string | null;
  returnUrl: string | null;
  /** The item whose login is repaired; null = a new one is made. */
  item: string | null;
  publicToken: string | null;
  finishedAt: string | null;
  exited: boolean;
}

const LIFE_MS = 4 * 3_600_000;

/** A token that is swapped for an item once. */
export function publicTokenFor(store: SandboxStore, institution: string, webhook: string | null): string {
  const token = `public-sandbox-${randomUUID()}`;
  store.put(PLAID, 'public_token', token, { institution, webhook, used: false });
  return token;
}

function addToken(router: Router, store: SandboxStore, publicUrl: string | undefined): void {
  router.post('/link/token/create', (request, response) => {
    const body = request.body as LinkTokenCreateRequest;
    if (!body.client_name || !body.language || !body.user?.client_user_id || (!body.products && !body.access_token))
      return refusePlaid(response, 400, ['INVALID_REQUEST', 'MISSING_FIELDS']);
    const item = body.access_token ? itemBy(store, request, response) : null;
    if (body.access_token && !item) return;
    const id = `link-sandbox-${randomUUID()}`;
    const expiration = new Date(store.now() + LIFE_MS).toISOString();
    store.put(PLAID, 'link', id, {
      id,
      expiration,
      created: new Date(store.now()).toISOString(),
      webhook: body.webhook ?? null,
      returnUrl: body.hosted_link?.completion_redirect_uri ?? null,
      item: item?.id ?? null,
      publicToken: null,
      finishedAt: null,
      exited: false,
    } satisfies LinkToken);
    const base = publicUrl ?? `${request.protocol}://${request.host}`;
    response.json({
      link_token: id,
      expiration,
      request_id: requestId(),
      ...(body.hosted_link ? { hosted_link_url: `${base}/plaid/hosted/${id}` } : {}),
    } satisfies LinkTokenCreateResponse);
  });
}

/** Plaid's own page: whoever comes to it signs in at once. */
function addPage(router: Router, store: SandboxStore): void {
  router.get('/hosted/:id', (request, response) => {
    const link = store.get<LinkToken>(PLAID, 'link', request.params.id);
    if (!link) return refusePlaid(response, 404, ['INVALID_INPUT', 'INVALID_LINK_TOKEN']);
    const finishedAt = new Date(store.now()).toISOString();
    if (takeFault(store, PLAID, 'GET /hosted', requestText(request), ['access_denied']))
      store.put(PLAID, 'link', link.id, { ...link, finishedAt, exited: true });
    else if (link.item) {
      const item = store.get<PlaidItem>(PLAID, 'item', link.item);
      if (item) store.put(PLAID, 'item', item.id, { ...item, login_required: false });
      store.put(PLAID, 'link', link.id, { ...link, finishedAt });
    } else
      store.put(PLAID, 'link', link.id, {
        ...link,
        finishedAt,
        publicToken: link.publicToken ?? publicTokenFor(store, PLAID_INSTITUTION, link.webhook),
      });
    response.redirect(302, link.returnUrl ?? 'about:blank');
  });
}

function addEnd(router: Router, store: SandboxStore): void {
  router.post('/link/token/get', (request, response) => {
    const link = store.get<LinkToken>(PLAID, 'link', String((request.body as { link_token?: unknown }).link_token));
    if (!link) return refusePlaid(response, 400, ['INVALID_INPUT', 'INVALID_LINK_TOKEN']);
    const added = link.publicToken ? [{ public_token: link.publicToken, accounts: [], institution: null }] : [];
    response.json({
      link_token: link.id,
      created_at: link.created,
      expiration: link.expiration,
      link_sessions: link.finishedAt
        ? [
            {
              link_session_id: `${link.id}-1`,
              finished_at: link.finishedAt,
              ...(link.exited ? { exit: { error: null, metadata: null } } : {}),
              results: {
                item_add_results: added,
                cra_item_add_results: [],
                cra_update_results: [],
                bank_income_results: [],
                payroll_income_results: [],
                document_income_results: null,
              },
            },
          ]
        : [],
      metadata: {
        initial_products: [],
        webhook: link.webhook,
        country_codes: [],
        language: 'en',
        redirect_uri: null,
        client_name: 'Countersign',
      },
      request_id: requestId(),
    } satisfies LinkTokenGetResponse);
  });
}

/** Link: its token, Plaid's own page, and how it ended. */
export function addLink(router: Router, store: SandboxStore, publicUrl: string | undefined): void {
  addToken(router, store, publicUrl);
  addPage(router, store);
  addEnd(router, store);
}

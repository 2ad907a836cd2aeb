import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { explainPayouts } from '../../../activities/reconciliation/explainPayouts.ts';
import { readStripeList } from '../../../activities/reconciliation/readStripeList.ts';
import { takeStripeHooks } from '../../../activities/reconciliation/takeStripeHooks.ts';
import type { RequestContext } from '../../../api/http/route.ts';
import type { Principal } from '../../../api/http/tokens.ts';
import { signStripePayload } from '../../../sandbox/vendors/stripeEvents.ts';
import { STRIPE_LISTS } from '../../../workflows/reconciliation/contract.ts';
import { type BillingWorld, CONNECT_SECRET, openBillingWorld } from './billingWorld.ts';

let world: BillingWorld;
beforeAll(async () => {
  world = await openBillingWorld(inject('embeddedUrl'));
});
afterAll(() => world.stop());

/** Calls a route with headers and a query, as a browser or a vendor does. */
async function ask(
  operation: string,
  {
    who = null,
    query = {},
    headers = {},
    cookies = {},
    body,
  }: {
    who?: Principal | null;
    query?: object;
    headers?: Record<string, string>;
    cookies?: Record<string, string>;
    body?: string;
  },
) {
  const [method, path] = operation.split(' ');
  const route = world.routes.find((one) => one.method === method && one.path === path);
  const context = {
    requestId: 'r',
    rawBody: body === undefined ? undefined : Buffer.from(body),
    header: (name: string) => headers[name],
    cookie: (name: string) => cookies[name],
  } as unknown as RequestContext;
  try {
    const reply = await route?.handle(context, who, {
      params: {},
      query: route.query?.parse(query) ?? {},
      body: undefined,
    });
    return {
      status: reply?.status ?? 0,
      code: null,
      // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
      body: reply?.body as any,
      headers: (reply?.headers ?? {}) as Record<string, unknown>,
    };
  } catch (error) {
    return {
      status: 0,
      code: String((error as { code?: string }).code),
      body: null,
      headers: {} as Record<string, unknown>,
    };
  }
}

/** Begins a consent as a person in a browser, and what Stripe leads back with. */
async function begin(who: Principal, company: string) {
  await world.database.owner`insert into user_sessions (id, tenant_id, user_id, current_token_hash, expires_at)
    values (${who.sessionId}, ${who.tenantId}, ${who.userId}, ${crypto.randomUUID()}, now() + interval '1 day') on conflict do nothing`;
  const asked = await ask('get /integrations/stripe/oauth/init', { who, query: { email: `owner@${company}.example` } });
  const [name = '', value = ''] = String(asked.headers['set-cookie']).split(';')[0]?.split('=') ?? [];
  const page = await fetch(asked.body.authorization_url, { redirect: 'manual' });
  const back = new URL(page.headers.get('location') ?? '');
  return {
    url: new URL(asked.body.authorization_url),
    query: Object.fromEntries(back.searchParams),
    cookies: { [name]: value },
  };
}
async function connect(who: Principal, company: string) {
  const { query, cookies } = await begin(who, company);
  const { state, code, error } = query;
  return ask('get /integrations/stripe/oauth/callback', {
    query: { state, ...(code ? { code } : {}), ...(error ? { error } : {}) },
    cookies,
  });
}

async function sync(tenantId: string, connectionId: string): Promise<number> {
  let changed = (await takeStripeHooks(world.stripeDeps)({ tenantId, connectionId })).changed;
  for (const list of STRIPE_LISTS)
    for (let done = false; !done; ) {
      const step = await readStripeList(world.stripeDeps)({ tenantId, connectionId, list });
      changed += step.changed;
      ({ done } = step);
    }
  return changed + (await explainPayouts(world.stripeDeps)({ tenantId, connectionId })).changed;
}
const put = (kind: string, records: object[], company = 'home') => world.sandbox.put('stripe', kind, records, company);
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
const payments = async (who = world.adminA): Promise<any[]> =>
  (await world.call(who, 'GET /reconciliation/payments')).body.payments;
const now = () => Math.floor(Date.now() / 1000);

let connectionId = '';
describe('[PY-STR-05] [H-25] connecting a Stripe account', () => {
  it('asks for read access only, and a state is good once, in the browser that asked, for who may', async () => {
    const { url, query, cookies } = await begin(world.adminA, 'home');
    expect([url.searchParams.get('scope'), url.searchParams.get('response_type')]).toEqual(['read_only', 'code']);
    const { state, code } = query;
    const back = (over: object) =>
      ask('get /integrations/stripe/oauth/callback', { query: { state, code }, cookies, ...over });
    expect((await back({ cookies: {} })).code).toBe('INVALID_STATE_TOKEN');
    expect((await back({ query: { state: `${state}x`, code } })).code).toBe('INVALID_STATE_TOKEN');
    const connected = await back({});
    expect(connected).toMatchObject({
      status: 200,
      body: { status: 'active', account_id: 'acct_home', scope: 'read_only' },
    });
    connectionId = connected.body.connection_id;
    expect((await back({})).code).toBe('INVALID_STATE_TOKEN');
    const everything = JSON.stringify([connected.body, await world.database.owner`select * from stripe_connections`]);
    expect(everything).not.toContain('sk_test_connected_');
    expect(everything).not.toContain(code);
  });

  it('an account belongs to one tenant; connected again by the same it keeps its row', async () => {
    const other = await connect(world.adminB, 'home');
    expect([other.status, other.body.last_consent, other.body.status]).toEqual([409, 'in_use', 'pending']);
    expect((await connect(world.adminA, 'home')).status).toBe(200);
    const rows = await world.database.owner`select id, status from stripe_connections where account_id = 'acct_home'`;
    expect(rows).toEqual([{ id: connectionId, status: 'active' }]);
  });

  it('a denied consent, and a code that Stripe does not take, connect nothing', async () => {
    await world.sandbox.fault({ vendor: 'stripe', fault: 'access_denied', times: 1 });
    expect((await connect(world.adminB, 'globex')).code).toBe('FORBIDDEN');
    const { query, cookies } = await begin(world.adminB, 'globex');
    const refused = await ask('get /integrations/stripe/oauth/callback', {
      query: { state: query.state, code: 'ac_made_up' },
      cookies,
    });
    expect([refused.status, refused.body.last_consent]).toEqual([409, 'failed']);
  });
});

describe('[PY-STR-02] [PY-STR-04] [PY-DB-05] [W-03] reading a Stripe account', () => {
  it('keeps charges once with fee, net, refund and dispute; who paid is encrypted', async () => {
    const charge = { currency: 'usd', created: now() - 3_600 };
    await put('charge', [
      ...Array.from({ length: 130 }, (_, index) => ({ ...charge, id: `ch_${index}`, amount: 1_000 })),
      {
        ...charge,
        id: 'ch_named',
        amount: 6_000,
        billing_details: { name: 'Maria Ortiz', email: 'maria@example.com' },
        metadata: { invoiceid: '14' },
      },
      { ...charge, id: 'ch_failed', amount: 500, status: 'failed' },
      { ...charge, id: 'ch_disputed', amount: 2_000, disputed: true },
      { ...charge, id: 'ch_odd', amount: 10, currency: 'xyz' },
    ]);
    await put('dispute', [{ id: 'dp_1', charge: 'ch_disputed', created: now() - 60 }]);
    expect(await sync(world.A, connectionId)).toBeGreaterThanOrEqual(133);
    const listed = await world.call(world.adminA, 'GET /reconciliation/payments');
    expect([listed.body.count, listed.body.next_cursor !== null]).toEqual([50, true]);
    const [row] = await world.database
      .owner`select count(*)::int as n, count(distinct stripe_id)::int as ids from stripe_payments`;
    expect(row).toEqual({ n: 133, ids: 133 });
    const kept = JSON.stringify(await world.database.owner`select * from stripe_payments`);
    for (const secret of ['Maria', 'maria@example.com']) expect(kept).not.toContain(secret);
    const named = await world.database
      .owner`select status, fee_minor::int as fee, net_minor::int as net, invoice_hint from stripe_payments where stripe_id in ('ch_named', 'ch_failed', 'ch_disputed') order by stripe_id`;
    expect(named).toEqual([
      { status: 'disputed', fee: 88, net: 1_912, invoice_hint: null },
      { status: 'failed', fee: null, net: null, invoice_hint: null },
      { status: 'succeeded', fee: 204, net: 5_796, invoice_hint: '14' },
    ]);
    expect(await sync(world.A, connectionId)).toBe(0);
  });

  it('a refunded charge shows what is left of it', async () => {
    await put('charge', [
      { id: 'ch_named', amount: 6_000, amount_refunded: 1_500, currency: 'usd', created: now() - 3_600 },
    ]);
    await put('refund', [{ id: 're_1', charge: 'ch_named', amount: 1_500 }]);
    await sync(world.A, connectionId);
    const shown = (await payments()).find((one) => one.stripe_id === 'ch_named');
    expect(
      shown ?? (await world.database.owner`select status from stripe_payments where stripe_id = 'ch_named'`)[0],
    ).toMatchObject({ status: 'partially_refunded' });
    const [row] = await world.database
      .owner`select refunded_minor::int as refunded, net_minor::int as net from stripe_payments where stripe_id = 'ch_named'`;
    expect(row).toEqual({ refunded: 1_500, net: 5_796 });
  });

  it('a payout is explained by its own balance transactions, and one that is not says so', async () => {
    await put('payout', [
      { id: 'po_1', sources: ['ch_0', 'ch_1', 're_1'] },
      { id: 'po_2', sources: ['ch_2'], amount: 999 },
    ]);
    await sync(world.A, connectionId);
    const { body } = await world.call(world.adminA, 'GET /reconciliation/payouts');
    const found = new Map(body.payouts.map((one: { stripe_id: string }) => [one.stripe_id, one]));
    // 10.00 less 0.59, twice, less the refund of 15.00.
    expect(found.get('po_1')).toMatchObject({ amount_minor: 382, explained_minor: 382, explained: true });
    expect(found.get('po_2')).toMatchObject({ amount_minor: 999, explained_minor: 941, explained: false });
    const one = await world.call(world.adminA, 'GET /reconciliation/payouts/:payout_id', {
      payout_id: (found.get('po_1') as { id: string }).id,
    });
    expect(one.body.balance_transactions.map((move: { type: string }) => move.type).toSorted()).toEqual([
      'charge',
      'charge',
      'payout',
      'refund',
    ]);
    const paid = await world.database
      .owner`select payout_id from stripe_payments where stripe_id in ('ch_0', 'ch_1', 'ch_2', 'ch_3') order by stripe_id`;
    expect(paid.map((row) => row.payout_id)).toEqual(['po_1', 'po_1', 'po_2', null]);
    expect(await sync(world.A, connectionId)).toBe(0);
  });
});

describe('[PY-STR-03] events of connected accounts', () => {
  const event = (over: object = {}) => ({
    id: `evt_${crypto.randomUUID()}`,
    object: 'event',
    type: 'charge.succeeded',
    account: 'acct_home',
    created: now(),
    data: { object: { id: 'ch_new', object: 'charge' } },
    ...over,
  });
  const send = (payload: object, secret = CONNECT_SECRET) => {
    const body = JSON.stringify(payload);
    return ask('post /webhooks/stripe-connect', {
      body,
      headers: { 'stripe-signature': signStripePayload(body, secret) },
    });
  };
  const kept = async () =>
    (await world.database.owner`select count(*)::int as n from webhook_events where provider = 'stripe_connect'`)[0]?.n;

  it('unsigned, or signed with another secret, is 400 and kept nowhere', async () => {
    expect((await ask('post /webhooks/stripe-connect', { body: JSON.stringify(event()) })).code).toBe(
      'INVALID_SIGNATURE',
    );
    expect((await send(event(), 'whsec_another_secret')).code).toBe('INVALID_SIGNATURE');
    expect((await send({ id: 'evt_1', type: 'x', data: { object: {} } })).code).toBe('VALIDATION_FAILED');
    expect((await send(event({ account: 'acct_of_nobody' }))).status).toBe(200);
    expect(await kept()).toBe(0);
  });

  it('[PY-STR-06] delivered twice has its effect once: the charge is read again at Stripe, and a matching begins', async () => {
    const matchings = async () =>
      (
        await world.database
          .owner`select count(*)::int as n from processes where tenant_id = ${world.A} and kind = 'reconciliation'`
      )[0]?.n;
    await world.database
      .owner`update processes set status = 'closed', closed_at = now() where kind = 'reconciliation' and status = 'open'`;
    const before = await matchings();
    await put('charge', [{ id: 'ch_new', amount: 4_200, currency: 'usd', created: now() }]);
    const one = event();
    expect([(await send(one)).status, (await send(one)).status]).toEqual([200, 200]);
    expect(await kept()).toBe(1);
    expect((await takeStripeHooks(world.stripeDeps)({ tenantId: world.A, connectionId })).changed).toBe(1);
    expect((await payments())[0]).toMatchObject({ stripe_id: 'ch_new', amount_minor: 4_200, status: 'succeeded' });
    expect(await matchings()).toBe(before + 1);
  });

  it('[PY-TEN-06] reaches the tenant that has the account, and nobody else', async () => {
    expect((await connect(world.adminB, 'globex')).body).toMatchObject({ status: 'active', account_id: 'acct_globex' });
    await put('charge', [{ id: 'ch_new', amount: 7_700, currency: 'usd', created: now() }], 'globex');
    await send(event({ account: 'acct_globex' }));
    const [other] = await world.database.owner`select id from stripe_connections where account_id = 'acct_globex'`;
    await takeStripeHooks(world.stripeDeps)({ tenantId: world.B, connectionId: String(other?.id) });
    expect((await payments(world.adminB)).map((one) => [one.stripe_id, one.amount_minor])).toEqual([['ch_new', 7_700]]);
    expect((await payments())[0]).toMatchObject({ stripe_id: 'ch_new', amount_minor: 4_200 });
  });

  it('an account that ends the access itself is left at once; one that is disconnected here ends it at Stripe', async () => {
    await send(
      event({
        type: 'account.application.deauthorized',
        account: 'acct_globex',
        data: { object: { id: 'ca_x', object: 'application' } },
      }),
    );
    const [other] = await world.database
      .owner`select status, access_token from stripe_connections where account_id = 'acct_globex'`;
    expect(other).toEqual({ status: 'disconnected', access_token: null });
    const done = await world.call(world.adminA, 'POST /integrations/stripe/:connection_id/disconnect', {
      connection_id: connectionId,
    });
    expect(done.body.status).toBe('disconnected');
    expect(
      (await world.sandbox.effects('stripe'))
        .filter(({ kind }) => kind === 'deauthorize')
        .map(({ businessKey }) => businessKey),
    ).toEqual(['acct_home']);
    // What it was, another tenant may connect now; what was read stays with the first.
    expect((await connect(world.adminB, 'home')).status).toBe(200);
    expect((await payments()).length).toBeGreaterThan(0);
  });
});

describe('[PY-SEC-11] without credentials', () => {
  it('Stripe is 503 and WHMCS goes on', async () => {
    const { stripeConnectionRoutes } = await import('../../../api/reconciliation/stripeConnections.ts');
    const routes = stripeConnectionRoutes({
      db: world.db,
      cipher: world.cipher,
      sessionSecret: 'x',
      startProcess: async () => null,
      stripeConnect: null,
    });
    const route = routes.find(({ path }) => path === '/integrations/stripe/oauth/init');
    await expect(
      route?.handle({} as RequestContext, world.adminA, { params: {}, query: {}, body: {} } as never),
    ).rejects.toMatchObject({ code: 'INTEGRATION_NOT_CONFIGURED' });
    expect((await world.register('home', (await world.licence(world.A)).key)).status).toBe(201);
  });
});

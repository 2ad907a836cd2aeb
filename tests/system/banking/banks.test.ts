import { createHmac } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { ApiClient } from '../../../cli/apiClient.ts';
import { type Bookings, openBookings } from '../bookingDesk.ts';
import { call, developmentSecrets } from '../http.ts';
import { eventually, openWorld, type World } from '../world.ts';

let world: World;
let desk: Bookings;
let other: Bookings;
let admin: ApiClient;

interface Connection {
  connection_id: string;
  kind: string;
  name: string;
  status: string;
  state: { text: string; next: string };
  accounts: string[];
  consent_ends_at: string | null;
  mock: boolean;
  last_code: string | null;
  actions: { kind: string; name: string; method: string; path: string; body: Record<string, string> | null }[];
}

beforeAll(async () => {
  world = openWorld();
  desk = await openBookings(world);
  other = await openBookings(world, 1);
  admin = desk.admin;
});
afterAll(() => world.close());

const all = async (who = admin) =>
  (await who.get<{ connections: Connection[]; connectable: { kind: string; configured: boolean }[] }>('/integrations'))
    .body;
const one = async (id: string, who = admin): Promise<Connection> => {
  const found = (await all(who)).connections.find(({ connection_id }) => connection_id === id);
  if (!found) throw new Error(`no connection ${id}`);
  return found;
};
const lines = async (id: string) =>
  world.owner`select t.amount_minor, t.mock from bank_transactions t join bank_account_links l on l.account_id = t.account_id
    where l.connection_id = ${id} and l.ended_at is null and t.removed_at is null`;
const events = async (id: string) =>
  (await world.owner`select type from events where subject = ${`bank:${id}`} order by sequence`).map((row) =>
    String(row.type),
  );
const readings = async (id: string) =>
  (await events(id)).filter((type) => /_sync_(completed|failed)$/.test(type)).length;
/** Waits for the end of one more reading than there were. */
const readAgain = (id: string, before: number) =>
  eventually('the end of a reading', async () => (await readings(id)) > before);

/** Opens the page of the vendor as a browser does, and comes back. */
async function walk(link: string, cookie: string) {
  const page = await fetch(link, { redirect: 'manual' });
  const callback = page.headers.get('location') ?? '';
  return { callback, answer: await call('GET', callback, { headers: { cookie, accept: 'application/json' } }) };
}
async function connectOpen(provider: 'gocardless' | 'enablebanking', more: Record<string, string> = {}, who = admin) {
  const banks = await who.get<{ institutions: { institution_id: string; name: string }[] }>(
    `/integrations/${provider}/institutions?country=DE`,
  );
  const bank = banks.body.institutions.find(({ name }) => name === 'First Example Bank');
  const asked = await who.post<{ authorization_url: string; connection_id: string; mock: boolean }>(
    `/integrations/${provider}/connect`,
    { institution_id: bank?.institution_id, ...more },
  );
  expect([asked.status, asked.body.mock]).toEqual([200, true]);
  return {
    id: asked.body.connection_id,
    ...(await walk(asked.body.authorization_url, asked.cookie)),
    cookie: asked.cookie,
  };
}

describe('banks by consent at the bank', () => {
  it('[PY-BANK-02] [PY-BANK-03] [H-25] is connected with its consent end, read at once, and by hand; a state is good once', async () => {
    const { id, answer, callback, cookie } = await connectOpen('gocardless');
    expect([answer.status, answer.body.status]).toEqual([200, 'active']);
    await readAgain(id, 0);
    const bank = await one(id);
    expect(bank).toMatchObject({ kind: 'gocardless', name: 'First Example Bank', status: 'active', mock: true });
    expect(bank.accounts).toEqual(['Business account …3000']);
    expect(bank.state.text).toBe('Read');
    const days = (Date.parse(bank.consent_ends_at ?? '') - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(89);
    const known = await lines(id);
    expect([known.length >= 14, known.every((row) => row.mock)]).toEqual([true, true]);
    const again = await call('GET', callback, { headers: { cookie, accept: 'application/json' } });
    expect([again.status, again.body.error.code]).toEqual([400, 'INVALID_STATE_TOKEN']);
    const before = await readings(id);
    expect((await admin.post(`/integrations/gocardless/${id}/sync`, {})).status).toBe(202);
    await readAgain(id, before);
    expect(await lines(id)).toHaveLength(known.length);
  });

  it('[PY-BANK-03] [U-34] over the budget of the account nothing is sent: 429, with when it ends', async () => {
    const [bank] = (await all()).connections.filter(({ kind, status }) => kind === 'gocardless' && status === 'active');
    const id = bank?.connection_id ?? '';
    await world.owner`insert into bank_calls (tenant_id, connection_id, external_id, scope, kind, counts_until)
      select tenant_id, connection_id, external_id, 'transactions', 'call', now() + interval '20 hours'
      from bank_account_links, generate_series(1, 4) where connection_id = ${id}`;
    const sent = async () =>
      ((await world.sandbox.requests('gocardless')) as { line: string }[]).filter(({ line }) =>
        line.endsWith('/transactions'),
      ).length;
    const before = await sent();
    const refused = await call('POST', `${world.run.api}/api/v1/integrations/gocardless/${id}/sync`, {
      headers: { authorization: `Bearer ${await admin.bearer()}`, 'content-type': 'application/json' },
      raw: '{}',
    });
    expect([refused.status, refused.body.error.code]).toEqual([429, 'RATE_LIMITED']);
    expect(refused.body.error.message).toMatch(/takes no more requests before \d{4}-/);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(19 * 3_600);
    expect(await sent()).toBe(before);
  });

  it('[PY-ADM-07] whose bank ends the access waits for a person, and goes on once it is authorised again', async () => {
    const { id } = await connectOpen('enablebanking');
    await readAgain(id, 0);
    const held = (await lines(id)).length;
    await world.sandbox.fault({ vendor: 'enablebanking', route: 'GET /accounts', fault: 'consent_ended', times: 1 });
    const before = await readings(id);
    await admin.post(`/integrations/enablebanking/${id}/sync`, {});
    await readAgain(id, before);
    const ended = await one(id);
    expect(ended).toMatchObject({ status: 'requires_reauth', last_code: 'BANK_CONSENT_ENDED' });
    expect(ended.actions.map(({ name }) => name)).toEqual(['Authorise again', 'Disconnect']);
    const sync = await admin.post<{ error: { code: string } }>(`/integrations/enablebanking/${id}/sync`, {});
    expect([sync.status, sync.body.error.code]).toEqual([409, 'CONNECTION_REQUIRES_REAUTH']);
    await world.sandbox.put('bank', 'transaction', [
      {
        id: `late-${id}`,
        account: 'DE89370400440532013000',
        booking_date: new Date().toISOString().slice(0, 10),
        amount: '77.77',
        currency: 'EUR',
        name: 'Late',
      },
    ]);
    const renewed = await connectOpen('enablebanking', { connection_id: id });
    expect([renewed.id, renewed.answer.body.status]).toEqual([id, 'active']);
    await eventually('the late line', async () => (await lines(id)).length === held + 1);
    const done = await admin.post<Connection>(`/integrations/enablebanking/${id}/disconnect`, {});
    expect(done.body).toMatchObject({ status: 'disconnected' });
    const kinds = (await world.sandbox.effects('enablebanking')) as { kind: string }[];
    expect(kinds.map(({ kind }) => kind)).toContain('session_closed');
  });

  it('[H-25] a consent is finished only in the browser that asked, and of another tenant nothing is seen', async () => {
    const { id } = await connectOpen('gocardless');
    const asked = await admin.post<{ authorization_url: string }>('/integrations/enablebanking/connect', {
      institution_id: 'DE:Second Example Bank',
    });
    const stolen = await walk(asked.body.authorization_url, '');
    expect([stolen.answer.status, stolen.answer.body.error.code]).toEqual([400, 'INVALID_STATE_TOKEN']);
    for (const verb of ['sync', 'disconnect']) {
      const foreign = await other.admin.post<{ error: { code: string } }>(`/integrations/gocardless/${id}/${verb}`, {});
      expect([foreign.status, foreign.body.error.code]).toEqual([404, 'NOT_FOUND']);
    }
    expect((await all(other.admin)).connections.some(({ connection_id }) => connection_id === id)).toBe(false);
    await admin.post(`/integrations/gocardless/${id}/disconnect`, {});
  });
});

describe('banks by Plaid', () => {
  it('[PM-PLAID-01] [PM-PLAID-02] [PM-PLAID-03] [PM-PLAID-06] [PM-PLAID-08] [PM-PLAID-09] is linked, read, repaired and removed; no token is shown', async () => {
    const asked = await admin.post<{
      link_token: string;
      expiration: string;
      link_url: string;
      connection_id: string;
      mock: boolean;
      update: boolean;
    }>('/integrations/plaid/link-token', {});
    expect(asked.body).toMatchObject({ mock: true, update: false });
    const { connection_id: id } = asked.body;
    const { answer } = await walk(asked.body.link_url, asked.cookie);
    expect([answer.status, answer.body.status, answer.text.includes('access-sandbox')]).toEqual([200, 'active', false]);
    await readAgain(id, 0);
    expect((await lines(id)).length).toBeGreaterThanOrEqual(12);
    const [row] = await world.owner`select access_token, cursor from bank_connections where id = ${id}`;
    expect([String(row?.access_token).includes('access-'), row?.cursor !== null]).toEqual([false, true]);
    // [PM-PLAID-07] the login has ended
    await world.sandbox.fault({ vendor: 'plaid', route: 'POST /transactions/sync', fault: 'consent_ended', times: 1 });
    const before = await readings(id);
    expect((await admin.post('/integrations/plaid/sync', { connection_id: id })).status).toBe(202);
    await readAgain(id, before);
    expect((await one(id)).status).toBe('requires_reauth');
    const update = await admin.post<{ update: boolean; connection_id: string }>('/integrations/plaid/link-token', {
      connection_id: id,
    });
    expect(update.body).toMatchObject({ update: true, connection_id: id });
    const link = (update.body as unknown as { link_url: string }).link_url;
    expect((await walk(link, update.cookie)).answer.body.status).toBe('active');
    const ended = await admin.post<Connection>('/integrations/plaid/disconnect', { connection_id: id });
    expect(ended.body).toMatchObject({ status: 'disconnected' });
    const later = await admin.post<{ error: { code: string } }>('/integrations/plaid/sync', { connection_id: id });
    expect([later.status, later.body.error.code]).toEqual([409, 'CONNECTION_ENDED']);
    expect(await events(id)).toEqual(
      expect.arrayContaining([
        'plaid_item_linked',
        'plaid_sync_started',
        'plaid_sync_completed',
        'plaid_sync_failed',
        'plaid_reauth_required',
        'plaid_item_disconnected',
      ]),
    );
  });

  it('[PM-PLAID-02] a token of Link is swapped for an item by its own call, and a used one is refused', async () => {
    const made = await fetch(`${world.run.sandbox}/plaid/sandbox/public_token/create`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'plaid-client-id': 'x', 'plaid-secret': 'x' },
      body: JSON.stringify({ institution_id: 'ins_109508', initial_products: ['transactions'] }),
    });
    const { public_token } = (await made.json()) as { public_token: string };
    const first = await admin.post<{ item_id: string; connection: Connection }>('/integrations/plaid/exchange', {
      public_token,
    });
    expect([first.status, first.body.connection.status]).toEqual([200, 'active']);
    expect(JSON.stringify(first.body)).not.toContain('access-');
    const second = await admin.post<{ connection: Connection }>('/integrations/plaid/exchange', { public_token });
    expect([second.status, second.body.connection.status]).toEqual([409, 'pending']);
    await readAgain(first.body.connection.connection_id, 0);
  });

  it('[PM-PLAID-04] [U-33] a signed notice reads its bank once; a forged one nothing', async () => {
    const [bank] = (await all()).connections.filter(({ kind, status }) => kind === 'plaid' && status === 'active');
    const id = bank?.connection_id ?? '';
    const [row] = await world.owner`select external_id from bank_connections where id = ${id}`;
    const items = (await world.sandbox.records('plaid', 'item')) as { id: string; access_token: string }[];
    const item = items.find((found) => found.id === row?.external_id);
    await world.sandbox.put('plaid', 'item', [{ ...item, webhook: `${world.run.api}/webhooks/plaid` }]);
    const before = await readings(id);
    await fetch(`${world.run.sandbox}/plaid/sandbox/item/fire_webhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'plaid-client-id': 'x', 'plaid-secret': 'x' },
      body: JSON.stringify({ access_token: item?.access_token, webhook_code: 'SYNC_UPDATES_AVAILABLE' }),
    });
    await readAgain(id, before);
    const forged = await call('POST', `${world.run.api}/webhooks/plaid`, {
      headers: { 'content-type': 'application/json', 'plaid-verification': 'a.b.c' },
      raw: JSON.stringify({
        webhook_type: 'TRANSACTIONS',
        webhook_code: 'SYNC_UPDATES_AVAILABLE',
        item_id: row?.external_id,
      }),
    });
    expect([forged.status, forged.body.error.code]).toEqual([400, 'INVALID_SIGNATURE']);
    const [kept] =
      await world.owner`select count(*)::int as n from webhook_events where provider = 'plaid' and object_id = ${id}`;
    expect(kept?.n).toBe(1);
  });
});

describe('events of GoCardless', () => {
  it('[PY-BANK-06] [C-42] with a good signature answer 204 and read once, with a bad one 498', async () => {
    const secrets = developmentSecrets(inject('dataDirectory'));
    const body = JSON.stringify({
      events: [{ id: `EV-${crypto.randomUUID()}`, resource_type: 'payouts', action: 'paid' }],
    });
    const send = (signature: string) =>
      call('POST', `${world.run.api}/webhooks/gocardless`, {
        headers: { 'webhook-signature': signature },
        raw: body,
      });
    const good = createHmac('sha256', secrets.gocardlessSecret).update(body).digest('hex');
    const bad = await send(good.replace(/^./, (first) => (first === '0' ? '1' : '0')));
    expect([bad.status, bad.body.error.code]).toEqual([498, 'WEBHOOK_SIGNATURE_REFUSED']);
    expect([(await send(good)).status, (await send(good)).status]).toEqual([204, 204]);
  });
});

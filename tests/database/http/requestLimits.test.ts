import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { call, type RawAnswer } from '../../system/http.ts';
import { startApi, type TestApi } from '../apiServer.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

const [ADMIN, REVIEWER, CUSTOMER] = ['admin', 'reviewer', 'customer'].map((name) => `${name}@countersign.example`) as [
  string,
  string,
  string,
];
const PER_MINUTE = 20;
let database: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterEach(async () => {
  await api.end();
  await database.owner`delete from rate_limits`;
});
afterAll(() => database.end());

const start = async (over: Parameters<typeof startApi>[1] = { requestsPerMinute: PER_MINUTE }) => {
  api = await startApi(database, over);
  for (const who of [ADMIN, REVIEWER, CUSTOMER]) await api.access(who);
};
const statusesOf = async (count: number, ask: (index: number) => Promise<RawAnswer>) => {
  const statuses: number[] = [];
  for (let done = 0; done < count; done += 100)
    statuses.push(
      ...(await Promise.all(Array.from({ length: Math.min(100, count - done) }, (_, index) => ask(done + index)))).map(
        (answer) => answer.status,
      ),
    );
  return statuses;
};
const count = (statuses: number[], status: number) => statuses.filter((one) => one === status).length;
const forged = () => `cs_${randomBytes(6).toString('hex')}_${randomBytes(32).toString('base64url')}`;
const withKey = (key: string, path = '/auth/me') => call('GET', `${api.url}${path}`, { headers: { 'x-api-key': key } });
const stop = () => api.as(ADMIN, 'POST', '/admin/money-stop', { reason: 'the flood may be cover for something' });

describe('[U-11] [C-35] forged keys', () => {
  it('3,000 meet a limit, cost the database next to nothing, and hold up no good key and no person of that address', async () => {
    await start({ requestsPerMinute: 0, authPerMinute: 50 });
    const make = async (name: string) =>
      (await api.as(ADMIN, 'POST', '/admin/api-keys', { name, scopes: ['disputes:read'] })).body.key as string;
    const good = await make('good');
    expect((await withKey(good)).status).toBe(200);
    const reads = async () =>
      Number(
        (
          await database.owner`select sum(xact_commit)::int as n from pg_stat_database where datname = current_database()`
        )[0]?.n,
      );
    const before = await reads();
    const flood = statusesOf(3_000, (index) =>
      withKey(index % 3 === 0 ? `${good.slice(0, 16)}${randomBytes(32).toString('base64url')}` : forged()),
    );
    const meanwhile: number[] = [];
    for (let index = 0; index < 10; index += 1) {
      meanwhile.push((await withKey(good)).status, (await api.as(ADMIN, 'GET', '/auth/me')).status);
      // A key made while the flood is on works at once.
      if (index === 5) meanwhile.push((await withKey(await make('new'))).status);
    }
    const statuses = await flood;
    expect(new Set(meanwhile)).toEqual(new Set([200]));
    expect(count(statuses, 401) + count(statuses, 429)).toBe(3_000);
    expect(count(statuses, 401)).toBeLessThanOrEqual(55);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect((await reads()) - before).toBeLessThan(300);
  });

  it('a revoked or ended key is refused with its own code, however often', async () => {
    await start({ requestsPerMinute: 0 });
    const made = await api.as(ADMIN, 'POST', '/admin/api-keys', { name: 'short', scopes: ['disputes:read'] });
    expect((await withKey(made.body.key)).status).toBe(200);
    await api.as(ADMIN, 'DELETE', `/admin/api-keys/${made.body.key_id}`);
    for (let index = 0; index < 3; index += 1)
      expect((await withKey(made.body.key)).body.error.code).toBe('TOKEN_REVOKED');
    for (const wrong of ['', 'cs_', `${made.body.key}x`, made.body.key.toUpperCase(), 'x'.repeat(8_000)])
      expect((await withKey(wrong)).status, wrong.slice(0, 20)).toBe(401);
  });
});

describe('[U-11] a caller who floods uses up their own limit only', () => {
  it('an address without tokens: public routes, sign-in and forged tokens each have a share; staff behind it go on', async () => {
    await start();
    const { body: session } = await call('POST', `${api.url}/auth/login`, {
      body: { email: REVIEWER, password: 'demo-reviewer-1' },
    });
    const flooded = await statusesOf(100, () => call('GET', `${api.url}/.well-known/jwks.json`));
    expect(count(flooded, 429)).toBeGreaterThan(70);
    // Sign-in is not public reading.
    expect((await call('POST', `${api.url}/auth/login`, { body: { email: ADMIN, password: 'wrong' } })).status).toBe(
      401,
    );
    const signIns = await statusesOf(100, () =>
      call('POST', `${api.url}/auth/refresh`, { body: { refresh_token: 'x' } }),
    );
    expect(count(signIns, 429)).toBeGreaterThan(70);
    const tokens = await statusesOf(100, () =>
      call('GET', `${api.url}/auth/me`, { headers: { authorization: 'Bearer x.y.z' } }),
    );
    expect([count(tokens, 401) <= PER_MINUTE + 2, count(tokens, 429) > 70]).toEqual([true, true]);
    for (const who of [ADMIN, REVIEWER]) expect((await api.as(who, 'GET', '/auth/me')).status).toBe(200);
    // Whoever holds a refresh token, or the mark of a known device, gets in.
    expect(
      (await call('POST', `${api.url}/auth/refresh`, { body: { refresh_token: session.refresh_token } })).status,
    ).toBe(200);
    const first = await call('GET', `${api.url}/health/live`);
    expect(first.status).toBe(200);
    expect(count(await statusesOf(330, () => call('GET', `${api.url}/health/live`)), 200)).toBe(330);
  });

  it('a known device signs in while strangers flood the sign-in of its address', async () => {
    await start();
    const login = (headers: Record<string, string> = {}) =>
      call('POST', `${api.url}/auth/login`, { body: { email: ADMIN, password: 'demo-admin-1' }, headers });
    const cookie = String((await login()).headers['set-cookie']).split(';')[0] ?? '';
    await statusesOf(100, () => call('POST', `${api.url}/auth/refresh`, { body: { refresh_token: 'x' } }));
    expect([(await login()).status, (await login({ cookie })).status]).toEqual([429, 200]);
  });

  it('customers of a tenant spend no share of its staff, and the money stop waits for nobody', async () => {
    await start();
    // As many customers as it takes to spend the tenant's share of customers.
    const customers: string[] = [];
    await database.owner`insert into users select (jsonb_populate_record(u, jsonb_build_object('id', gen_random_uuid(),
      'email', 'c' || n || '@people.example'))).* from users u, generate_series(1, 12) n where email = ${CUSTOMER}`;
    for (let index = 1; index <= 12; index += 1) {
      await database.owner`delete from rate_limits where bucket like 'requests:auth:%'`;
      const body = { email: `c${index}@people.example`, password: 'demo-customer-1' };
      customers.push(String((await call('POST', `${api.url}/auth/login`, { body })).body.access_token));
    }
    const asCustomer = (token: string) =>
      call('GET', `${api.url}/auth/me`, { headers: { authorization: `Bearer ${token}` } });
    for (const token of customers) await statusesOf(PER_MINUTE * 2, () => asCustomer(token));
    expect((await api.as(CUSTOMER, 'GET', '/auth/me')).status).toBe(429);
    expect((await api.as(REVIEWER, 'GET', '/auth/me')).status).toBe(200);
    // One admin's own share is spent, on pages and on administration; the stop still gets through.
    const own = await statusesOf(60, () => api.as(ADMIN, 'GET', '/auth/me'));
    const administration = await statusesOf(60, () => api.as(ADMIN, 'GET', '/admin/money-stop'));
    expect([count(own, 429) > 30, count(administration, 200) <= PER_MINUTE * 0.4 + 2]).toEqual([true, true]);
    expect((await stop()).body).toMatchObject({ stopped: true });
    // Also where the whole staff's share is gone.
    await database.owner`update rate_limits set tokens = 0, updated_at = now() + interval '1 minute' where bucket like 'requests:tenant:%'`;
    expect((await stop()).status).toBe(200);
  });

  it('webhooks of an address have twice the share, whatever else comes from there', async () => {
    await start();
    await statusesOf(60, () => call('GET', `${api.url}/.well-known/jwks.json`));
    const hooks = await statusesOf(100, () =>
      call('POST', `${api.url}/webhooks/stripe`, { raw: '{}', headers: { 'stripe-signature': 'x' } }),
    );
    expect(count(hooks, 400)).toBeGreaterThanOrEqual(PER_MINUTE * 2);
    expect(count(hooks, 429)).toBeGreaterThan(40);
  });
});

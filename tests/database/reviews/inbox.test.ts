import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { inboxRoutes } from '../../../api/reviews/inboxRoutes.ts';
import { rateRoutes } from '../../../api/reviews/rateRoutes.ts';
import { summaryRoute } from '../../../api/reviews/summaryRoute.ts';
import { DEFAULT_TENANT_ID as TENANT } from '../../../db/seed/tenants.ts';
import { approveSample } from '../approveSample.ts';
import { principalOf } from '../routeCaller.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

let database: TestDatabase;
let admin: Awaited<ReturnType<typeof principalOf>>;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  const [user] =
    await database.owner`select email from users where tenant_id = ${TENANT} and 'admin' = any (roles) limit 1`;
  admin = await principalOf(database, String(user?.email));
});
afterAll(() => database.end());

interface Row {
  subject: string;
  alike?: number;
}
/** Calls a read or a change as the router does, with its query or body read by its own schema. */
async function call<Body>(operation: string, { query = {}, body = {} }: { query?: object; body?: object } = {}) {
  const routes = [
    ...inboxRoutes({ db: database.db, timeZone: 'UTC' }),
    summaryRoute(database.db),
    ...rateRoutes(database.db),
  ];
  const route = routes.find((one) => `${one.method.toUpperCase()} ${one.path}` === operation);
  if (!route) throw new Error(`no ${operation}`);
  const context = {
    requestId: crypto.randomUUID(),
    idempotencyKey: undefined,
    rawBody: undefined,
    address: '127.0.0.1',
    header: () => undefined,
    cookie: () => undefined,
  };
  const answer = await route.handle(context, admin, {
    params: undefined,
    query: route.query?.parse(query),
    body: route.body?.parse(body),
  });
  return answer.body as Body;
}
const listed = async (query: object) =>
  (await call<{ reviews: Row[] }>('GET /reviews', { query: { sort: '-priority', ...query } })).reviews;
const subjects = async (query: object) => (await listed(query)).map(({ subject }) => subject);

interface Filler {
  subject: string;
  kind?: string;
  reason?: string | null;
  minor?: number;
  currency?: string;
  worth?: number;
  priority?: number;
  words?: string;
}
async function fill(rows: Filler[]): Promise<void> {
  for (const row of rows)
    await database.owner`with made as (
        insert into processes (tenant_id, kind, subject, run, workflow_type, workflow_id, task_queue, request_hash, input, started_by, status)
        values (${TENANT}, 'filler', ${row.subject}, 1, 'x', ${row.subject}, 'none', 'x', '{}', 'filler', 'closed') returning id),
      shown as (insert into review_snapshots (tenant_id, canonical_json, shown_hash) values (${TENANT}, '{}', md5(${row.subject}) || md5(${row.subject})) returning id)
      insert into review_tasks (tenant_id, process_id, kind, gate, subject, snapshot_id, requested_by, reason, at_risk_minor, currency, worth_minor, priority, search_text)
      select ${TENANT}, made.id, ${row.kind ?? 'dispute_resolution'}, 'g', ${row.subject}, shown.id, 'filler', ${row.reason ?? null},
        ${row.minor ?? 100}, ${row.currency ?? 'USD'}, ${row.worth ?? row.minor ?? 100}, ${row.priority ?? 0}, ${row.words ?? ''} from made, shown`;
}
const empty = () =>
  database.owner`update review_tasks set state = 'cancelled', closed_at = now() where state = 'pending'`;

describe('[D-07] the inbox over the books', () => {
  it('orders by worth, and rates that a tenant sets put open tasks in order anew, with an event', async () => {
    await empty();
    await fill([
      { subject: 'rupees', minor: 7_208_100, currency: 'PKR' },
      { subject: 'dollars', minor: 30_000, priority: Math.log2(30_001) - Date.now() / 86_400_000 - 7 },
    ]);
    const set = await call<{ reordered: number; rates: { currency: string; source: string; rate: string }[] }>(
      'PUT /currency-rates',
      { body: { rates: [{ currency: 'PKR', rate: '0.0036' }] } },
    );
    expect(set.reordered).toBe(1);
    expect(set.rates.find(({ currency }) => currency === 'PKR')).toMatchObject({ source: 'tenant', rate: '0.0036' });
    expect(await subjects({ sort: '-at_risk' })).toEqual(['dollars', 'rupees']);
    await call('PUT /currency-rates', { body: { rates: [{ currency: 'PKR', rate: '1' }] } });
    expect(await subjects({ sort: '-at_risk' })).toEqual(['rupees', 'dollars']);
    expect((await subjects({}))[0]).toBe('rupees');
    const events =
      await database.owner`select data from events where tenant_id = ${TENANT} and type = 'currency_rates_set' order by sequence`;
    expect(events).toHaveLength(2);
    expect(events[1]?.data).toMatchObject({ from: [{ currency: 'PKR', rate: '0.0036' }], reordered: 1 });
  });

  it('refuses rates of a day to come, of the base itself, twice the same, and what is no rate', async () => {
    const put = (body: object) => call('PUT /currency-rates', { body });
    const one = { currency: 'EUR', rate: '1.1' };
    await expect(put({ valid_from: '2999-01-01', rates: [one] })).rejects.toThrow('valid_from');
    await expect(put({ rates: [{ currency: 'USD', rate: '2' }] })).rejects.toThrow('one USD is one USD');
    await expect(put({ rates: [one, one] })).rejects.toThrow('each currency once');
    for (const wrong of ['0', '-1', '1e3', 'x'])
      await expect(put({ rates: [{ currency: 'EUR', rate: wrong }] }), wrong).rejects.toThrow();
    await expect(put({ rates: [{ currency: 'XXX', rate: '1' }] })).rejects.toThrow();
  });

  it('three of one kind and reason are one row, the first of them; two are two', async () => {
    await empty();
    await fill([
      { subject: 'a1', reason: 'no_match', priority: 5 },
      { subject: 'b1', reason: 'late', priority: 4 },
      { subject: 'a2', reason: 'no_match', priority: 3 },
      { subject: 'b2', reason: 'late', priority: 2 },
      { subject: 'a3', reason: 'no_match', priority: 1 },
      { subject: 'c1', priority: 0 },
    ]);
    const rows = await listed({ fold: 'true' });
    expect(rows.map(({ subject, alike }) => [subject, alike])).toEqual([
      ['a1', 3],
      ['b1', undefined],
      ['b2', undefined],
      ['c1', undefined],
    ]);
    expect(await subjects({ reason: 'no_match' })).toEqual(['a1', 'a2', 'a3']);
    expect(await subjects({})).toHaveLength(6);
  });

  it('counts what is open and sums it by currency, for each filter', async () => {
    await empty();
    await fill([
      { subject: 'd1', minor: 100 },
      { subject: 'd2', minor: 200, currency: 'EUR' },
      { subject: 'p1', minor: 300, kind: 'booking_payment' },
    ]);
    await database.owner`update review_tasks set owner_id = ${admin.userId} where subject = 'd1'`;
    const summary = await call<{
      count: number;
      complete: boolean;
      totals: object[];
      kinds: { kind: string; count: number }[];
      owners: Record<string, { count: number }>;
    }>('GET /reviews/summary');
    expect([summary.count, summary.complete]).toEqual([3, true]);
    expect(summary.totals).toEqual(
      expect.arrayContaining([
        { currency: 'USD', at_risk_minor: 400 },
        { currency: 'EUR', at_risk_minor: 200 },
      ]),
    );
    expect(Object.fromEntries(summary.kinds.map(({ kind, count }) => [kind, count]))).toEqual({
      dispute_resolution: 2,
      booking_payment: 1,
    });
    expect([summary.owners.me?.count, summary.owners.nobody?.count, summary.owners.escalated?.count]).toEqual([
      1, 2, 0,
    ]);
  });

  it('a search finds an amount however it is typed, words and ids; a task without words is found by its subject', async () => {
    await empty();
    await fill([
      { subject: 'one', words: 'one\nayesha k. paid $5,800.00\n5800.00\n5800\nch_9' },
      { subject: 'BARE-7' },
    ]);
    for (const search of ['5,800.00', '$5,800', '5800', '5,800.00 USD', 'AYESHA', 'ch_9'])
      expect(await subjects({ search }), search).toEqual(['one']);
    expect(await subjects({ search: 'bare-7' })).toEqual(['BARE-7']);
    expect(await subjects({ search: '100%' })).toEqual([]);
  });

  it('what has ended is found by its day in the tenant’s zone, with who decided', async () => {
    await empty();
    const zone = 'Pacific/Kiritimati';
    await database.owner`update tenant_settings set time_zone = ${zone} where tenant_id = ${TENANT}`;
    // An hour after the day began where the tenant is, and an hour before: in UTC both are on the same day or not.
    for (const [name, hours] of [
      ['ended-today', 1],
      ['ended-yesterday', -1],
      ['ended-long-ago', -24 * 9],
    ] as const) {
      const { taskId } = await approveSample(database.db, TENANT, name);
      await database.owner`update review_tasks set state = 'approved',
        closed_at = (date_trunc('day', now() at time zone ${zone}) + ${hours} * interval '1 hour') at time zone ${zone} where id = ${taskId}`;
    }
    const on = (day?: string) => subjects({ state: 'approved', search: 'ended-', ...(day ? { ended: day } : {}) });
    expect(await on('today')).toEqual(['ended-today']);
    expect(await on('yesterday')).toEqual(['ended-yesterday']);
    expect((await on('last_7_days')).toSorted()).toEqual(['ended-today', 'ended-yesterday']);
    expect(await on()).toHaveLength(3);
    await database.owner`update tenant_settings set time_zone = null where tenant_id = ${TENANT}`;
    const [shown] = await listed({ state: 'approved', search: 'ended-long-ago' });
    const [reviewer] = await database.owner`select u.display_name as name from review_decisions d
      join review_tasks t on t.id = d.task_id join users u on d.actor = 'user:' || u.id where t.subject = 'ended-long-ago'`;
    expect(shown).toMatchObject({ decided_by: reviewer?.name, state: 'approved' });
  });

  it('no tenant sees the rates of another', async () => {
    const rows = await database.db.withTenant(crypto.randomUUID(), (tx) =>
      tx.execute(sql`select 1 from currency_rates`),
    );
    expect(rows).toHaveLength(0);
  });
});

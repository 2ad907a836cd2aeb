import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { DEFAULT_TENANT_ID as A } from '../../../db/seed/tenants.ts';
import { CAMT } from '../../fixtures/statements.ts';
import { startApi, type TestApi } from '../apiServer.ts';
import { type MatchWorld, openMatchWorld } from './matchWorld.ts';

const ADMIN = 'admin@countersign.example';
const OTHER = 'admin@second.example';
let world: MatchWorld;
let api: TestApi;
/** Ids of what the first tenant has, by what they are. */
const own: Record<string, string> = {};
beforeAll(async () => {
  world = await openMatchWorld(inject('embeddedUrl'));
  api = await startApi(world.database);
  const invoice = await world.invoice({ client: 'Thief & Sons', balanceMinor: 80_001 });
  const line = await world.line({ amountMinor: 80_001, counterparty: 'Thief & Sons', reference: invoice.number });
  await world.match();
  const [match] = await world.matches();
  if (match) await world.open(A, match);
  const { instance, account, stripe } = world.of(A);
  Object.assign(own, {
    invoice: invoice.id,
    line: line.id,
    match: match?.id,
    instance: instance.id,
    account: account.id,
    stripe: stripe.id,
  });
  const [payout] =
    await world.owner`insert into stripe_payouts (tenant_id, connection_id, stripe_id, status, currency, amount_minor, arrives_on, automatic, made_at, mock)
    values (${A}, ${stripe.id}, 'po_1', 'paid', 'USD', 1, '2026-11-15', true, now(), true) returning id`;
  const [license] = await world.owner`select id from license_keys where tenant_id = ${A} limit 1`;
  const [bank] =
    await world.owner`insert into bank_connections (tenant_id, provider, status, external_id, mock) values (${A}, 'enable_banking', 'active', 'session', true) returning id`;
  const mapping = await api.as(ADMIN, 'POST', '/reconciliation/statement-mappings', {
    name: 'Own',
    head_key: null,
    mapping: MAPPING,
  });
  Object.assign(own, { payout: payout?.id, license: license?.id, bank: bank?.id, mapping: mapping.body.mapping_id });
});
afterAll(async () => {
  await api.end();
  await world.end();
});

const MAPPING = {
  delimiter: ',',
  skipRows: 1,
  date: 0,
  valueDate: null,
  dateOrder: 'ymd',
  amount: { kind: 'signed', column: 1 },
  negate: false,
  currencyColumn: null,
  currency: 'USD',
  counterparty: 2,
  reference: 3,
  description: [],
  bankReference: null,
};
const get = (path: string, who = ADMIN) => api.as(who, 'GET', path);
const q = (query: Record<string, string>) => `?${new URLSearchParams(query)}`;
const cursor = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');

describe('[PY-ADM-02] lists that are asked for with what they were not made for', () => {
  const LISTS: Record<string, string> = {
    '/reconciliation/transactions': '-booked_on',
    '/reconciliation/statements': '-created_at',
    '/reconciliation/invoices': '-created_at',
    '/reconciliation/payments': '-paid_at',
    '/reconciliation/payouts': '-made_at',
    '/reconciliation/matches': '-created_at',
    '/reconciliation/unmatched': 'since',
  };
  const ODD = [
    '\u0000',
    '\ud800',
    '%',
    '_%\\',
    "'; drop table invoices; --",
    '\u202e\u202d',
    '1e3',
    '-0',
    '0.1',
    '9'.repeat(90),
    'NaN',
    '{"a":1}',
    '￾',
  ];
  const FILTERS = [
    'search',
    'number',
    'payout',
    'currency',
    'instance',
    'connection',
    'connection_id',
    'account_id',
    'from',
    'to',
    'status',
    'state',
    'side',
    'wait',
    'sort',
  ];

  it.each(Object.keys(LISTS))('%s answers each in words, and never fails', async (path) => {
    for (const filter of FILTERS)
      for (const value of ODD) {
        const answer = await get(`${path}${q({ [filter]: value })}`);
        expect([200, 422], `${path} ${filter}=${value}: ${answer.text.slice(0, 200)}`).toContain(answer.status);
      }
    for (const day of ['0000-00-00', '2026-02-30', '9999-12-31', '-2026-01-01', '2026-02-29']) {
      const answer = await get(`${path}${q({ from: day, to: day })}`);
      expect([200, 422], `${path} ${day}`).toContain(answer.status);
    }
    for (const limit of ['0', '-1', '201', '1e2', '1.5', '99999999999999999999'])
      expect((await get(`${path}${q({ limit })}`)).status, `${path} limit=${limit}`).toBe(422);
  });

  it.each(Object.entries(LISTS))('%s takes no cursor that it has not given', async (path, sort) => {
    for (const given of [
      'x',
      cursor(sort, '2026-11-15', "' or true --"),
      cursor(sort, 'infinity', own.line),
      cursor(sort, 'now', own.line),
      cursor(sort, '2026-11-15\u0000', own.line),
      cursor('other', '2026-11-15', own.line),
      cursor(sort, '2026-11-15', own.line, 'more'),
      cursor(sort, { a: 1 }, own.line),
    ]) {
      const answer = await get(`${path}${q({ cursor: given })}`);
      expect([200, 422], `${path} ${given}: ${answer.text.slice(0, 200)}`).toContain(answer.status);
    }
  });
});

describe('[PY-TEN-06] another tenant names what is not theirs', () => {
  it.each([
    ['GET', '/reconciliation/transactions/:line', undefined],
    ['POST', '/reconciliation/transactions/:line/ignore', { reason: 'x' }],
    ['POST', '/reconciliation/transactions/:line/unignore', undefined],
    ['PUT', '/reconciliation/transactions/:line/note', { note: 'x' }],
    ['GET', '/reconciliation/matches/:match', undefined],
    ['POST', '/reconciliation/matches/:match/approve', {}],
    ['POST', '/reconciliation/matches/:match/reject', { comment: 'mine' }],
    ['GET', '/reconciliation/payouts/:payout', undefined],
    ['GET', '/integrations/whmcs/:instance', undefined],
    ['PATCH', '/integrations/whmcs/:instance', { name: 'Mine' }],
    ['POST', '/integrations/whmcs/:instance/disconnect', {}],
    ['GET', '/integrations/whmcs/:instance/module', undefined],
    ['POST', '/integrations/whmcs/:instance/hook-secret', {}],
    ['POST', '/integrations/whmcs/:instance/sync', {}],
    ['POST', '/integrations/stripe/:stripe/sync', {}],
    ['POST', '/integrations/stripe/:stripe/disconnect', {}],
    ['POST', '/integrations/enablebanking/:bank/sync', {}],
    ['POST', '/integrations/enablebanking/:bank/disconnect', {}],
  ])('%s %s is not found, and nothing of it changes', async (method, path, body) => {
    const before =
      await world.owner`select (select jsonb_agg(t) from bank_transactions t) as lines, (select jsonb_agg(w) from whmcs_instances w) as instances,
      (select jsonb_agg(m) from invoice_matches m) as matches, (select jsonb_agg(s) from stripe_connections s) as accounts, (select jsonb_agg(b) from bank_connections b) as banks`;
    const named = path.replaceAll(/:(\w+)/g, (_whole, name: string) => own[name] ?? '');
    const answer = await api.as(OTHER, method, named, body);
    expect([answer.status, answer.text.includes('Thief')], answer.text).toEqual([404, false]);
    expect(
      await world.owner`select (select jsonb_agg(t) from bank_transactions t) as lines, (select jsonb_agg(w) from whmcs_instances w) as instances,
      (select jsonb_agg(m) from invoice_matches m) as matches, (select jsonb_agg(s) from stripe_connections s) as accounts, (select jsonb_agg(b) from bank_connections b) as banks`,
    ).toEqual(before);
  });

  it('in bodies and filters: files, mappings, accounts and cursors of the other find nothing', async () => {
    const file = { file_name: 'a.xml', content_base64: Buffer.from(CAMT).toString('base64') };
    const into = await api.as(OTHER, 'POST', '/reconciliation/statements', { ...file, account_id: own.account });
    expect([into.status, into.body.error.code]).toEqual([404, 'BANK_ACCOUNT_NOT_FOUND']);
    const csv = {
      file_name: 'a.csv',
      content_base64: Buffer.from('Date,Amount,Who,What\n2026-01-01,1.00,a,b\n').toString('base64'),
    };
    const by = await api.as(OTHER, 'POST', '/reconciliation/statements', { ...csv, mapping_id: own.mapping });
    expect([by.status, by.body.error.code]).toEqual([404, 'STATEMENT_MAPPING_NOT_FOUND']);
    for (const path of [
      `/reconciliation/transactions${q({ account_id: own.account ?? '' })}`,
      `/reconciliation/transactions${q({ connection_id: own.bank ?? '' })}`,
      `/reconciliation/transactions${q({ cursor: cursor('-booked_on', '9999-12-31', own.line) })}`,
      `/reconciliation/statements${q({ account_id: own.account ?? '' })}`,
      `/reconciliation/invoices${q({ instance: own.instance ?? '' })}`,
      `/reconciliation/payments${q({ connection: own.stripe ?? '' })}`,
      `/reconciliation/payouts${q({ connection: own.stripe ?? '' })}`,
    ])
      expect((await get(path, OTHER)).body.count, path).toBe(0);
    expect((await get('/integrations', OTHER)).text).not.toContain(own.bank);
    expect((await get('/integrations/whmcs', OTHER)).text).not.toContain(own.instance);
  });

  it('a licence key of the other registers nothing, and looks as unknown as one that nobody has', async () => {
    const register = (key: string) =>
      api.as(OTHER, 'POST', '/integrations/whmcs', {
        license_key: key,
        base_url: 'https://billing.example.com',
        identifier: 'id12',
        secret: 'secret12',
        gateway: 'banktransfer',
        time_zone: 'UTC',
      });
    expect((await register('csl_nobody')).body.error.code).toBe('LICENSE_KEY_UNKNOWN');
    for (const url of [
      'https://127.0.0.1',
      'https://[::1]',
      'https://169.254.169.254',
      'http://billing.example.com',
      'https://a:b@billing.example.com',
      'https://localhost',
      'file:///etc/passwd',
    ])
      expect([403, 422], url).toContain(
        (
          await api.as(OTHER, 'POST', '/integrations/whmcs', {
            license_key: 'x',
            base_url: url,
            identifier: 'id12',
            secret: 'secret12',
            gateway: 'bank',
            time_zone: 'UTC',
          })
        ).status,
      );
  });
});

describe('[PY-ADM-06] [U-37] a decision about money by hand', () => {
  const approve = (body: object, headers: Record<string, string> = {}, who = ADMIN) =>
    api.as(who, 'POST', `/reconciliation/matches/${own.match}/approve`, body, headers);

  it('of a card that was another one is stale; once is once, under whatever key', async () => {
    expect((await approve({ shown_hash: 'a'.repeat(64) })).body.error.code).toBe('REVIEW_STALE');
    for (const more of [
      { amount_minor: 1 },
      { currency: 'JPY' },
      { invoice_id: own.invoice },
      { decision: 'modified' },
    ])
      expect((await approve(more)).status, JSON.stringify(more)).toBe(422);
    const key = { 'idempotency-key': 'one' };
    const answers = await Promise.all([
      approve({}, key),
      approve({}, key),
      approve({}, { 'idempotency-key': 'two' }),
      approve({}),
      approve({}),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const ids = new Set(answers.map(({ body }) => body.decision_id));
    expect(ids.size).toBe(1);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
    const [count] = await world.owner`select count(*)::int as n from review_decisions where tenant_id = ${A}`;
    expect(count?.n).toBe(1);
    const other = await api.as(ADMIN, 'POST', `/reconciliation/matches/${own.match}/reject`, { comment: 'late' }, key);
    expect([409, 422]).toContain(other.status);
    expect(
      (await api.as(ADMIN, 'POST', `/reconciliation/transactions/${own.line}/ignore`, { reason: 'late' })).body.error
        .code,
    ).toBe('BANK_LINE_MATCHED');
  });
});

describe('[PY-MATCH-01] rules that are made to harm', () => {
  it('out of bounds, of other kinds or with more than they have are refused', async () => {
    const { body } = await get('/reconciliation/rules');
    const { rules } = body.active;
    for (const [name, over] of Object.entries({
      points: { amount: { points: 1_000 } },
      float: { amount: { points: 0.1 } },
      all: { amount: { points: 100 }, reference: { points: 100 } },
      days: { date: { points: 1, withinDays: 1e9 } },
      effort: { covers: { ...rules.covers, effort: 1e12 } },
      many: { covers: { ...rules.covers, atMost: 1_000 } },
      pattern: { reference: { points: 1, pattern: '(a+)+$' } },
      more: { evil: true },
      none: null,
    })) {
      const wanted = over === null ? null : { ...rules, ...over };
      for (const path of ['/reconciliation/rules', '/reconciliation/rules/dry-run'])
        expect(
          (
            await api.as(ADMIN, 'POST', path, {
              ...(path.endsWith('run') ? {} : { from_version: body.active.version }),
              rules: wanted,
            })
          ).status,
          name,
        ).toBe(422);
    }
    const stale = await api.as(ADMIN, 'PATCH', '/reconciliation/rules', { from_version: 77, store: 61 });
    expect([stale.status, stale.body.error.code]).toEqual([412, 'PRECONDITION_FAILED']);
    const wide = await api.as(ADMIN, 'PATCH', '/reconciliation/rules', {
      from_version: body.active.version,
      auto: { on: true, from: 1, margin: 0, twins: 'reference_decides' },
    });
    expect(wide.status).toBe(202);
    const own_ = await api.as(ADMIN, 'POST', `/admin/power-changes/${wide.body.change_id ?? wide.body.id}/approve`, {});
    expect(own_.status).not.toBe(200);
    expect((await get('/reconciliation/rules')).body.active.rules.auto.on).toBe(false);
  });
});

describe('what stands in the log after all of this', () => {
  it('no secret, no name of a payer, no error of the database', () => {
    const text = api.log.join('\n');
    for (const word of ['Thief', 'secret12', 'csl_nobody', 'drop table', 'Failed query', 'params:'])
      expect(text, word).not.toContain(word);
  });
});

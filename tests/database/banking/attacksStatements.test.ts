import { gzipSync } from 'node:zlib';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { RETENTION } from '../../../db/retention.ts';
import { CAMT, CSV } from '../../fixtures/statements.ts';
import { startApi, type TestApi } from '../apiServer.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

const ADMIN = 'admin@countersign.example';
let database: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  api = await startApi(database);
  await api.access(ADMIN);
});
afterAll(async () => {
  await api.end();
  await database.end();
});

const send = (content: Buffer | string, more: object = {}) =>
  api.as(ADMIN, 'POST', '/reconciliation/statements', {
    file_name: 'a.xml',
    content_base64: Buffer.from(content).toString('base64'),
    ...more,
  });
const kept = async () =>
  (
    await database.owner`select (select count(*) from bank_transactions)::int as lines, (select count(*) from bank_accounts)::int as accounts,
    (select count(*) from statement_files)::int as files`
  )[0];
const table = (rows: string[]) => ['Date,Amount,Who,What', ...rows].join('\n');
const xml = (inside: string, head = '') =>
  `<?xml version="1.0" encoding="UTF-8"?>${head}<Document>${inside}</Document>`;
const deep = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth);

describe('[PY-ADM-05] files that are made to harm', () => {
  it.each<[string, () => Buffer | string]>([
    [
      'entities that grow',
      () =>
        xml(
          '&d;',
          `<!DOCTYPE x [<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(1000)}"><!ENTITY d "${'&b;'.repeat(1000)}">]>`,
        ),
    ],
    ['an entity that fetches', () => xml('&x;', '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>')],
    ['elements a hundred thousand deep', () => xml(deep(100_000))],
    ['half a million elements', () => xml('<a/>'.repeat(600_000))],
    ['attributes without end', () => xml(`<a ${Array.from({ length: 200_000 }, (_, at) => `b${at}="1"`).join(' ')}/>`)],
    ['one element that never ends', () => `<?xml version="1.0"?><Document>${'x'.repeat(4_000_000)}`],
    ['a zip', () => Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(100_000, 7)])],
    ['a gzip of a large file', () => gzipSync(Buffer.alloc(4_000_000, 60))],
    ['a row of a million columns', () => `Date${',A'.repeat(1_000_000)}\n2026-01-01${',1.00'.repeat(10)}`],
    ['a cell that is never closed', () => table([`2026-01-01,1.00,"${'x'.repeat(1_000_000)}`])],
    ['quotes without end', () => table([`2026-01-01,1.00,${'"'.repeat(400_001)},b`])],
    ['more lines than are taken', () => table(Array.from({ length: 20_001 }, () => '2026-01-01,1.00,a,b'))],
    ['more rows than any file has', () => `${'a,b\n'.repeat(60_000)}`],
    ['a text with NUL', () => table(['2026-01-01,1.00,a\u0000,b'])],
    [
      'UTF-16 that is cut',
      () => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(CAMT, 'utf16le').subarray(0, 501)]),
    ],
    [
      'an encoding that is a lie',
      () =>
        Buffer.concat([
          Buffer.from('<?xml version="1.0" encoding="UTF-8"?><Document>'),
          Buffer.from([0xff, 0xc0, 0x80]),
          Buffer.from('</Document>'),
        ]),
    ],
    ['an encoding that nobody knows', () => CAMT.replace('UTF-8', 'x-evil')],
    [
      'spaces that a pattern may stumble over',
      () => table([`2026-01-01,${' '.repeat(4_900)}1,a,b`, `${'1 '.repeat(2_400)},1.00,a,b`]),
    ],
    ['a date that a pattern may stumble over', () => table([`${'1'.repeat(4_900)}-,1.00,a,b`])],
    ['tags of MT940 without end', () => `:20:A\n${':61:'.repeat(100_000)}\n:62F:C260101EUR1,00`],
    ['OFX that never closes', () => `OFXHEADER:100\n\n<OFX>${'<STMTTRN>'.repeat(100_000)}`],
    ['nothing but marks', () => Buffer.from([0xef, 0xbb, 0xbf])],
  ])('%s: refused or asked about within seconds, and nothing is kept', async (_what, make) => {
    const before = await kept();
    const at = performance.now();
    const answer = await send(make());
    expect([200, 422], answer.text.slice(0, 300)).toContain(answer.status);
    if (answer.status === 200)
      expect([answer.body.imported, answer.body.questions.length > 0 || answer.body.statements.length > 0]).toEqual([
        false,
        true,
      ]);
    else expect(answer.body.error.message.length).toBeLessThan(300);
    expect(performance.now() - at).toBeLessThan(20_000);
    expect(await kept()).toEqual(before);
  });

  it('amounts and days that are none are refused with their line; more decimals than the currency has too', async () => {
    for (const [row, currency] of [
      ['2026-01-01,1e3,a,b', 'EUR'],
      ['2026-01-01,0.1.2,a,b', 'EUR'],
      ['2026-01-01,NaN,a,b', 'EUR'],
      ['2026-01-01,Infinity,a,b', 'EUR'],
      ['2026-01-01,0x10,a,b', 'EUR'],
      ['2026-01-01,--1,a,b', 'EUR'],
      ['2026-01-01,99999999999999999999,a,b', 'EUR'],
      ['2026-01-01,1.05,a,b', 'JPY'],
      ['2026-01-01,1.0001,a,b', 'KWD'],
      ['2026-02-30,1.00,a,b', 'EUR'],
      ['0000-01-01,1.00,a,b', 'EUR'],
      ['9999-12-31,1.00,a,b', 'EUR'],
    ] as const) {
      const answer = await send(table(['2026-01-02,1,x,y', row, '2026-01-03,2,x,y']), { currency, file_name: 'a.csv' });
      const refused = answer.status === 422 && /line 3|days of the file/i.test(answer.body.error.message);
      // What can't be told apart is asked, never guessed.
      const asked =
        answer.status === 200 && answer.body.questions.some(({ asks }: { asks: string }) => asks !== 'account');
      expect(refused || asked, `${row} ${currency}: ${answer.status} ${answer.text.slice(0, 400)}`).toBe(true);
    }
    const { body } = await send(
      table(['2026-01-01,-0,a,b', '2026-01-02,-0.00,a,b', '2026-01-03,+5,a,b', '2026-01-04,-5.10,a,b']),
      { currency: 'EUR' },
    );
    expect(
      body.statements[0].sample.map(({ amount }: { amount: { amount_minor: number } }) => amount.amount_minor),
    ).toEqual([0, 0, 500, -510]);
  });

  it('many files of one organisation at once: some wait or are told to, and another organisation is read meanwhile', async () => {
    const heavy = table(
      Array.from(
        { length: 15_000 },
        (_, at) => `2026-01-${String((at % 28) + 1).padStart(2, '0')},${at}.50,Payer ${at},Reference ${at}`,
      ),
    );
    const many = Array.from({ length: 12 }, () => send(heavy, { currency: 'EUR', file_name: 'a.csv' }));
    const at = performance.now();
    const other = await api.as('admin@second.example', 'POST', '/reconciliation/statements', {
      file_name: 'b.csv',
      content_base64: Buffer.from(CSV).toString('base64'),
    });
    const ms = performance.now() - at;
    const answers = await Promise.all(many);
    expect(other.status).toBe(200);
    expect(new Set(answers.map(({ status, body }) => (status === 503 ? body.error.code : status)))).toEqual(
      new Set([200, 'STATEMENT_READER_BUSY']),
    );
    expect(ms).toBeLessThan(10_000);
  });
});

describe('[PY-ADM-05] [PY-ADM-07] so many of a thing that none of it can be seen', () => {
  const mapping = {
    delimiter: ',',
    skipRows: 1,
    date: 0,
    valueDate: null,
    dateOrder: 'ymd',
    amount: { kind: 'signed', column: 1 },
    negate: false,
    currencyColumn: null,
    currency: 'USD',
    counterparty: null,
    reference: null,
    description: [],
    bankReference: null,
  };
  it('accounts and mappings have a bound, and what is there is found and replaced all the same', async () => {
    const tenant = await database.owner`select tenant_id from users where email = ${ADMIN} limit 1`;
    const tenantId = String(tenant[0]?.tenant_id);
    const add = (name: string) => api.as(ADMIN, 'POST', '/reconciliation/accounts', { name, currency: 'EUR' });
    const save = (name: string) =>
      api.as(ADMIN, 'POST', '/reconciliation/statement-mappings', { name, head_key: null, mapping });
    expect([(await add('first')).status, (await save('first')).status]).toEqual([201, 201]);
    await database.owner`insert into bank_accounts (tenant_id, identity_key, name, currency)
      select ${tenantId}, 'made:' || n, 'made ' || n, 'EUR' from generate_series(1, 1000) n`;
    await database.owner`insert into statement_mappings (tenant_id, name, mapping, created_by)
      select ${tenantId}, 'made ' || n, '{}', 'test' from generate_series(1, 500) n`;
    for (const make of [add, save]) {
      expect((await make('one more')).body.error.code).toBe('BANKING_FULL');
      expect((await make('first')).status).toBe(201);
    }
  });

  it('consents that nobody finishes push no connected bank out of the list, and go after a month', async () => {
    const [user] = await database.owner`select id, tenant_id from users where email = ${ADMIN} limit 1`;
    const own = { tenant: String(user?.tenant_id), user: String(user?.id) };
    await database.owner`insert into bank_connections (tenant_id, user_id, provider, status, external_id, institution_name, created_at)
      values (${own.tenant}, ${own.user}, 'enable_banking', 'active', 's', 'Connected Bank', now() - interval '1 year')`;
    await database.owner`insert into bank_connections (tenant_id, user_id, provider, status, updated_at)
      select ${own.tenant}, ${own.user}, 'enable_banking', 'pending', now() - interval '31 days' from generate_series(1, 600)`;
    const listed = await api.as(ADMIN, 'GET', '/integrations');
    expect(listed.body.connections.map(({ name }: { name: string }) => name)).toContain('Connected Bank');
    const rule = RETENTION.filter(({ table }) => table === 'bank_connections').find((one) => !('sets' in one));
    const { db } = database;
    const due = await db.withTenant(own.tenant, (tx) =>
      tx.execute(sql`select status from bank_connections where ${rule?.when ?? sql`false`}`),
    );
    expect(new Set(due.map(({ status }) => status))).toEqual(new Set(['pending']));
    expect(due).toHaveLength(600);
  });
});

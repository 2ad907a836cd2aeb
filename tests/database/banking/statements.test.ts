import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { CAMT, CSV, MT940 } from '../../fixtures/statements.ts';
import { startApi, type TestApi } from '../apiServer.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

const [ADMIN, REVIEWER, OTHER] = ['admin@countersign.example', 'reviewer@countersign.example', 'admin@second.example'];
let database: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  api = await startApi(database);
  // A login is an event too.
  for (const who of [ADMIN, REVIEWER, OTHER]) await api.access(who);
});
afterAll(async () => {
  await api.end();
  await database.end();
});

const file = (text: string, name = 'march.xml') => ({
  file_name: name,
  content_base64: Buffer.from(text).toString('base64'),
});
const send = (body: object, who = ADMIN) => api.as(who, 'POST', '/reconciliation/statements', body);
/** Rows of every table that an import could write. */
const held = async () =>
  (
    await database.owner`select (select count(*) from bank_accounts) as accounts, (select count(*) from bank_transactions) as lines,
      (select count(*) from statement_files) as files, (select count(*) from events) as events, (select count(*) from bank_number_keys) as keys`
  )[0];

describe('[PY-ADM-05] a statement file is previewed, then imported as it was previewed', () => {
  it('a preview keeps nothing, the import is by its hash, and once more adds nothing', async () => {
    const before = await held();
    const preview = await send(file(CAMT));
    expect(preview.status).toBe(200);
    expect(preview.body).toMatchObject({ imported: false, format: 'camt', questions: [] });
    expect(preview.body.statements).toMatchObject([
      {
        statement_id: null,
        account_id: null,
        new_account: true,
        account_name: 'Account …2051',
        lines: 2,
        added: 2,
        difference: null,
      },
    ]);
    expect(await held()).toEqual(before);
    expect((await send({ ...file(CAMT), preview_hash: 'another' })).body.error.code).toBe('STATEMENT_CHANGED');
    expect((await send({ ...file(MT940), preview_hash: preview.body.preview_hash })).body.error.code).toBe(
      'STATEMENT_CHANGED',
    );
    expect(await held()).toEqual(before);
    const imported = await send({ ...file(CAMT), preview_hash: preview.body.preview_hash });
    expect(imported.status).toBe(201);
    expect(imported.body.statements).toMatchObject([{ statement_id: expect.any(String), added: 2 }]);
    const after = await held();
    expect((await send({ ...file(CAMT), preview_hash: preview.body.preview_hash })).body.statements).toMatchObject([
      { added: 0, changed: 0 },
    ]);
    expect(await held()).toEqual(after);
    const second = await send(file(MT940, 'march.sta'));
    expect(second.body.statements).toMatchObject([
      {
        new_account: false,
        added: 1,
        difference: 'The lines do not lead from €100.00 to €1,290.00: €5.00 more has come in than they say',
      },
    ]);
  });

  it('a file that can’t be read is refused whole with its line; what it leaves open is asked', async () => {
    const before = await held();
    const broken = await send(file(CAMT.replace('>1200.00<', '>12..34<')));
    expect([broken.status, broken.body.error.code, broken.body.error.message]).toEqual([
      422,
      'STATEMENT_REFUSED',
      'Line 6: this is not an amount: "12..34"',
    ]);
    const asked = await send(file('Date,Text,Amount\n02/12/2009,a,1.00\n02/12/2009,b,2.00\n', 'a.csv'));
    expect(asked.body.questions.map((one: { asks: string }) => one.asks)).toEqual(['date_order', 'currency']);
    const hash = asked.body.preview_hash;
    expect(
      (await send({ ...file('Date,Text,Amount\n02/12/2009,a,1.00\n02/12/2009,b,2.00\n', 'a.csv'), preview_hash: hash }))
        .body.error.code,
    ).toBe('STATEMENT_INCOMPLETE');
    expect(await held()).toEqual(before);
  });

  it('a CSV goes into the account that is chosen, by columns that are saved and found again by their head', async () => {
    const made = await api.as(ADMIN, 'POST', '/reconciliation/accounts', { name: 'Till', currency: 'EUR' });
    expect(made.status).toBe(201);
    const account_id = made.body.account_id;
    expect((await send(file(CSV, 'a.csv'))).body.questions).toMatchObject([{ asks: 'account' }]);
    const first = await send({ ...file(CSV, 'a.csv'), account_id });
    const { mapping, head_key } = first.body.csv;
    await api.as(ADMIN, 'POST', '/reconciliation/statement-mappings', {
      name: 'Till',
      head_key,
      mapping: { ...mapping, reference: null, description: [3] },
    });
    const second = await send({ ...file(CSV, 'a.csv'), account_id });
    expect(second.body.statements[0].sample[0]).toMatchObject({
      reference: null,
      description: 'Rechnung 1044',
      amount: { text: '€1,200.00' },
    });
    expect((await send({ ...file(CSV, 'a.csv'), account_id, preview_hash: second.body.preview_hash })).status).toBe(
      201,
    );
    // A file that names another account does not go there.
    const [row] = await database.owner`select id from bank_accounts where last_four = '2051'`;
    const wrong = await send({
      ...file(CAMT.replaceAll('DE02120300000000202051', 'DE91100000000123456789')),
      account_id: row?.id,
    });
    expect(wrong.body.error.code).toBe('STATEMENT_OTHER_ACCOUNT');
  });

  it('nothing of it crosses to another tenant', async () => {
    const [account] = await database.owner`select id from bank_accounts limit 1`;
    const [line] = await database.owner`select id from bank_transactions limit 1`;
    const [statement] = await database.owner`select id from statement_files limit 1`;
    expect((await api.as(OTHER, 'GET', '/reconciliation/transactions')).body).toMatchObject({ count: 0 });
    expect((await api.as(OTHER, 'GET', '/reconciliation/accounts')).body).toMatchObject({ count: 0 });
    expect((await api.as(OTHER, 'GET', `/reconciliation/transactions/${line?.id}`)).status).toBe(404);
    expect((await api.as(OTHER, 'GET', `/reconciliation/statements/${statement?.id}`)).status).toBe(404);
    expect((await send({ ...file(CSV, 'a.csv'), account_id: account?.id }, OTHER)).body.error.code).toBe(
      'BANK_ACCOUNT_NOT_FOUND',
    );
    expect(
      (await api.as(OTHER, 'POST', `/reconciliation/transactions/${line?.id}/ignore`, { reason: 'x' })).status,
    ).toBe(404);
  });
});

describe('[PY-ADM-05] [PY-MATCH-04] transactions', () => {
  it('are filtered by state, day, account, direction and words, in pages that neither skip nor repeat', async () => {
    const list = async (query: string) => (await api.as(REVIEWER, 'GET', `/reconciliation/transactions?${query}`)).body;
    const all = await list('limit=200');
    expect(all.count).toBeGreaterThanOrEqual(4);
    const pages: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await list(`limit=1${cursor ? `&cursor=${cursor}` : ''}`);
      pages.push(...page.transactions.map((one: { transaction_id: string }) => one.transaction_id));
      cursor = page.next_cursor;
    }
    expect(pages).toEqual(all.transactions.map((one: { transaction_id: string }) => one.transaction_id));
    expect(
      (await list('direction=out')).transactions.every((one: { amount: { amount: number } }) => one.amount.amount < 0),
    ).toBe(true);
    expect((await list('search=1200')).count).toBe(2);
    expect((await list('search=invoice')).transactions).toMatchObject([
      { clean_reference: 'INVOICE1044', booked_on: '2026-03-03', amount: { amount_minor: 120_000 } },
    ]);
    expect((await list('from=2026-03-04')).count).toBe(0);
    expect((await list('search=100%25')).count).toBe(0);
  });

  it('one is set aside with a reason, taken up and noted; its history says so in sentences', async () => {
    const { body } = await api.as(REVIEWER, 'GET', '/reconciliation/transactions?search=invoice');
    const path = `/reconciliation/transactions/${body.transactions[0].transaction_id}`;
    expect((await api.as(REVIEWER, 'POST', `${path}/ignore`, { reason: 'x' })).status).toBe(403);
    expect((await api.as(ADMIN, 'POST', `${path}/ignore`, { reason: 'own transfer' })).body).toMatchObject({
      status: 'ignored',
      reason: 'own transfer',
    });
    expect((await api.as(ADMIN, 'GET', '/reconciliation/transactions?status=ignored')).body.count).toBe(1);
    await api.as(ADMIN, 'POST', `${path}/unignore`);
    const noted = await api.as(ADMIN, 'PUT', `${path}/note`, { note: 'asked the bank' });
    expect(noted.body).toMatchObject({ status: 'new', note: 'asked the bank' });
    expect(noted.body.history.map((one: { sentence: string }) => one.sentence)).toEqual([
      expect.stringMatching(/wrote a note on €1,200.00 of Acme SARL/),
      expect.stringMatching(/took €1,200.00 of Acme SARL up again/),
      expect.stringMatching(/set €1,200.00 of Acme SARL aside: own transfer/),
    ]);
  });
});

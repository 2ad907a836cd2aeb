import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Transaction } from '../../db/database.ts';
import { createFieldCipher } from '../../db/encryption/fieldCipher.ts';
import { SECOND_TENANT_ID, DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import type { StatementRead } from '../../domain/banking/statement.ts';
import { parse } from '../../providers/statements/statementParser.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { CAMT, CSV, MT940 } from '../../tests/fixtures/statements.ts';
import { ignoreLine, noteLine, takeLineBack } from './changeLine.ts';
import { ensureAccount, type NamedAccount } from './ensureAccount.ts';
import { importStatement } from './importStatement.ts';
import { saveMapping } from './saveMapping.ts';

const cipher = createFieldCipher({ current: 'k', keys: { k: Buffer.alloc(32, 5) } });
const by = { actor: 'user:test', requestId: 'test' };
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterAll(() => database.end());

const books = <Result>(work: (tx: Transaction) => Promise<Result>, of = tenantId) => database.db.withTenant(of, work);
const named = (over: Partial<NamedAccount> = {}): NamedAccount => ({
  tenantId,
  currency: 'EUR',
  number: 'DE02 1203 0000 0000 2020 51',
  name: 'Main account',
  mock: true,
  ...over,
});
const ensure = (over: Partial<NamedAccount> = {}) =>
  books((tx) => ensureAccount(tx, cipher, named(over), by), over.tenantId);
const read = (text: string): StatementRead =>
  parse({ bytes: Buffer.from(text), answers: { mapping: null, dateOrder: null, currency: null, direction: null } });
const importOf = (accountId: string, text: string, fileHash: string) =>
  books(async (tx) => {
    const { format, statements } = read(text);
    const [statement] = statements;
    if (!statement) throw new Error('no statement');
    return importStatement(
      tx,
      {
        tenantId,
        accountId,
        currency: 'EUR',
        mappingId: null,
        fileName: 'march',
        format,
        fileHash,
        part: 0,
        statement,
        mock: true,
      },
      by,
    );
  });

describe('[PY-DB-04] [C-20] an account is known again', () => {
  it('by its number, however it is written and whoever names it; in clear stand the last four characters only', async () => {
    const { account, isNew } = await ensure();
    expect(isNew).toBe(true);
    for (const over of [
      { number: 'de02120300000000202051' },
      { number: 'DE02-1203-0000-0000-2020-51 EUR', name: 'Other' },
    ])
      expect(await ensure(over)).toMatchObject({ isNew: false, account: { id: account.id } });
    expect((await ensure({ currency: 'USD' })).isNew).toBe(true);
    const [row] = await database.owner`select a::text as all, last_four from bank_accounts a where id = ${account.id}`;
    expect(row?.last_four).toBe('2051');
    expect(String(row?.all)).not.toContain('202051');
  });

  it('another tenant’s account of the same number is another, under another digest', async () => {
    const own = await ensure();
    const other = await ensure({ tenantId: SECOND_TENANT_ID });
    expect(other.account.id).not.toBe(own.account.id);
    expect(other.account.identityKey).not.toBe(own.account.identityKey);
  });

  it('without a number by the provider’s persistent id, else by what the bank shows', async () => {
    const persistent = await ensure({ number: null, persistentId: 'p1', mask: '9999' });
    expect(await ensure({ number: null, persistentId: 'p1', mask: '0000' })).toMatchObject({
      account: { id: persistent.account.id },
    });
    const shown = { number: null, institutionId: 'i1', mask: '1234', type: 'checking' };
    const first = await ensure(shown);
    expect(await ensure({ ...shown, name: 'Renamed' })).toMatchObject({ account: { id: first.account.id } });
    expect((await ensure({ ...shown, institutionId: 'i2' })).isNew).toBe(true);
  });
});

describe('[PY-BANK-04] a statement is imported once', () => {
  it('the same file again, and another format of the same month, add no line; the balance is that of the newest day', async () => {
    const { account } = await ensure({ number: 'DE91', name: 'Import' });
    const first = await importOf(account.id, CAMT, 'hash-1');
    expect(first.row).toMatchObject({ lines: 2, added: 2, differenceMinor: 0, firstDay: '2026-03-03' });
    expect(await importOf(account.id, CAMT, 'hash-1')).toMatchObject({
      row: first.row,
      taken: { added: 0, changed: 0, unchanged: 2 },
    });
    expect((await importOf(account.id, MT940, 'hash-2')).row).toMatchObject({
      lines: 3,
      added: 1,
      differenceMinor: 500,
    });
    const [row] =
      await database.owner`select balance_minor, balance_on::text from bank_accounts where id = ${account.id}`;
    expect(row).toEqual({ balance_minor: '129000', balance_on: '2026-03-03' });
    await expect(database.owner`update statement_files set lines = 9`).rejects.toThrow('append-only');
  });
});

describe('[PY-ADM-05] a line is set aside, taken up and noted', () => {
  it('with a reason and an event each, and a matched line is not set aside', async () => {
    const { account } = await ensure({ number: 'DE92', name: 'Edits' });
    await importOf(account.id, CAMT, 'hash-3');
    const [line] =
      await database.owner`select id from bank_transactions where account_id = ${account.id} order by amount_minor limit 1`;
    const id = String(line?.id);
    expect(await books((tx) => ignoreLine(tx, id, 'a fee', by))).toMatchObject({
      matchState: 'ignored',
      matchReason: 'a fee',
    });
    await books((tx) => ignoreLine(tx, id, 'again', by));
    expect(await books((tx) => takeLineBack(tx, id, by))).toMatchObject({ matchState: 'new', matchReason: null });
    expect(await books((tx) => noteLine(tx, id, 'asked the bank', by))).toMatchObject({ note: 'asked the bank' });
    await books((tx) => noteLine(tx, id, 'asked the bank', by));
    const events = await database.owner`select type from events where subject = ${`bank-line:${id}`} order by sequence`;
    expect(events.map(({ type }) => type)).toEqual(['bank_line_ignored', 'bank_line_taken_back', 'bank_line_noted']);
    await database.owner`update bank_transactions set match_state = 'matched' where id = ${id}`;
    await expect(books((tx) => ignoreLine(tx, id, 'x', by))).rejects.toMatchObject({ code: 'BANK_LINE_MATCHED' });
    await expect(books((tx) => ignoreLine(tx, id, 'x', by), SECOND_TENANT_ID)).rejects.toMatchObject({
      code: 'BANK_LINE_NOT_FOUND',
    });
    await expect(database.owner`update bank_transactions set amount_minor = 1 where id = ${id}`).rejects.toThrow(
      'matched',
    );
    await expect(database.owner`update bank_transactions set currency = 'USD' where id = ${id}`).rejects.toThrow(
      'fixed',
    );
  });

  it('columns of a bank are saved under a name, once', async () => {
    const { csv } = read(CSV);
    if (!csv) throw new Error('no columns');
    const save = () =>
      books((tx) => saveMapping(tx, { tenantId, name: 'My bank', headKey: csv.headKey, mapping: csv.mapping }, by));
    expect((await save()).id).toBe((await save()).id);
  });
});

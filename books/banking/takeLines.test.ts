import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Transaction } from '../../db/database.ts';
import { DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import type { BankLine, LineSource } from '../../domain/banking/line.ts';
import { allOf, linesOf, seen, seenOf, type Truth, tellings, told, truths } from '../../tests/database/bankTruth.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { type TakenLines, takeLines } from './takeLines.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterAll(() => database.end());

const books = <Result>(work: (tx: Transaction) => Promise<Result>) => database.db.withTenant(tenantId, work);
async function newAccount(): Promise<string> {
  const [row] = await database.owner`insert into bank_accounts (tenant_id, identity_key, name, currency)
    values (${tenantId}, ${crypto.randomUUID()}, 'Current account', 'EUR') returning id`;
  return String(row?.id);
}
const by = { actor: 'workflow', requestId: 'test' };
type Part = Pick<TakenLines, 'source' | 'scope' | 'lines'> & Partial<TakenLines>;
const take = (accountId: string, part: Part) =>
  books((tx) => takeLines(tx, { tenantId, accountId, mock: true, by, ...part }));
const rowsOf = (accountId: string) => database.owner<
  {
    id: string;
    day: string;
    amount: string;
    words: string;
    state: string;
    note: string | null;
    status: string;
    removed: boolean;
  }[]
>`select id, booked_on::text as day, amount_minor as amount, concat_ws(' ', counterparty, reference, description) as words,
    match_state as state, note, status, removed_at is not null as removed from bank_transactions where account_id = ${accountId} order by id`;
const standing = async (accountId: string) => (await rowsOf(accountId)).filter(({ removed }) => !removed);
const shown = async (accountId: string) =>
  (await standing(accountId)).map(({ day, amount, words }) => seen(day, Number(amount), words)).sort();
/** Rows that statements have written since the server began, of the tables of lines. */
async function written(work: () => Promise<unknown>): Promise<number> {
  const versions = async () =>
    JSON.stringify(
      await database.owner`select xmin::text, ctid::text, id::text as row from bank_transactions union all
      select xmin::text, ctid::text, external_key from bank_transaction_ids union all
      select xmin::text, ctid::text, sequence::text from events order by 3, 1`,
    );
  const before = await versions();
  await work();
  const after = await versions();
  return before === after ? 0 : 1;
}

const one = (over: Partial<Truth> = {}): Truth => ({
  uid: 0,
  day: 3,
  amountMinor: 2_900,
  payer: 'Alma Berg',
  reference: 'INV-1044',
  ...over,
});
const plaid = (scope: string, lines: readonly Truth[], over: Partial<BankLine> = {}): Part => ({
  source: 'plaid',
  scope,
  lines: lines.map((truth) => ({ ...told('plaid', scope, truth), ...over })),
});

describe('[PY-BANK-04] [PY-DB-04] [PM-PLAID-10] a line keeps its row', () => {
  it('a replay writes no row, and no event', async () => {
    const accountId = await newAccount();
    const truth = [one(), one({ uid: 1 }), one({ uid: 2, day: 4 })];
    for (const source of ['plaid', 'gocardless', 'camt', 'csv'] as LineSource[]) {
      await take(accountId, allOf(truth, source, 'one'));
      expect(await written(() => take(accountId, allOf(truth, source, 'one')))).toBe(0);
    }
    expect(await written(() => take(accountId, plaid('plaid-one', [one({ uid: 9 })])))).toBe(1);
  });

  it('another consent with other ids, another provider and a file beside it add nothing; note and state stay', async () => {
    const accountId = await newAccount();
    const truth = [one(), one({ uid: 1 }), one({ uid: 2, payer: 'Bruno Costa' })];
    expect(await take(accountId, allOf(truth, 'plaid', 'one'))).toMatchObject({ added: 3 });
    await database.owner`update bank_transactions set note = 'kept', match_state = 'ignored', match_reason = 'own transfer' where account_id = ${accountId}`;
    const before = (await rowsOf(accountId)).map(({ id }) => id);
    for (const delivery of [
      allOf(truth, 'plaid', 'two'),
      allOf(truth, 'gocardless', 'one'),
      allOf(truth, 'csv', 'one'),
      allOf(truth, 'camt', 'one'),
    ])
      expect(await take(accountId, delivery)).toMatchObject({ added: 0, removed: 0 });
    const rows = await rowsOf(accountId);
    expect(rows.map(({ id }) => id)).toEqual(before);
    expect(rows.map(({ note, state, removed }) => [note, state, removed])).toEqual(
      truth.map(() => ['kept', 'ignored', false]),
    );
  });

  it('an id that is taken back with another one in its place keeps the row; alone it leaves a tombstone', async () => {
    const accountId = await newAccount();
    await take(accountId, plaid('s', [one()]));
    const again = plaid('s', [one({ uid: 7 })]);
    expect(await take(accountId, { ...again, removedExternalIds: ['s-0'] })).toMatchObject({ added: 0, removed: 0 });
    expect(await take(accountId, { ...plaid('s', []), removedExternalIds: ['s-7'] })).toMatchObject({ removed: 1 });
    expect(await rowsOf(accountId)).toMatchObject([{ removed: true }]);
    // It comes back under a third id: the same row stands again.
    expect(await take(accountId, plaid('s', [one({ uid: 8 })]))).toMatchObject({ added: 0, changed: 1 });
    expect(await rowsOf(accountId)).toMatchObject([{ removed: false }]);
  });

  it('what one source takes back stays while another tells of it', async () => {
    const accountId = await newAccount();
    await take(accountId, plaid('s', [one()]));
    await take(accountId, allOf([one()], 'camt', 'one'));
    expect(await take(accountId, { ...plaid('s', []), removedExternalIds: ['s-0'] })).toMatchObject({ removed: 0 });
    expect(await standing(accountId)).toHaveLength(1);
  });

  it('a pending line that posts keeps its row, by the id that it names or by the window that no longer has it', async () => {
    const accountId = await newAccount();
    await take(accountId, plaid('s', [one()], { status: 'pending' }));
    await database.owner`update bank_transactions set note = 'kept' where account_id = ${accountId}`;
    const posted = plaid('s', [one({ uid: 5, day: 5, amountMinor: 3_100 })], { pendingExternalId: 's-0' });
    expect(await take(accountId, { ...posted, removedExternalIds: ['s-0'] })).toEqual({
      added: 0,
      changed: 1,
      removed: 0,
      unchanged: 0,
    });
    expect(await rowsOf(accountId)).toMatchObject([
      { status: 'posted', amount: '3100', day: '2026-03-05', note: 'kept' },
    ]);

    const other = await newAccount();
    const window = { from: '2026-03-01', to: '2026-03-09' };
    const line = told('gocardless', 'g', one());
    await take(other, {
      source: 'gocardless',
      scope: 'g',
      window,
      lines: [{ ...line, status: 'pending', externalId: null }],
    });
    const booked = { ...line, bookedOn: '2026-03-05', externalId: 'booked' };
    expect(await take(other, { source: 'gocardless', scope: 'g', window, lines: [booked] })).toMatchObject({
      added: 0,
      changed: 1,
    });
    expect(await rowsOf(other)).toMatchObject([{ status: 'posted', day: '2026-03-05' }]);
  });

  it('what a window no longer has is gone; an answer without a posted line takes none back', async () => {
    const accountId = await newAccount();
    await take(accountId, allOf([one(), one({ uid: 1, payer: 'Bruno Costa' })], 'gocardless', 'one'));
    expect(await take(accountId, allOf([one()], 'gocardless', 'one'))).toMatchObject({ removed: 1 });
    expect(await take(accountId, allOf([], 'gocardless', 'one'))).toMatchObject({ removed: 0 });
    expect(await standing(accountId)).toHaveLength(1);
  });

  it('equal amounts of different days and payers stay apart; a day that two sources date differently does not', async () => {
    const accountId = await newAccount();
    const coffee = [3, 4, 5].map((day, uid) => one({ uid, day, amountMinor: -450, payer: 'Café Dorn', reference: '' }));
    await take(accountId, plaid('s', coffee));
    const later = one({ uid: 9, day: 6, amountMinor: -450, payer: 'Café Dorn', reference: '' });
    expect(await take(accountId, { source: 'csv', scope: '', lines: [told('csv', '', later)] })).toMatchObject({
      added: 1,
    });
    const invoice = one({ uid: 20, day: 10 });
    await take(accountId, plaid('s', [invoice]));
    expect(
      await take(accountId, {
        source: 'csv',
        scope: '',
        lines: [
          one({ uid: 30, day: 9, amountMinor: 1 }),
          { ...invoice, day: 11 },
          one({ uid: 31, day: 13, amountMinor: 2 }),
        ].map((line) => told('csv', '', line)),
      }),
    ).toMatchObject({ added: 2 });
    expect(
      await take(accountId, {
        source: 'camt',
        scope: '',
        lines: [told('camt', '', { ...invoice, payer: 'Bruno Costa', reference: 'rent march' })],
      }),
    ).toMatchObject({ added: 1 });
  });

  it('an amount that changes ends its match', async () => {
    const accountId = await newAccount();
    await take(accountId, plaid('s', [one()], { status: 'pending' }));
    await database.owner`update bank_transactions set match_state = 'matched' where account_id = ${accountId}`;
    await take(accountId, plaid('s', [one({ amountMinor: 3_000 })]));
    expect(await rowsOf(accountId)).toMatchObject([{ state: 'unmatched', amount: '3000' }]);
  });

  it('two deliveries at once add a line once', async () => {
    const accountId = await newAccount();
    await Promise.all([1, 2, 3, 4].map(() => take(accountId, allOf([one(), one({ uid: 1 })], 'csv', 'one'))));
    expect(await standing(accountId)).toHaveLength(2);
  });
});

describe('[PY-BANK-04] [PM-PLAID-10] what is told otherwise keeps what somebody did', () => {
  const noted = (accountId: string, state = 'new') =>
    database.owner`update bank_transactions set note = 'kept', match_state = ${state}, match_reason = 'own' where account_id = ${accountId}`;
  const idsOf = async (accountId: string) => (await standing(accountId)).map(({ id }) => id);
  const typesOf = async (lineId: string) =>
    (await database.owner`select type from events where subject = ${`bank-line:${lineId}`}`).map(({ type }) => type);

  it('a pending line that posts with a tip keeps its row, while another provider still tells of it pending', async () => {
    const accountId = await newAccount();
    await take(accountId, plaid('s', [one()], { status: 'pending' }));
    const pending = { ...told('gocardless', 'g', one()), status: 'pending' } as const;
    await take(accountId, { source: 'gocardless', scope: 'g', lines: [pending] });
    const [id] = await idsOf(accountId);
    await noted(accountId);
    await take(accountId, plaid('s', [one({ uid: 5, day: 4, amountMinor: 3_300 })], { pendingExternalId: 's-0' }));
    const window = { from: '2026-03-01', to: '2026-03-09' };
    const posted = { ...told('gocardless', 'g', one({ uid: 6, day: 4, amountMinor: 3_300 })) };
    await take(accountId, { source: 'gocardless', scope: 'g', window, lines: [posted] });
    expect(await standing(accountId)).toMatchObject([{ id, amount: '3300', note: 'kept', status: 'posted' }]);
  });

  it('a file with its rows in another order, half a day more, and a correction line: rows and "set aside" stay', async () => {
    const accountId = await newAccount();
    const day = [one(), one({ uid: 1 }), one({ uid: 2, payer: 'Bruno Costa' }), one({ uid: 3, amountMinor: -2_900 })];
    const file = (lines: readonly Truth[]): Part => ({
      source: 'camt',
      scope: '',
      lines: lines.map((truth) => told('camt', '', truth)),
    });
    await take(accountId, file(day.slice(0, 2)));
    await noted(accountId, 'ignored');
    const early = await idsOf(accountId);
    await take(accountId, allOf(day, 'plaid', 'one'));
    await take(accountId, file(day.toReversed()));
    await take(accountId, file(day));
    expect(await shown(accountId)).toEqual(day.map(seenOf).sort());
    const aside = (await standing(accountId)).filter(({ state }) => state === 'ignored');
    expect(aside.map(({ id }) => id)).toEqual(early);
    expect(await written(() => take(accountId, file(day.toReversed())))).toBe(0);
  });

  it('a matched line whose payer the bank corrects stays matched, and an event says so; another account is untouched', async () => {
    const [accountId, other] = [await newAccount(), await newAccount()];
    await take(accountId, plaid('s', [one()]));
    await take(other, plaid('s', [one()]));
    await noted(accountId, 'matched');
    const [id = ''] = await idsOf(accountId);
    await take(accountId, plaid('s', [one({ payer: 'Bruno Costa' })]));
    expect(await standing(accountId)).toMatchObject([{ id, state: 'matched', note: 'kept' }]);
    expect(await typesOf(id)).toEqual(['bank_line_reworded']);
    expect(await shown(other)).toEqual([seenOf(one())]);
  });

  it('what was proposed for other words is no longer proposed', async () => {
    const accountId = await newAccount();
    await take(accountId, plaid('s', [one()]));
    await noted(accountId, 'proposed');
    await take(accountId, plaid('s', [one({ payer: 'Bruno Costa' })]));
    expect(await standing(accountId)).toMatchObject([{ state: 'unmatched', note: 'kept' }]);
  });
});

describe('[PY-BANK-04] any order of what is told ends in the same lines', () => {
  const mixed = () =>
    fc.asyncProperty(
      truths,
      tellings,
      fc.shuffledSubarray(['plaid', 'gocardless', 'camt', 'csv'] as LineSource[], { minLength: 1 }),
      async (truth, some, last) => {
        const accountId = await newAccount();
        for (const telling of some) await take(accountId, linesOf(truth, telling));
        const early = (await standing(accountId)).map(({ id }) => id);
        await database.owner`update bank_transactions set note = 'kept' where id = any(${early})`;
        for (const source of last) await take(accountId, allOf(truth, source, 'two'));
        for (const source of last) await take(accountId, allOf(truth, source, 'two'));
        expect(await shown(accountId)).toEqual(truth.map(seenOf).sort());
        const noted = (await standing(accountId)).filter(({ note }) => note === 'kept').map(({ id }) => id);
        expect(noted).toEqual(early.toSorted());
      },
    );

  // The seed is another one in each run; fast-check prints it with what it finds. What it has found is below, as fixed cases.
  it(
    'however pages, windows, files, consents and providers are mixed: none lost, none double, twins two, notes kept',
    // An order takes up to 30 ms; a run of the proof has thousands.
    { timeout: 600_000 },
    () => fc.assert(mixed(), { numRuns: Number(process.env.LINE_ORDERS ?? 150), endOnFailure: true }),
  );

  it.each([
    {
      about: 'halves of a day that a file tells, and a provider in another order',
      seed: -1_646_578_134,
      path: '56:1:1:0:1:2:2:5:8:7:8:8:8:12:12:17:17:17:17:18:21:21',
    },
    {
      about: 'a line that gives way to one of another day, and frees words of a day that nothing new was told of',
      seed: 11,
      path: '33798:4:8:7:7:7:7:20:20:20:23:23:23:26:26:26:26:36:12:35:34:34:38:38:40:44:42:43:44:44:51:54:57:58:58:58:59:59:62:62:62',
    },
  ])('an order that random runs have found: $about', ({ seed, path }) =>
    fc.assert(mixed(), { numRuns: 1, seed, path, endOnFailure: true }),
  );
});

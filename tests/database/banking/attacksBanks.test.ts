import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { banking } from '../../../activities/banking/area.ts';
import { bankWebhookRoutes } from '../../../api/banking/bankWebhooks.ts';
import { prepareBank } from '../../../books/banking/beginBank.ts';
import { changeBank } from '../../../books/banking/changeBank.ts';
import { keepBalance } from '../../../books/banking/ensureAccount.ts';
import { forgetBank } from '../../../books/banking/forgetBank.ts';
import { startBankSync } from '../../../books/banking/startBankSync.ts';
import { DEFAULT_TENANT_ID as A } from '../../../db/seed/tenants.ts';
import { createEnableBanking } from '../../../providers/openBanking/enableBanking.ts';
import { GOCARDLESS, gocardlessError } from '../../../providers/openBanking/gocardlessErrors.ts';
import { createPlaid } from '../../../providers/plaid/client.ts';
import { openBankWorld } from './bankWorld.ts';

const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
let world: Awaited<ReturnType<typeof openBankWorld>>;
let server: Server;
let hostile = '';
let requests = 0;
/** What the hostile provider answers to a path, after something has happened. */
let answer: (path: string) => Promise<object> | object = () => ({});
beforeAll(async () => {
  world = await openBankWorld(inject('embeddedUrl'));
  server = createServer(async (request, response) => {
    requests += 1;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(await answer(request.url ?? '')));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  hostile = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await world.stop();
});
beforeEach(async () => {
  requests = 0;
  world.store.reset();
  for (const table of [
    'bank_pages',
    'bank_set_aside',
    'bank_transaction_ids',
    'bank_transactions',
    'bank_account_links',
    'bank_accounts',
    'outbox',
  ])
    await world.owner`delete from ${world.owner(table)}`;
  await world.owner`delete from processes where kind like 'bank-%'`;
  await world.owner`delete from bank_connections`;
});

const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
/** The activities of a worker whose providers are the hostile one. */
const activities = () => {
  const plaid = createPlaid({ baseUrl: hostile, clientId: 'c', secret: 's', mock: true });
  const open = createEnableBanking({ baseUrl: hostile, applicationId: 'a', privateKey: String(pem), mock: true });
  return banking.activities({
    db: world.db,
    cipher: world.cipher,
    bankClients: { plaid: () => plaid, openBanking: () => open },
    approverEmails: [],
  }).core;
};
async function read(id: string) {
  const bank = await world.bankNow(id);
  const { process } = await world.db.withTenant(A, (tx) => startBankSync(tx, bank, { startedBy: 'test' }));
  for (let fresh = true; ; fresh = false) {
    const step = await activities().readBank({ tenantId: A, connectionId: id, processId: process.id, fresh });
    if (!step.more) return step;
    if (requests > 200) throw new Error('it never ends');
  }
}
const rows = (query: string) => world.owner.unsafe(query);
const open = (more: object) => ({
  transaction_amount: { amount: '7.00', currency: 'EUR' },
  credit_debit_indicator: 'CRDT',
  status: 'BOOK',
  booking_date: day(1),
  debtor: { name: 'Payer' },
  ...more,
});
/** Enable Banking with these transactions, and nothing on the account. */
const withLines =
  (...transactions: unknown[]) =>
  (path: string) =>
    path.includes('/balances') ? { balances: [] } : { transactions, continuation_key: null };

describe('[PY-BANK-02] a page of a bank in which one line is bad', () => {
  it.each([
    [
      'a character that is cut at the longest text',
      open({ entry_reference: 'bad', note: `${'x'.repeat(999)}😀` }),
      true,
    ],
    [
      'texts that no column holds',
      open({ entry_reference: 'b\u0000\ud800', remittance_information: ['\u0000', '\udfff'] }),
      true,
    ],
    ['an id without end', open({ entry_reference: 'i'.repeat(5_000) }), true],
    ['a text of a megabyte', open({ entry_reference: 'bad', remittance_information: ['y'.repeat(1_000_000)] }), true],
    ['a day that no calendar has', open({ entry_reference: 'bad', booking_date: '2026-02-30' }), false],
    ['a year without end', open({ entry_reference: 'bad', booking_date: '9999-12-31' }), false],
    [
      'an amount that is none',
      open({ entry_reference: 'bad', transaction_amount: { amount: '1e3', currency: 'EUR' } }),
      false,
    ],
    [
      'an amount of a float',
      open({ entry_reference: 'bad', transaction_amount: { amount: 0.1 + 0.2, currency: 'EUR' } }),
      false,
    ],
    [
      'decimals that its currency has not',
      open({ entry_reference: 'bad', transaction_amount: { amount: '7.05', currency: 'JPY' } }),
      false,
    ],
    [
      'an amount above all',
      open({ entry_reference: 'bad', transaction_amount: { amount: '9'.repeat(30), currency: 'EUR' } }),
      false,
    ],
    [
      'a currency that is none',
      open({ entry_reference: 'bad', transaction_amount: { amount: '7.00', currency: 'XXL' } }),
      false,
    ],
    ['fields of other kinds', open({ entry_reference: { a: 1 }, debtor: 7 }), false],
    ['nothing at all', null, false],
  ])('%s holds up no other', async (_what, bad, isKept) => {
    const id = await world.connect('enable_banking');
    answer = withLines(open({ entry_reference: 'first' }), bad, open({ entry_reference: 'last' }));
    const accounts = (await rows('select 1 from bank_account_links where ended_at is null')).length;
    const step = await read(id);
    expect([step.added, step.refused]).toEqual(isKept ? [3 * accounts, 0] : [2 * accounts, accounts]);
    // Read again it is the same line.
    expect((await read(id)).added).toBe(0);
  });

  it('of Plaid, which its SDK hands on as it came: misshapen lines and accounts are left out by name', async () => {
    const id = await world.connect('plaid');
    const good = (transaction_id: string) => ({
      transaction_id,
      account_id: 'acc',
      amount: -7,
      iso_currency_code: 'USD',
      date: day(1),
      pending: false,
      payment_meta: {},
      name: transaction_id,
    });
    const account = {
      account_id: 'acc',
      name: 'Checking',
      mask: '1',
      type: 'depository',
      balances: { iso_currency_code: 'USD', current: 1e300, available: null },
    };
    answer = () => ({
      accounts: [account, { account_id: 'broken' }, null],
      added: [
        good('one'),
        { transaction_id: 'bad', account_id: 'acc' },
        null,
        { ...good('float'), amount: 0.1 + 0.2 },
        good('two'),
      ],
      modified: [],
      removed: [{ transaction_id: null }, { transaction_id: 'never' }],
      next_cursor: 'mark',
      has_more: false,
    });
    expect(await read(id)).toMatchObject({ added: 2 });
    expect(await world.bankNow(id)).toMatchObject({ cursor: 'mark' });
    const named = await rows('select external_id, reason from bank_set_aside order by 1');
    expect(named.map((row) => [row.external_id, row.reason])).toEqual([
      ['', 'shape'],
      ['bad', 'shape'],
      ['float', 'too_many_decimals'],
    ]);
  });
});

describe('[PY-BANK-02] pages without end', () => {
  it('the same place twice begins again three times, then fails, and nothing of it is kept', async () => {
    const id = await world.connect('enable_banking');
    answer = (path) =>
      path.includes('/balances') ? { balances: [] } : { transactions: [open({})], continuation_key: 'here' };
    await expect(read(id)).rejects.toMatchObject({ type: 'BANK_PAGES_CHANGED' });
    expect(requests).toBeLessThan(20);
    expect(await rows('select 1 from bank_pages')).toHaveLength(0);
  });

  it('another place each time ends at a bound, and the next reading begins anew', async () => {
    const id = await world.connect('enable_banking');
    await rows(`insert into bank_pages (tenant_id, connection_id, stream, position, page, next, is_last, window_from, window_to)
      select tenant_id, connection_id, external_id, 1000, '{"lines":[],"removed":[],"refused":[],"accounts":[]}', 'far', false, '${day(90)}', '${day(0)}'
      from bank_account_links order by created_at, external_id limit 1`);
    answer = (path) =>
      path.includes('/balances') ? { balances: [] } : { transactions: [], continuation_key: String(requests) };
    await expect(read(id)).rejects.toMatchObject({ type: 'BANK_ANSWER_UNREADABLE', kind: 'terminal' });
    expect(await rows('select 1 from bank_pages')).toHaveLength(0);
  });
});

describe('[PY-ADM-07] [PM-PLAID-06] an access that ends while something else is under way', () => {
  it('in the middle of a reading: what was read then is not taken over, and no account is linked again', async () => {
    const id = await world.connect('plaid');
    answer = async () => {
      await world.db.withTenant(A, async (tx) => forgetBank(tx, await world.bankNow(id), 'user:test'));
      const account = {
        account_id: 'acc',
        name: 'Checking',
        mask: '1',
        type: 'depository',
        balances: { iso_currency_code: 'USD', current: 1, available: 1 },
      };
      const added = [
        {
          transaction_id: 't',
          account_id: 'acc',
          amount: -7,
          iso_currency_code: 'USD',
          date: day(1),
          pending: false,
          payment_meta: {},
        },
      ];
      return { accounts: [account], added, modified: [], removed: [], next_cursor: 'mark', has_more: false };
    };
    expect(await read(id)).toMatchObject({ added: 0 });
    expect(await rows('select 1 from bank_account_links where ended_at is null')).toHaveLength(0);
    expect(await rows('select 1 from bank_pages')).toHaveLength(0);
    expect(await world.bankNow(id)).toMatchObject({ status: 'disconnected', accessToken: null });
  });

  it('while a consent is brought to its end: the request is answered to wait, and is not swallowed', async () => {
    const [user] = await world.owner`select id from users where tenant_id = ${A} limit 1`;
    const id = crypto.randomUUID();
    const change = (what: 'connect' | 'disconnect') =>
      world.db.withTenant(A, async (tx) => changeBank(tx, await world.bankNow(id), what, 'user:test'));
    await world.db.withTenant(A, (tx) =>
      prepareBank(tx, world.cipher, {
        id,
        tenantId: A,
        userId: String(user?.id),
        provider: 'plaid',
        institutionId: null,
        institutionName: null,
        historyDays: null,
        mock: true,
        begun: null,
      }),
    );
    const run = await change('connect');
    expect(await change('connect')).toBe(run);
    await expect(change('disconnect')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  });
});

describe('[PY-BANK-03] what a provider says of time', () => {
  it('a balance of a day that has not come takes no place; the wait of a limit is a day at most', async () => {
    await world.connect('plaid');
    const [account] = await rows('select id from bank_accounts limit 1');
    const keep = (amountMinor: number, on: string) =>
      world.db.withTenant(A, (tx) => keepBalance(tx, String(account?.id), { amountMinor, on }));
    await keep(100, day(1));
    await keep(1, '2199-12-31');
    await keep(200, day(0));
    const [now] = await rows(`select balance_minor::int as minor from bank_accounts where id = '${account?.id}'`);
    expect(now?.minor).toBe(200);
    const summary = 'Please try again in 99999999999999999999 seconds';
    expect(gocardlessError({ status: 429, headers: new Headers(), body: { summary } })).toMatchObject({
      vendor: GOCARDLESS,
      retryAfterMs: 86_400_000,
    });
  });
});

describe('[PM-PLAID-04] [U-33] notices', () => {
  /** Sends a notice whose signature is taken for a good one; what counts here is what comes after that. */
  async function notify(itemId: string, header: string) {
    const banks = { plaid: () => ({}), isPlaidWebhook: async () => true, gocardlessWebhookSecret: null };
    const [route] = bankWebhookRoutes({ db: world.db, cipher: world.cipher, banks, vendorTenantId: A } as never);
    const body = JSON.stringify({
      webhook_type: 'TRANSACTIONS',
      webhook_code: 'SYNC_UPDATES_AVAILABLE',
      item_id: itemId,
    });
    const context = { requestId: 'r', rawBody: Buffer.from(body), header: () => header };
    return (await route?.handle(context as never, null, {} as never))?.status;
  }
  const kept = async () => (await rows("select 1 from webhook_events where provider = 'plaid'")).length;

  it('one before its bank is connected, or about an item of nobody, is answered and kept nowhere', async () => {
    await rows("delete from webhook_events where provider = 'plaid'");
    expect([await notify('item-of-nobody', 'a.b.c'), await kept()]).toEqual([200, 0]);
  });

  it('the same one with its signature in another writing reads nothing once more', async () => {
    const id = await world.connect('plaid');
    const { externalId } = await world.bankNow(id);
    await rows("delete from webhook_events where provider = 'plaid'");
    for (const signature of ['c2ln', 'c2lo', 'b3RoZXI'])
      expect(await notify(externalId ?? '', `head.payload.${signature}`)).toBe(200);
    expect(await kept()).toBe(1);
    await notify(externalId ?? '', 'head.other.c2ln');
    expect(await kept()).toBe(2);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, inject, it, onTestFinished } from 'vitest';
import { takeNotice } from '../../../books/banking/takeNotice.ts';
import { callsLeft } from '../../../db/banking/calls.ts';
import { linksOf, ownerOfBank } from '../../../db/banking/connections.ts';
import { DEFAULT_TENANT_ID as A, SECOND_TENANT_ID as B } from '../../../db/seed/tenants.ts';
import type { BankProvider } from '../../../domain/banking/line.ts';
import { putTransactions } from '../../../sandbox/bankWorld.ts';
import { openBankWorld } from './bankWorld.ts';

let world: Awaited<ReturnType<typeof openBankWorld>>;
beforeAll(async () => {
  world = await openBankWorld(inject('embeddedUrl'));
});
afterAll(() => world.stop());
beforeEach(async () => {
  world.store.reset();
  for (const table of [
    'bank_pages',
    'bank_calls',
    'bank_set_aside',
    'bank_transaction_ids',
    'bank_transactions',
    'bank_account_links',
    'bank_accounts',
    'webhook_events',
    'notifications',
    'outbox',
  ])
    await world.owner`delete from ${world.owner(table)}`;
  await world.owner`delete from processes where kind like 'bank-%'`;
  await world.owner`delete from bank_connections`;
});

const EVERY: BankProvider[] = ['plaid', 'gocardless', 'enable_banking'];
/** Lines that the sandbox's world begins with, by what each provider opens. */
const FIRST = { plaid: 12, gocardless: 14, enable_banking: 14 };
const account = (provider: BankProvider) => (provider === 'plaid' ? '000123456789' : 'DE89370400440532013000');
const currency = (provider: BankProvider) => (provider === 'plaid' ? 'USD' : 'EUR');
const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
const line = (provider: BankProvider, id: string, more: object = {}) => ({
  id,
  account: account(provider),
  booking_date: day(1),
  amount: '7.00',
  currency: currency(provider),
  name: 'New Payer',
  remittance: `Ref ${id}`,
  entry_reference: `E-${id}`,
  ...more,
});
const amounts = async (tenantId = A) =>
  (await world.linesOf(tenantId)).filter((row) => row.removed_at === null).map((row) => Number(row.amount_minor));

describe.each(EVERY)('a bank that %s reads', (provider) => {
  it('[PY-BANK-02] [PY-BANK-04] [PM-PLAID-10] is connected and read; read again it writes nothing, and what is new is added', async () => {
    const id = await world.connect(provider);
    expect(await world.bankNow(id)).toMatchObject({ status: 'active', mock: true, consent: 'connected', begun: null });
    const first = await world.read(id);
    expect(first).toMatchObject({ added: FIRST[provider], code: null });
    expect(await world.read(id)).toMatchObject({ added: 0, changed: 0, removed: 0, code: null });
    putTransactions(world.store, [line(provider, 'n1')]);
    expect(await world.read(id)).toMatchObject({ added: 1, changed: 0, removed: 0 });
    expect(await amounts()).toHaveLength(FIRST[provider] + 1);
    expect((await world.linesOf()).every((row) => row.mock === true)).toBe(true);
    const prefix = provider === 'plaid' ? 'plaid' : 'bank';
    expect((await world.eventsOf(id)).slice(0, 4)).toEqual([
      provider === 'plaid' ? 'plaid_item_linked' : 'bank_connected',
      `${prefix}_sync_started`,
      `${prefix}_sync_completed`,
      `${prefix}_sync_started`,
    ]);
  });

  it('keeps the row of a line that posts, and ends one that the bank takes back', async () => {
    const id = await world.connect(provider);
    putTransactions(world.store, [
      line(provider, 'p', { status: 'pending', amount: '-3.00', entry_reference: undefined }),
    ]);
    await world.read(id);
    const [pending] = (await world.linesOf()).filter((row) => row.status === 'pending');
    putTransactions(world.store, [
      { id: 'p', removed: true },
      line(provider, 'q', { amount: '-3.00', pending_id: 'p', remittance: 'Ref p' }),
      line(provider, 'r'),
    ]);
    await world.read(id);
    const posted = (await world.linesOf()).find((row) => Number(row.amount_minor) === -300);
    expect([posted?.id, posted?.status]).toEqual([pending?.id, 'posted']);
    putTransactions(world.store, [{ id: 'r', removed: true }]);
    expect(await world.read(id)).toMatchObject({ removed: 1 });
    expect((await world.linesOf()).filter((row) => row.removed_at !== null)).toHaveLength(1);
  });

  it('[PM-PLAID-07] [W-02] that disconnects in the middle of a reading loses nothing and tells its owner', async () => {
    const id = await world.connect(provider);
    await world.read(id);
    const before = await world.bankNow(id);
    putTransactions(world.store, [line(provider, 'n1')]);
    world.fault(provider, 'consent_ended');
    expect(await world.read(id)).toMatchObject({ code: 'BANK_CONSENT_ENDED', added: 0 });
    const after = await world.bankNow(id);
    expect(after).toMatchObject({ status: 'requires_reauth', lastCode: 'BANK_CONSENT_ENDED', cursor: before.cursor });
    expect(await world.eventsOf(id)).toContain(provider === 'plaid' ? 'plaid_reauth_required' : 'bank_reauth_required');
    const [mail] = await world.owner`select template from notifications where template = 'bank_reauth'`;
    expect(mail?.template).toBe('bank_reauth');
    // [PM-PLAID-08] Authorised again it goes on where it stopped.
    await world.connect(provider, { id });
    expect((await world.bankNow(id)).status).toBe('active');
    expect(await world.read(id)).toMatchObject({ code: null, added: 1 });
    expect(await amounts()).toHaveLength(FIRST[provider] + 1);
  });

  it('connected anew, with other ids for account and lines, gives no line twice and loses none', async () => {
    const id = await world.connect(provider);
    await world.read(id);
    const before = (await world.linesOf()).map((row) => row.id);
    const other = await world.connect(provider);
    expect(await world.read(other)).toMatchObject({ added: 0, removed: 0, code: null });
    expect((await world.linesOf()).map((row) => row.id)).toEqual(before);
    const [accounts] = await world.owner`select count(*)::int as n from bank_accounts`;
    expect(accounts?.n).toBe(1);
  });

  it('[PM-PLAID-06] ends at the provider, once, and is not read after it', async () => {
    const id = await world.connect(provider);
    await world.read(id);
    const run = { tenantId: A, connectionId: id, processId: crypto.randomUUID() };
    await world.activities.disconnectBank(run);
    await world.activities.disconnectBank(run);
    expect(await world.bankNow(id)).toMatchObject({ status: 'disconnected', accessToken: null });
    const vendor = provider === 'enable_banking' ? 'enablebanking' : provider;
    const kinds = (world.store.effects(vendor) as { kind: string }[]).map(({ kind }) => kind);
    expect(kinds.filter((kind) => /removed|deleted|closed/.test(kind))).toHaveLength(1);
    expect(await world.read(id)).toMatchObject({ code: 'BANK_CONSENT_ENDED' });
    expect((await world.bankNow(id)).status).toBe('disconnected');
    expect(await amounts()).toHaveLength(FIRST[provider]);
  });

  it('whose person said no is not connected, and says so', async () => {
    world.fault(provider, 'access_denied');
    const id = await world.connect(provider);
    expect(await world.bankNow(id)).toMatchObject({ status: 'pending', consent: 'denied', authCode: null });
    expect(await world.eventsOf(id)).toEqual(['bank_consent_refused']);
  });

  it('names a line that breaks a rule once, and takes the others', async () => {
    const id = await world.connect(provider);
    putTransactions(world.store, [line(provider, 'bad', { currency: 'XXQ' }), line(provider, 'good')]);
    expect(await world.read(id)).toMatchObject({ refused: 1, added: FIRST[provider] + 1 });
    await world.read(id);
    const named = await world.owner`select reason from bank_set_aside`;
    expect(named.map((row) => row.reason)).toEqual(['unknown_currency']);
    expect((await world.eventsOf(id)).filter((type) => type === 'bank_lines_set_aside')).toHaveLength(1);
  });

  it('of two tenants with one account crosses nothing', async () => {
    const [mine, theirs] = [await world.connect(provider), await world.connect(provider, { tenantId: B })];
    await world.read(mine);
    expect([await amounts(A), await amounts(B)].map((list) => list.length)).toEqual([FIRST[provider], 0]);
    await world.read(theirs, B);
    const keys = await world.owner`select tenant_id, identity_key from bank_accounts`;
    expect(new Set(keys.map((row) => row.identity_key)).size, 'a hash of one tenant says nothing to the other').toBe(2);
    expect(await ownerOfBank(world.db, provider, (await world.bankNow(theirs, B)).externalId ?? '')).toEqual({
      tenantId: B,
      id: theirs,
    });
    await expect(world.activities.checkBank({ tenantId: A, connectionId: theirs })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('pages', () => {
  const many = (count: number, provider: BankProvider) =>
    Array.from({ length: count }, (_, at) =>
      line(provider, `m${at}`, { amount: `${at + 1}.00`, booking_date: day(1 + (at % 40)) }),
    );

  it('[PM-PLAID-03] [H-23] of Plaid that change while they are read begin again from the first mark, and no line stays that never was', async () => {
    const id = await world.connect('plaid');
    await world.read(id);
    const { cursor } = await world.bankNow(id);
    putTransactions(world.store, many(600, 'plaid'));
    world.fault('plaid', 'mutation');
    const read = await world.read(id);
    expect(read).toMatchObject({ added: 600, restarts: 1, code: null });
    const sync = (world.store.requests('plaid') as { line: string; body: { cursor?: string } }[]).filter(
      ({ line: one }) => one.includes('/transactions/sync'),
    );
    expect(
      sync.filter(({ body }) => body.cursor === cursor),
      'twice from the mark',
    ).toHaveLength(2);
    expect((await world.bankNow(id)).cursor).not.toBe(cursor);
    const [staged] = await world.owner`select count(*)::int as n from bank_pages`;
    expect(staged?.n).toBe(0);
  });

  it('that keep changing leave the mark where it was, and nothing half', async () => {
    const id = await world.connect('plaid');
    await world.read(id);
    const { cursor } = await world.bankNow(id);
    putTransactions(world.store, many(600, 'plaid'));
    world.fault('plaid', 'mutation', {});
    expect(await world.read(id)).toMatchObject({ code: 'BANK_PAGES_CHANGED', added: 0 });
    expect((await world.bankNow(id)).cursor).toBe(cursor);
    expect(await amounts()).toHaveLength(12);
    world.store.clearFaults();
    expect(await world.read(id)).toMatchObject({ added: 600 });
  });

  it('whose reading was cut off go on where it stopped', async () => {
    const id = await world.connect('plaid');
    putTransactions(world.store, many(1_200, 'plaid'));
    world.fault('plaid', 'drop_before', { times: 1, route: 'POST /transactions/sync' });
    expect(await world.read(id)).toMatchObject({ code: 'BANK_UNAVAILABLE' });
    world.store.clearFaults();
    expect(await world.read(id)).toMatchObject({ added: 1_212, code: null });
  });

  it('of Enable Banking are read by their key, and begin again where it is refused', async () => {
    const id = await world.connect('enable_banking');
    putTransactions(world.store, many(45, 'enable_banking'));
    world.fault('enable_banking', 'mutation');
    expect(await world.read(id)).toMatchObject({ added: 14 + 45, restarts: 1, code: null });
  });

  it('a mark is kept only with its lines: planted bug', async () => {
    const id = await world.connect('plaid');
    await world.owner.unsafe(`create function refuse_lines() returns trigger language plpgsql as
      $$ begin raise exception 'planted' using errcode = 'restrict_violation'; end $$;
      create trigger planted before insert on bank_transactions for each row execute function refuse_lines()`);
    await world.read(id);
    expect((await world.bankNow(id)).cursor).toBeNull();
    await world.owner.unsafe('drop trigger planted on bank_transactions; drop function refuse_lines()');
    expect(await world.read(id)).toMatchObject({ added: 12, code: null });
  });
});

describe('the budget of calls', () => {
  it('[PY-BANK-03] [U-34] of GoCardless: after 4 calls of an account none is sent, and it is known when one is', async () => {
    const id = await world.connect('gocardless');
    for (let reading = 0; reading < 4; reading += 1) expect((await world.read(id)).limitedUntilMs).toBeNull();
    const sent = () =>
      (world.store.requests('gocardless') as { line: string }[]).filter(({ line: one }) =>
        one.endsWith('/transactions'),
      ).length;
    expect(sent()).toBe(4);
    const fifth = await world.read(id);
    expect(sent(), 'none was sent').toBe(4);
    expect(fifth.code).toBeNull();
    const hours = ((fifth.limitedUntilMs ?? 0) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(23.9);
    expect(hours).toBeLessThan(24.1);
    expect(await world.bankNow(id)).toMatchObject({ status: 'active', lastCode: 'BANK_RATE_LIMITED', failures: 0 });
    await world.owner`update bank_calls set counts_until = now() - interval '1 second' where id = (
      select id from bank_calls where scope = 'transactions' order by counts_until limit 1)`;
    world.store.advanceClock(86_400_000);
    onTestFinished(() => world.store.advanceClock(-86_400_000));
    expect((await world.read(id)).limitedUntilMs, 'one is over').toBeNull();
  });

  it('is what the provider says, where others have used it', async () => {
    const id = await world.connect('gocardless');
    world.fault('gocardless', 'budget_used', { times: 1, route: 'GET /api/v2/accounts' });
    expect((await world.read(id)).limitedUntilMs).toBeGreaterThan(Date.now());
    const [link] = await world.db.withTenant(A, (tx) => linksOf(tx, id));
    const place = { connectionId: id, externalId: link?.externalId ?? '', scope: 'transactions' } as const;
    expect(await world.db.withTenant(A, (tx) => callsLeft(tx, place, { calls: 4 }))).toBeGreaterThan(Date.now());
  });

  it('is not spent by trying again at once: a call that failed is one of the day', async () => {
    const id = await world.connect('gocardless');
    world.fault('gocardless', 'unavailable', { times: 1, route: 'GET /api/v2/accounts' });
    expect(await world.read(id)).toMatchObject({ code: 'BANK_UNAVAILABLE', steps: 1 });
    expect(await world.bankNow(id)).toMatchObject({ status: 'active', failures: 1 });
  });
});

describe('another provider', () => {
  it('that opens the same account finds its lines, notes and states, and adds none', async () => {
    const id = await world.connect('gocardless');
    await world.read(id);
    await world.owner`update bank_transactions set note = 'mine', match_state = 'ignored', match_reason = 'x' where amount_minor = 2010`;
    const before = (await world.linesOf()).map((row) => row.id);
    const other = await world.connect('enable_banking');
    expect(await world.read(other)).toMatchObject({ added: 0, removed: 0, code: null });
    await world.activities.disconnectBank({ tenantId: A, connectionId: id, processId: crypto.randomUUID() });
    putTransactions(world.store, [line('enable_banking', 'later')]);
    expect(await world.read(other)).toMatchObject({ added: 1, removed: 0 });
    const now = await world.linesOf();
    expect(now.map((row) => row.id)).toEqual(expect.arrayContaining(before));
    expect(now).toHaveLength(before.length + 1);
    expect(now.filter((row) => row.note === 'mine' && row.match_state === 'ignored')).toHaveLength(1);
  });
});

describe('a notice of a provider', () => {
  const notice = (connectionId: string, eventId: string) =>
    world.db.withTenant(A, (tx) =>
      takeNotice(tx, { tenantId: A, connectionId, provider: 'plaid', eventId, type: 'SYNC_UPDATES_AVAILABLE' }),
    );

  it('starts a reading, once; one during a reading makes it look again', async () => {
    const id = await world.connect('plaid');
    await world.read(id);
    expect([await notice(id, 'w1'), await notice(id, 'w1')]).toEqual([true, false]);
    const open = await world.owner`select id from processes where kind = 'bank-sync' and status = 'open'`;
    expect(open).toHaveLength(1);
    const run = { tenantId: A, connectionId: id, processId: String(open[0]?.id) } as const;
    await world.activities.readBank({ ...run, fresh: true });
    await notice(id, 'w2');
    const looks = await world.owner`select 1 from outbox where kind = 'look' and process_id = ${run.processId}`;
    expect(looks).toHaveLength(1);
    const end = {
      ...run,
      progress: { lines: 0, added: 0, changed: 0, removed: 0, refused: 0, restarts: 0 },
      code: null,
      limitedUntilMs: null,
    };
    expect(await world.activities.endBankSync(end), 'something new was told').toEqual({ again: true });
    await world.activities.readBank({ ...run, fresh: true });
    expect(await world.activities.endBankSync(end)).toEqual({ again: false });
    expect(await world.activities.endBankSync(end), 'the same again').toEqual({ again: false });
  });

  it('of a bank that is not connected reads nothing', async () => {
    const id = await world.connect('plaid');
    await world.read(id);
    await world.activities.disconnectBank({ tenantId: A, connectionId: id, processId: crypto.randomUUID() });
    expect(await notice(id, 'w3')).toBe(true);
    expect(await world.owner`select 1 from processes where kind = 'bank-sync' and status = 'open'`).toHaveLength(0);
  });
});

describe('the end of a consent', () => {
  const warn = () => world.activities.warnConsentEnds({ tenantId: A });

  it('[U-34] is told seven days before, once, by an event and a mail; when it has come a person is waited for', async () => {
    const id = await world.connect('gocardless');
    expect(await warn(), '90 days away').toEqual({ warned: 0, ended: 0 });
    const inDays = (days: number) =>
      world.owner`update bank_connections set consent_ends_at = now() + make_interval(hours => ${Math.round(days * 24)}) where id = ${id}`;
    await inDays(7.2);
    expect(await warn()).toEqual({ warned: 0, ended: 0 });
    await inDays(6.9);
    expect([await warn(), await warn()]).toEqual([
      { warned: 1, ended: 0 },
      { warned: 0, ended: 0 },
    ]);
    const mails = await world.owner`select template from notifications`;
    expect(mails.map((row) => row.template)).toEqual(['bank_consent_ends']);
    await inDays(-0.1);
    expect(await warn()).toEqual({ warned: 0, ended: 1 });
    expect((await world.bankNow(id)).status).toBe('requires_reauth');
    expect((await world.eventsOf(id)).slice(-2)).toEqual(['bank_consent_ends', 'bank_reauth_required']);
  });
});

describe('without a bank of their own', () => {
  it('[PM-PLAID-04] a bank of the sandbox stands in, and its lines say so', async () => {
    const id = crypto.randomUUID();
    const [user] = await world.owner`select id from users where tenant_id = ${A} limit 1`;
    await world.owner`insert into bank_connections (id, tenant_id, user_id, provider, mock) values (${id}, ${A}, ${String(user?.id)}, 'plaid', true)`;
    expect(await world.read(id)).toMatchObject({ added: 12, code: null });
    const lines = (world.store.requests('plaid') as { line: string }[]).map((one) => one.line);
    expect(lines).toContain('POST /transactions/sync');
    expect((await world.linesOf()).every((row) => row.mock === true)).toBe(true);
  });
});

import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { reconcileMoney } from '../../../activities/money/reconcileMoney.ts';
import { purgeExpired } from '../../../activities/operations/purgeExpired.ts';
import { DEFAULT_TENANT_ID as A, SECOND_TENANT_ID as B } from '../../../db/seed/tenants.ts';
import { VendorError } from '../../../providers/vendorError.ts';
import { createVendorHealth } from '../../../workers/vendorHealth.ts';
import { type AccountWorld, code, openAccountWorld } from '../accountWorld.ts';
import { adminDeps } from '../routeCaller.ts';

const KEYS = { stripe: 'sk_test_globex', crm: 'crm_secret_globex', billing: 'billing_secret_globex' } as const;
const SECRET = 'whsec_of_globex_only';

let database: AccountWorld['database'];
let sandbox: AccountWorld['sandbox'];
let vendors: AccountWorld['vendors'];
let call: AccountWorld['call'];
let adminA: AccountWorld['adminA'];
let adminB: AccountWorld['adminB'];
let boss: AccountWorld['boss'];
let connect: AccountWorld['connect'];
let disconnect: AccountWorld['disconnect'];
let connectedRow: AccountWorld['connectedRow'];
let intendRefund: AccountWorld['intendRefund'];
let send: AccountWorld['send'];
let stop: AccountWorld['stop'];
let connectAll: AccountWorld['connectAll'];
beforeAll(async () => {
  ({
    database,
    sandbox,
    vendors,
    call,
    adminA,
    adminB,
    boss,
    connect,
    disconnect,
    connectedRow,
    intendRefund,
    send,
    stop,
    connectAll,
  } = await openAccountWorld(inject('embeddedUrl')));
  await connectAll(SECRET);
  await sandbox.put('stripe', 'charge', [{ id: 'ch_known', amount: 6000 }], 'globex');
});
afterAll(() => stop());

describe('an account is replaced, revoked, left', () => {
  it('an account in use by another tenant is not connected, also by two at once', async () => {
    expect((await connect(adminA, 'stripe', KEYS.stripe, { other_account: true })).code).toBe('VENDOR_ACCOUNT_IN_USE');
    const insert = (tenantId: string) =>
      database.owner`insert into vendor_accounts (tenant_id, vendor, state, account_id, account_name, credential, connected_by, connected_at)
        values (${tenantId}, 'crm', 'connected', '00D000000000002AAA', 'x', 'x', 'x', now())`;
    await database.owner`update vendor_accounts set state = 'ended', ended_at = now() where tenant_id = ${A} and vendor = 'crm' and state = 'connected'`;
    expect(await code(insert(A))).toBe('23505');
  });

  it('planted bug: without the unique key over all tenants two tenants hold one account', async () => {
    await database.owner
      .begin(async (tx) => {
        await tx`drop index vendor_accounts_account_once`;
        await tx`insert into vendor_accounts (tenant_id, vendor, state, account_id, account_name, credential, connected_by, connected_at)
          values (${A}, 'crm', 'connected', '00D000000000002AAA', 'x', 'x', 'x', now())`;
        const rows =
          await tx`select tenant_id from vendor_accounts where vendor = 'crm' and state = 'connected' and account_id = '00D000000000002AAA'`;
        expect(rows).toHaveLength(2);
        throw new Error('take it back');
      })
      .catch((error: Error) => expect(error.message).toBe('take it back'));
  });

  it('a wrong credential and another account are refused, and the old one stays; a new key of the same account acts at once', async () => {
    const before = await connectedRow(B, 'stripe');
    expect((await connect(adminB, 'stripe', 'sk_test_wrong_key')).code).toBe('VENDOR_CREDENTIAL_REFUSED');
    await sandbox.put('sandbox', 'company', [
      {
        id: 'initech',
        name: 'Initech',
        credentials: { stripe: 'sk_test_initech', salesforce: 'crm_initech', zuora: 'bill_initech' },
      },
    ]);
    expect((await connect(adminB, 'stripe', 'sk_test_initech')).code).toBe('OTHER_VENDOR_ACCOUNT');
    expect((await connectedRow(B, 'stripe'))?.id).toBe(before?.id);
    // The vendor revokes the key and gives a new one of the same account.
    await sandbox.put('sandbox', 'company', [{ id: 'globex', credentials: { stripe: 'sk_test_globex_2' } }]);
    const health = createVendorHealth(database.db, A);
    const error = await (await vendors.stripe(B)).client.charges
      .list()
      .catch((cause: { statusCode: number }) => cause.statusCode);
    expect(error).toBe(401);
    health('fetchPayments', new VendorError('stripe', 'STRIPE_CREDENTIALS', 'blocked'), new Date(), B);
    await expect
      .poll(async () => (await call(adminB, 'GET /admin/vendor-accounts')).body.vendor_accounts[0])
      .toMatchObject({ status: 'refused', last_code: 'STRIPE_CREDENTIALS' });
    expect(
      await database.owner`select 1 from vendor_health where vendor = 'stripe' and last_code = 'STRIPE_CREDENTIALS'`,
    ).toHaveLength(0);
    expect((await call(adminB, 'POST /admin/vendor-accounts/:vendor/test', { vendor: 'stripe' })).body).toMatchObject({
      status: 'refused',
    });
    const renewed = await connect(adminB, 'stripe', 'sk_test_globex_2');
    expect([renewed.status, renewed.body.status, renewed.body.has_webhook_secret]).toEqual([200, 'ok', true]);
    const after = await connectedRow(B, 'stripe');
    expect(after?.id).not.toBe(before?.id);
    expect(after?.connected_at).toEqual(before?.connected_at);
    const [old] =
      await database.owner`select state, credential, webhook_secret from vendor_accounts where id = ${before?.id}`;
    expect(old).toEqual({ state: 'ended', credential: null, webhook_secret: null });
    // The client that was kept is used no more: the next use has the new key.
    expect((await (await vendors.stripe(B)).client.charges.list()).data.length).toBeGreaterThan(0);
  });

  it('a reconciler whose credential is refused keeps its cursor, and goes on from there with the next one', async () => {
    const reconcile = reconcileMoney({ db: database.db, ...vendors });
    const cursor = async () =>
      (await database.owner`select checked_through from reconciler_cursors where tenant_id = ${B}`)[0]?.checked_through;
    await reconcile({ tenantId: B });
    const before = await cursor();
    await sandbox.put('sandbox', 'company', [{ id: 'globex', credentials: { stripe: 'sk_test_globex_3' } }]);
    expect(await code(reconcile({ tenantId: B }))).toBe('STRIPE_CREDENTIALS');
    expect(await cursor()).toEqual(before);
    expect((await connect(adminB, 'stripe', 'sk_test_globex_3')).status).toBe(200);
    await reconcile({ tenantId: B });
    expect((await cursor())?.getTime()).toBeGreaterThan(before?.getTime());
  });

  it('two requests at once leave one credential that waits; one that is refused, or that nobody approved, is forgotten', async () => {
    const waiting = () => database.owner`select credential from vendor_accounts where state = 'waiting'`;
    const ask = () => connect(adminB, 'crm', 'crm_initech', { company: 'initech', other_account: true });
    const asked = await Promise.all([ask(), ask()]);
    expect(asked.map((answer) => answer.status)).toEqual([202, 202]);
    expect(await waiting()).toHaveLength(1);
    const [open] =
      await database.owner`select id from power_changes where kind = 'vendor_account' and state = 'pending'`;
    const change = { tenant_id: B, change_id: String(open?.id) };
    const refused = await call(boss, 'POST /admin/tenants/:tenant_id/power-changes/:change_id/refuse', change);
    expect([refused.status, await waiting()]).toEqual([200, []]);
    await ask();
    // A new credential of the connected account drops what waits, and its request with it.
    expect((await connect(adminB, 'crm', KEYS.crm)).status).toBe(200);
    const pending = () =>
      database.owner`select id from power_changes where kind = 'vendor_account' and state = 'pending'`;
    expect([await waiting(), await pending()]).toEqual([[], []]);
    await ask();
    await database.owner`update power_changes set state = 'replaced' where state = 'pending'`;
    const purge = purgeExpired({ db: database.db });
    expect(await purge({ tenantId: B })).toMatchObject({ vendor_credentials: 1 });
    expect([await waiting(), (await connectedRow(B, 'crm'))?.account_name]).toEqual([[], 'Globex Trading']);
  });

  it('while money is open the account is neither left nor replaced by another, also not by the database alone', async () => {
    await sandbox.put('stripe', 'charge', [{ id: 'ch_OPEN', amount: 6000 }], 'globex');
    const command = await intendRefund(B, 'OPEN');
    expect((await disconnect(adminB, 'stripe')).code).toBe('VENDOR_MONEY_OPEN');
    expect((await connect(adminB, 'stripe', 'sk_test_initech', { other_account: true })).code).toBe(
      'VENDOR_MONEY_OPEN',
    );
    const end = `select set_config('app.tenant_id', '${B}', true);
      update vendor_accounts set state = 'ended', ended_at = now(), credential = null, webhook_secret = null where vendor = 'stripe' and state = 'connected'`;
    await expect(database.app.begin((tx) => tx.unsafe(end))).rejects.toThrow(/open money/);
    expect(await send(B, command.id)).toMatchObject({ kind: 'applied' });
  });

  it('planted bug: without that guard a refund whose answer was lost is looked up at another account and sent again', async () => {
    await sandbox.put('stripe', 'charge', [{ id: 'ch_LOST', amount: 6000 }], 'globex');
    await sandbox.put('stripe', 'charge', [{ id: 'ch_LOST', amount: 6000 }], 'initech');
    const command = await intendRefund(B, 'LOST');
    await sandbox.fault({ vendor: 'stripe', route: 'POST /v1/refunds', fault: 'drop_after', times: 2 });
    // The SDK asks once more on a connection that was cut, so both answers are lost.
    await send(B, command.id);
    await database.owner`alter table vendor_accounts disable trigger hold_vendor_account`;
    const row = await connectedRow(B, 'stripe');
    const { cipher } = adminDeps(database.db);
    const id = crypto.randomUUID();
    const place = { tenantId: B, table: 'vendor_accounts', column: 'credential', rowId: id };
    await database.owner.begin(async (tx) => {
      await tx`update vendor_accounts set state = 'ended', ended_at = now(), credential = null, webhook_secret = null where id = ${row?.id}`;
      await tx`insert into vendor_accounts (id, tenant_id, vendor, state, account_id, account_name, credential, mock, connected_by, connected_at)
        values (${id}, ${B}, 'stripe', 'connected', 'acct_initech', 'Initech', ${cipher.encrypt(place, 'sk_test_initech')}, true, 'x', now())`;
    });
    for (let turn = 0; turn < 20; turn += 1) {
      await database.owner`update money_commands set lease_until = lease_until - interval '30 seconds' where id = ${command.id}`;
      if ((await send(B, command.id)).kind === 'applied') break;
    }
    const refunds = (await sandbox.effects('stripe')).filter(
      (effect) => effect.kind === 'refund' && effect.businessKey === command.idempotencyKey,
    );
    expect(refunds.map((effect) => effect.company)).toEqual(['globex', 'initech']);
    await database.owner`alter table vendor_accounts enable trigger hold_vendor_account`;
  });
});

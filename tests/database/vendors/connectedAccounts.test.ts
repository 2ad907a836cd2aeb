import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { fetchBilling } from '../../../activities/disputes/fetchBilling.ts';
import { fetchCrmCase } from '../../../activities/disputes/fetchCrmCase.ts';
import { fetchPayments } from '../../../activities/disputes/fetchPayments.ts';
import { reconcileMoney } from '../../../activities/money/reconcileMoney.ts';
import { DEFAULT_TENANT_ID as A, SECOND_TENANT_ID as B } from '../../../db/seed/tenants.ts';
import { type AccountWorld, code, openAccountWorld } from '../accountWorld.ts';
import { principalOf } from '../routeCaller.ts';

const KEYS = { stripe: 'sk_test_globex', crm: 'crm_secret_globex', billing: 'billing_secret_globex' } as const;
const SECRET = 'whsec_of_globex_only';
const VENDORS = ['stripe', 'crm', 'billing'] as const;

let database: AccountWorld['database'];
let sandbox: AccountWorld['sandbox'];
let vendors: AccountWorld['vendors'];
let call: AccountWorld['call'];
let hook: AccountWorld['hook'];
let adminA: AccountWorld['adminA'];
let adminB: AccountWorld['adminB'];
let connect: AccountWorld['connect'];
let approve: AccountWorld['approve'];
let connectedRow: AccountWorld['connectedRow'];
let start: AccountWorld['start'];
let intendRefund: AccountWorld['intendRefund'];
let send: AccountWorld['send'];
let stop: AccountWorld['stop'];
beforeAll(async () => {
  ({
    database,
    sandbox,
    vendors,
    call,
    hook,
    adminA,
    adminB,
    connect,
    approve,
    connectedRow,
    start,
    intendRefund,
    send,
    stop,
  } = await openAccountWorld(inject('embeddedUrl')));
});
afterAll(() => stop());

describe('a tenant connects its own accounts at the vendors', () => {
  it('without one every door is closed; a wrong credential is refused by the vendor and nothing is stored', async () => {
    expect(await code(start(B, 'CASE-SAME'))).toBe('INTEGRATION_NOT_CONFIGURED');
    for (const vendor of VENDORS) {
      const answer = await connect(adminB, vendor, 'sk_test_nobody_knows');
      expect([vendor, answer.code]).toEqual([vendor, 'VENDOR_CREDENTIAL_REFUSED']);
    }
    expect(await database.owner`select 1 from vendor_accounts where source = 'tenant'`).toHaveLength(0);
    const reviewer = await principalOf(database, 'reviewer@second.example');
    expect((await connect(reviewer, 'stripe', KEYS.stripe)).code).toBe('FORBIDDEN');
    expect((await connect({ ...adminB, kind: 'service' }, 'stripe', KEYS.stripe)).code).toBe('FORBIDDEN');
  });

  it("the account of the installation's own credentials is its owner's: nobody else connects it", async () => {
    for (const vendor of VENDORS)
      expect((await connect(adminB, vendor, 'sk_test_sandbox', { company: 'home' })).code).toBe(
        'VENDOR_ACCOUNT_IN_USE',
      );
    const rows =
      await database.owner`select tenant_id, source, credential from vendor_accounts where state = 'connected'`;
    expect(rows.map((row) => [row.tenant_id, row.source, row.credential])).toEqual(
      VENDORS.map(() => [A, 'installation', null]),
    );
  });

  it('a new account waits for a second person, who is not whoever asked, and is used from the approval on', async () => {
    for (const vendor of VENDORS) {
      const asked = await connect(adminB, vendor, KEYS[vendor], vendor === 'stripe' ? { webhook_secret: SECRET } : {});
      expect([asked.status, asked.body.status, asked.body.waiting.account_name]).toEqual([
        202,
        'none',
        'Globex Trading',
      ]);
      expect(await code(vendors[vendor](B))).toBe('INTEGRATION_NOT_CONFIGURED');
      const own = await call(adminB, 'POST /admin/power-changes/:change_id/approve', {
        change_id: asked.body.waiting.change_id,
      });
      expect(own.code).toBe('SECOND_PERSON_REQUIRED');
      const approved = await approve(B, asked.body.waiting.change_id);
      expect([approved.code, approved.body?.kind]).toEqual([null, 'vendor_account']);
      expect(approved.body.summary).toMatch(/Globex Trading/);
      expect(await code(vendors[vendor](B))).toBe('done');
    }
    const listed = await call(adminB, 'GET /admin/vendor-accounts');
    expect(listed.body.vendor_accounts.map((one: { status: string }) => one.status)).toEqual(['ok', 'ok', 'ok']);
    const ofA = await call(adminA, 'GET /admin/vendor-accounts');
    expect(ofA.body.vendor_accounts.map((one: { status: string }) => one.status)).toEqual([
      'by_operator',
      'by_operator',
      'by_operator',
    ]);
  });

  it('the database alone refuses an account that nobody approved, and a change of what was', async () => {
    const asTenant = (query: string) =>
      database.app.begin(async (tx) => {
        await tx.unsafe(`select set_config('app.tenant_id', '${B}', true)`);
        await tx.unsafe(query);
      });
    await expect(
      asTenant(`insert into vendor_accounts (tenant_id, vendor, state, account_id, account_name, credential, connected_by, connected_at)
        values ('${B}', 'crm', 'connected', 'x', 'x', 'x', 'x', now())`),
    ).rejects.toThrow(/begins as a request/);
    await expect(
      asTenant(`insert into vendor_accounts (id, tenant_id, vendor, account_id, account_name, credential, connected_by)
        values ('${crypto.randomUUID()}', '${B}', 'crm', 'evil', 'x', 'x', 'x');
        update vendor_accounts set state = 'ended', ended_at = now(), credential = null where vendor = 'crm' and state = 'connected';
        update vendor_accounts set state = 'connected', connected_at = now() where account_id = 'evil'`),
    ).rejects.toThrow(/needs a second person/);
    await expect(asTenant(`update vendor_accounts set account_id = 'other' where vendor = 'crm'`)).rejects.toThrow(
      /fixed/,
    );
    await expect(asTenant(`delete from vendor_accounts`)).rejects.toThrow(/permission|kept/);
  });

  it('the credential is encrypted in its row and stands in no event, no change, no answer', async () => {
    const row = await connectedRow(B, 'stripe');
    expect(row?.credential).toMatch(/^v1:/);
    expect(row?.webhook_secret).toMatch(/^v1:/);
    const kept = await database.owner`select coalesce(jsonb_agg(t), '[]')::text as text from (
      select to_jsonb(e) from events e union all select to_jsonb(p) from power_changes p union all select to_jsonb(v) from vendor_accounts v
      union all select to_jsonb(n) from notifications n union all select to_jsonb(o) from outbox o) t`;
    const answers = JSON.stringify([(await call(adminB, 'GET /admin/vendor-accounts')).body]);
    for (const secret of [...Object.values(KEYS), SECRET]) expect(`${kept[0]?.text}${answers}`).not.toContain(secret);
    expect(kept[0]?.text).toContain('vendor_account_connected');
  });
});

describe('two tenants with two accounts', () => {
  it('the same case id is read by each at its own company', async () => {
    for (const [company, text] of [
      [undefined, 'of home'],
      ['globex', 'of globex'],
    ] as const) {
      const record = {
        Id: 'CASE-SAME',
        AccountId: 'ACC-1',
        Status: 'New',
        CurrencyIsoCode: 'USD',
        Amount__c: 45,
        Description: text,
      };
      await sandbox.put('salesforce', 'Case', [record], company);
      const charge = { id: `ch_${company ?? 'home'}`, amount: 6000, customer: 'ACC-1', currency: 'usd' };
      await sandbox.put('stripe', 'charge', [charge], company);
    }
    const seen: unknown[] = [];
    for (const tenantId of [A, B]) {
      const { process } = await start(tenantId, 'CASE-SAME');
      const wanted = { tenantId, processId: process.id, requestId: 'r', caseId: 'CASE-SAME', customerId: 'ACC-1' };
      const deps = { db: database.db, ...vendors };
      for (const fetch of [fetchCrmCase, fetchBilling, fetchPayments]) await fetch(deps)(wanted);
      const [run] =
        await database.owner`select crm_data, payment_data, billing_data from workflow_states where process_id = ${process.id}`;
      seen.push([
        run?.crm_data.dispute.description,
        run?.payment_data.charges.map((one: { chargeId: string }) => one.chargeId),
        run?.billing_data.payments.map((one: { chargeId: string }) => one.chargeId),
      ]);
    }
    expect(seen).toEqual([
      ['of home', ['ch_home'], ['ch_home']],
      ['of globex', ['ch_globex'], ['ch_globex']],
    ]);
  });

  it('each pays back at its own account, and the reconciler of each finds nothing of the other', async () => {
    await sandbox.put('stripe', 'charge', [{ id: 'ch_PAY-A', amount: 6000 }]);
    await sandbox.put('stripe', 'charge', [{ id: 'ch_PAY-B', amount: 6000 }], 'globex');
    for (const [tenantId, caseId] of [
      [A, 'PAY-A'],
      [B, 'PAY-B'],
    ] as const)
      expect(await send(tenantId, (await intendRefund(tenantId, caseId)).id)).toMatchObject({ kind: 'applied' });
    const effects = (await sandbox.effects('stripe')).filter((effect) => effect.kind === 'refund');
    expect(effects.map((effect) => [effect.company, effect.amountMinor])).toEqual([
      [undefined, 4500],
      ['globex', 4500],
    ]);
    const reconcile = reconcileMoney({ db: database.db, ...vendors });
    for (const tenantId of [A, B]) expect(await reconcile({ tenantId })).toMatchObject({ unexplained: 0 });
  });

  it("an event of one account touches that tenant's rows only, whatever it names, and is signed with that account's secret", async () => {
    const [ofA] = await database.owner`select * from money_commands where payee = 'ch_PAY-A'`;
    const event = {
      id: 'evt_forged',
      object: 'event',
      type: 'refund.failed',
      created: Math.floor(Date.now() / 1000),
      data: {
        object: {
          object: 'refund',
          id: ofA?.vendor_id,
          status: 'failed',
          metadata: { business_key: ofA?.idempotency_key },
        },
      },
    };
    const own = '/webhooks/stripe/:account_id';
    expect(await hook(own, 'acct_globex', event, 'whsec_of_home_only')).toBe('INVALID_SIGNATURE');
    expect(await hook('/webhooks/stripe', null, event, SECRET)).toBe('INVALID_SIGNATURE');
    expect(await hook(own, 'acct_home', event, 'whsec_of_home_only')).toBe('INVALID_SIGNATURE');
    expect(await hook(own, 'acct_globex', event, SECRET)).toBe('taken');
    const kept = await database.owner`select tenant_id from webhook_events where event_id = 'evt_forged'`;
    expect(kept.map((row) => row.tenant_id)).toEqual([B]);
    // The home account's event names a command of B: it stays with A and moves nothing of B.
    const [ofB] = await database.owner`select * from money_commands where payee = 'ch_PAY-B'`;
    const back = {
      ...event,
      id: 'evt_back',
      data: { object: { ...event.data.object, id: ofB?.vendor_id, metadata: { business_key: ofB?.idempotency_key } } },
    };
    expect(await hook('/webhooks/stripe', null, back, 'whsec_of_home_only')).toBe('taken');
    expect(
      (await database.owner`select tenant_id from webhook_events where event_id = 'evt_back'`).map(
        (row) => row.tenant_id,
      ),
    ).toEqual([A]);
    expect(await database.owner`select 1 from processes where started_by = 'stripe'`).toHaveLength(0);
  });
});

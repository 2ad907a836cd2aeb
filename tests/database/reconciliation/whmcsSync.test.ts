import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readWhmcsList } from '../../../activities/reconciliation/readWhmcsList.ts';
import { settleUnseenInvoices } from '../../../activities/reconciliation/settleUnseenInvoices.ts';
import { startBillingSyncs } from '../../../activities/reconciliation/startBillingSyncs.ts';
import { takeWhmcsHooks } from '../../../activities/reconciliation/takeWhmcsHooks.ts';
import type { RequestContext } from '../../../api/http/route.ts';
import { endWhmcsSync } from '../../../books/reconciliation/endWhmcsSync.ts';
import { signWhmcsHook } from '../../../providers/whmcs/webhook.ts';
import { type BillingWorld, openBillingWorld } from './billingWorld.ts';

let world: BillingWorld;
let home: string;
let globex: string;
const hooks = { home: '', globex: '' };
beforeAll(async () => {
  world = await openBillingWorld(inject('embeddedUrl'));
  const { A, B, licence, register, call, adminA, adminB } = world;
  home = (await register('home', (await licence(A)).key)).body.instance_id;
  globex = (await register('globex', (await licence(B)).key)).body.instance_id;
  const secretOf = async (who: typeof adminA, instance_id: string) =>
    /whs_[\w-]+/.exec(
      String((await call(who, 'GET /integrations/whmcs/:instance_id/module', { instance_id })).body),
    )?.[0] ?? '';
  hooks.home = await secretOf(adminA, home);
  hooks.globex = await secretOf(adminB, globex);
});
afterAll(() => world.stop());

const deps = () => ({ db: world.db, cipher: world.cipher, whmcsSandboxUrl: world.whmcsSandboxUrl });
const put = (kind: string, records: object[], company = 'home') => world.sandbox.put('whmcs', kind, records, company);

/** A whole reading, as the workflow makes it. */
async function sync(tenantId: string, instanceId: string): Promise<number> {
  let changed = (await takeWhmcsHooks(deps())({ tenantId, instanceId })).changed;
  for (const list of ['clients', 'invoices'] as const)
    for (let done = false; !done; ) {
      const step = await readWhmcsList(deps())({ tenantId, instanceId, list });
      changed += step.changed;
      ({ done } = step);
    }
  return changed + (await settleUnseenInvoices(deps())({ tenantId, instanceId })).changed;
}
const invoices = (instanceId: string) =>
  world.database
    .owner`select invoice_id as id, number, state, currency, total_minor::int as total, paid_minor::int as paid, balance_minor::int as left
    from invoices where instance_id = ${instanceId} order by invoice_id`;
const one = async (instanceId: string, id: number) => (await invoices(instanceId)).find((row) => row.id === id);
const calls = async (action: string) =>
  (await world.sandbox.requests('whmcs')).filter((request) => JSON.stringify(request.body).includes(`"${action}"`))
    .length;

/** Sends a hook as the file in WHMCS does; the answer's status and body. */
async function hook(
  instanceId: string,
  event: string,
  id: number,
  over: { secret?: string; timestamp?: number; nonce?: string; body?: string } = {},
) {
  const nonce = over.nonce ?? crypto.randomUUID();
  const body = over.body ?? JSON.stringify({ event, id, nonce });
  const timestamp = String(over.timestamp ?? Math.floor(Date.now() / 1000));
  const secret = over.secret ?? (instanceId === home ? hooks.home : hooks.globex);
  const headers: Record<string, string> = {
    'x-countersign-timestamp': timestamp,
    'x-countersign-signature': signWhmcsHook(secret, timestamp, body),
  };
  const route = world.routes.find(({ path, method }) => path === '/webhooks/whmcs/:instance_id' && method === 'post');
  const context = { rawBody: Buffer.from(body), requestId: 'h', header: (name: string) => headers[name] };
  try {
    const reply = await route?.handle(context as RequestContext, null, {
      params: { instance_id: instanceId },
    } as never);
    const text = typeof reply?.body === 'string' ? (JSON.parse(reply.body) as object) : reply?.body;
    return { status: reply?.status, body: text as { known?: boolean; error?: { code: string } } };
  } catch (error) {
    return { status: 0, body: { error: { code: (error as { code: string }).code } } };
  }
}
const waiting = async (instanceId: string) =>
  (
    await world.database
      .owner`select type from webhook_events where event_id like ${`${instanceId}:%`} and taken_at is null`
  ).length;
const endOpen = (tenantId: string, instanceId: string) =>
  world.db.withTenant(tenantId, async (tx) => {
    const [open] = await world.database
      .owner`select id from processes where kind = 'whmcs-sync' and subject = ${instanceId} and status = 'open'`;
    return open
      ? endWhmcsSync(tx, { processId: String(open.id), instanceId, mode: 'lists', changed: 1, code: null })
      : { again: false };
  });

describe('[PY-WHM-01] [W-04] reading a WHMCS instance', () => {
  it('keeps invoices and clients, clients encrypted, and a second reading writes nothing', async () => {
    await put('client', [{ id: 7, firstname: 'Maria', lastname: 'Ortiz', email: 'maria@example.com' }]);
    await put(
      'invoice',
      Array.from({ length: 230 }, (_, index) => ({
        id: index + 1,
        userid: 7,
        total: '15.00',
        status: index < 200 ? 'Paid' : 'Unpaid',
        invoicenum: `INV-${index + 1}`,
      })),
    );
    await put('transaction', [{ id: 1, invoiceid: 230, transid: 'part', amountin: '5.00', amountout: '0.00' }]);
    expect(await sync(world.A, home)).toBe(231);
    const rows = await invoices(home);
    expect([rows.length, rows.filter(({ state }) => state === 'unpaid').length]).toEqual([230, 30]);
    expect(await one(home, 230)).toEqual({
      id: 230,
      number: 'INV-230',
      state: 'unpaid',
      currency: 'USD',
      total: 1500,
      paid: 500,
      left: 1000,
    });
    expect(await one(home, 1)).toMatchObject({ state: 'paid', paid: 1500, left: 0 });
    const kept = JSON.stringify(await world.database.owner`select * from billing_clients`);
    for (const secret of ['Maria', 'Ortiz', 'maria@example.com']) expect(kept).not.toContain(secret);
    const before = await world.database.owner`select max(updated_at) as at from invoices`;
    const asked = await calls('GetInvoice');
    expect(await sync(world.A, home)).toBe(0);
    expect(await world.database.owner`select max(updated_at) as at from invoices`).toEqual(before);
    // Neither are the balances of open invoices asked for again, nor the settled ones listed.
    expect(await calls('GetInvoice')).toBe(asked);
  });

  it('takes over what was paid, cancelled, refunded, sent to collections, and what is gone', async () => {
    const changed = { updated_at: '2026-11-28 10:00:00' };
    await put('invoice', [
      { id: 201, userid: 7, total: '15.00', status: 'Cancelled', ...changed },
      { id: 202, userid: 7, total: '15.00', status: 'Collections', ...changed },
      { id: 203, userid: 7, total: '15.00', status: 'Refunded', ...changed },
      { id: 204, userid: 7, total: '15.00', status: 'Paid', ...changed },
      { id: 231, userid: 7, total: '7.00' },
    ]);
    // The vendor has no way to say that an invoice is deleted: it lists it no more.
    world.store.put('whmcs', 'invoice', '205', { id: 999_999, total: '1.00', status: 'Draft' });
    await sync(world.A, home);
    const states = (await invoices(home))
      .filter(({ id }) => id >= 201 && id <= 206)
      .map(({ id, state, left }) => [id, state, left]);
    expect(states).toEqual([
      [201, 'cancelled', 0],
      [202, 'collections', 1500],
      [203, 'refunded', 0],
      [204, 'paid', 0],
      [205, 'gone', 0],
      [206, 'unpaid', 1500],
    ]);
    expect(await one(home, 231)).toMatchObject({ state: 'unpaid', left: 700 });
    const told = await world.database.owner`select count(*)::int as n from events where type = 'invoice_gone'`;
    expect(told[0]?.n).toBe(1);
  });

  it('a record that can not be read is told of once and hides no other', async () => {
    await put('invoice', [
      { id: 232, total: '5.00', currencycode: 'XXX' },
      { id: 233, total: '6.00' },
    ]);
    await sync(world.A, home);
    await sync(world.A, home);
    expect([await one(home, 232), (await one(home, 233))?.total]).toEqual([undefined, 600]);
    const told = await world.database.owner`select data from events where type = 'whmcs_record_unreadable'`;
    expect(told.map(({ data }) => data)).toEqual([
      { record: 'WHMCS invoice 232', field: 'currencycode', rule: 'unknown_currency' },
    ]);
  });

  it('a page whose cursor was moved meanwhile is not written', async () => {
    await put('invoice', [{ id: 234, total: '8.00' }]);
    const both = await Promise.all(
      [1, 2].map(() => readWhmcsList(deps())({ tenantId: world.A, instanceId: home, list: 'invoices' })),
    );
    expect(both.every(({ done }) => done)).toBe(true);
    expect((await one(home, 234))?.total).toBe(800);
  });

  it('an access that has ended waits for a person, and a licence that has ended lets nothing be read', async () => {
    const { A, boss, call, database } = world;
    await world.sandbox.fault({ vendor: 'whmcs', fault: 'ip_refused' });
    const code = (work: Promise<unknown>) =>
      work.then(
        () => 'done',
        (error: { type?: string; code?: string }) => error.type ?? error.code,
      );
    const read = () => readWhmcsList(deps())({ tenantId: A, instanceId: home, list: 'invoices' });
    expect(await code(read())).toBe('WHMCS_ADDRESS_REFUSED');
    await world.sandbox.clearFaults();
    await startBillingSyncs({ db: world.db })({ tenantId: A });
    const [open] =
      await database.owner`select id from processes where kind = 'whmcs-sync' and status = 'open' and subject = ${home}`;
    const ended = {
      processId: String(open?.id),
      instanceId: home,
      mode: 'lists',
      changed: 0,
      code: 'WHMCS_ADDRESS_REFUSED',
    } as const;
    await world.db.withTenant(A, (tx) => endWhmcsSync(tx, ended));
    const shown = await call(world.adminA, 'GET /integrations/whmcs/:instance_id', { instance_id: home });
    expect(shown.body).toMatchObject({ status: 'requires_reauth', state: { text: 'WHMCS refuses our address' } });
    expect((await startBillingSyncs({ db: world.db })({ tenantId: A })).started).toBe(0);
    const [licence] = await database.owner`select license_id from whmcs_instances where id = ${home}`;
    const at = { tenant_id: A, license_id: String(licence?.license_id) };
    const change = (body: object) => call(boss, 'PATCH /admin/tenants/:tenant_id/license-keys/:license_id', at, body);
    await change({ state: 'suspended' });
    expect(await code(read())).toBe('LICENSE_KEY_SUSPENDED');
    expect((await call(world.adminA, 'POST /integrations/whmcs/:instance_id/sync', { instance_id: home })).code).toBe(
      'LICENSE_KEY_SUSPENDED',
    );
    await change({ state: 'active' });
    await call(
      world.adminA,
      'PATCH /integrations/whmcs/:instance_id',
      { instance_id: home },
      { identifier: 'whmcs_home', secret: 'whmcs_secret_home' },
    );
    expect((await call(world.adminA, 'GET /integrations/whmcs/:instance_id', { instance_id: home })).body.status).toBe(
      'active',
    );
  });
});

describe('[PY-WHM-02] [U-40] the hook of WHMCS', () => {
  it('signed wrongly, too old or by another instance is 401, and nothing is kept', async () => {
    for (const over of [
      { secret: 'whs_another' },
      { secret: hooks.globex },
      { timestamp: Math.floor(Date.now() / 1000) - 301 },
      { timestamp: Math.floor(Date.now() / 1000) + 301 },
    ])
      expect(await hook(home, 'InvoiceCreated', 300, over)).toMatchObject({
        status: 401,
        body: { error: { code: 'INVALID_SIGNATURE' } },
      });
    expect((await hook(crypto.randomUUID(), 'InvoiceCreated', 300)).status).toBe(401);
    expect((await hook(home, 'x', 1, { body: '{"event":"x"}' })).body.error?.code).toBe('VALIDATION_FAILED');
    expect(await waiting(home)).toBe(0);
  });

  it('is kept once, starts the reading, and the invoice it told of is written with its client', async () => {
    await put('client', [{ id: 8, firstname: 'Ann', lastname: 'Lee', currency_code: 'EUR' }]);
    await put('invoice', [{ id: 300, userid: 8, total: '12.34', currencycode: 'EUR' }]);
    const nonce = crypto.randomUUID();
    expect(await hook(home, 'InvoiceCreated', 300, { nonce })).toEqual({
      status: 200,
      body: { received: true, known: false },
    });
    expect(await hook(home, 'InvoiceCreated', 300, { nonce })).toEqual({
      status: 200,
      body: { received: true, known: true },
    });
    expect(await waiting(home)).toBe(1);
    const started = await world.database
      .owner`select p.input->>'mode' as mode from processes p join outbox o on o.subject_id = p.id
      where p.kind = 'whmcs-sync' and p.subject = ${home} and p.status = 'open'`;
    expect(started).toEqual([{ mode: 'hooks' }]);
    await takeWhmcsHooks(deps())({ tenantId: world.A, instanceId: home });
    expect(await one(home, 300)).toMatchObject({ currency: 'EUR', total: 1234, left: 1234 });
    expect(await waiting(home)).toBe(0);
    expect(await endOpen(world.A, home)).toEqual({ again: false });
  });

  it('that comes while a reading ends keeps it open; an invoice that was deleted meanwhile is gone', async () => {
    await startBillingSyncs({ db: world.db })({ tenantId: world.A });
    world.store.put('whmcs', 'invoice', '300', { id: 888_888, total: '1.00', status: 'Draft' });
    await hook(home, 'InvoiceCancelled', 300);
    expect(await endOpen(world.A, home)).toEqual({ again: true });
    await takeWhmcsHooks(deps())({ tenantId: world.A, instanceId: home });
    expect((await one(home, 300))?.state).toBe('gone');
    expect(await endOpen(world.A, home)).toEqual({ again: false });
  });
});

describe('[PY-TEN-06] two instances of two tenants', () => {
  it('with the same numbers, amounts and clients keep apart, in the books and in what each tenant is shown', async () => {
    await put('client', [{ id: 7, firstname: 'Other', lastname: 'Person' }], 'globex');
    await put('invoice', [{ id: 230, userid: 7, total: '15.00', invoicenum: 'INV-230' }], 'globex');
    await sync(world.B, globex);
    expect((await invoices(globex)).map(({ id, left }) => [id, left])).toEqual([[230, 1500]]);
    expect((await one(home, 230))?.left).toBe(1000);
    const shown = await world.call({ ...world.adminB }, 'GET /reconciliation/invoices');
    expect(
      shown.body.invoices.map((row: { invoice_id: number; client: string }) => [row.invoice_id, row.client]),
    ).toEqual([[230, 'Other Person']]);
    const own = await world.call(world.adminA, 'GET /reconciliation/invoices');
    expect([own.body.count, own.body.next_cursor !== null]).toEqual([50, true]);
    expect(JSON.stringify(own.body)).not.toContain('Other Person');
    // A reading of one tenant under the name of the other finds nothing.
    await expect(
      readWhmcsList(deps())({ tenantId: world.B, instanceId: home, list: 'invoices' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

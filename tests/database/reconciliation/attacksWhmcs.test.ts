import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { readWhmcsList } from '../../../activities/reconciliation/readWhmcsList.ts';
import { settleUnseenInvoices } from '../../../activities/reconciliation/settleUnseenInvoices.ts';
import { takeWhmcsHooks } from '../../../activities/reconciliation/takeWhmcsHooks.ts';
import { keepHook } from '../../../books/reconciliation/keepHook.ts';
import { checkWhmcs, whmcsEndpoint } from '../../../providers/whmcs/endpoint.ts';
import { type BillingWorld, openBillingWorld } from './billingWorld.ts';

type Form = Record<string, string>;
type Answer = object | string | { status: number; headers?: Record<string, string> };

let world: BillingWorld;
let instanceId: string;
let server: Server;
let hostile = '';
let requests = 0;
let answer: (form: Form) => Answer = () => ({ result: 'error', message: 'not set' });
beforeAll(async () => {
  world = await openBillingWorld(inject('embeddedUrl'));
  instanceId = (await world.register('home', (await world.licence(world.A)).key)).body.instance_id;
  server = createServer(async (request, response) => {
    requests += 1;
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const told = answer(Object.fromEntries(new URLSearchParams(body)));
    if (typeof told === 'object' && 'status' in told && !('result' in told)) {
      response.writeHead(Number(told.status), 'headers' in told ? (told.headers as Record<string, string>) : {});
      response.end();
    } else response.end(typeof told === 'string' ? told : JSON.stringify(told));
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
  const { owner } = world.database;
  await owner`delete from list_cursors where source_id = ${instanceId}`;
  await owner`delete from invoices where instance_id = ${instanceId}`;
});

const deps = () => ({ db: world.db, cipher: world.cipher, whmcsSandboxUrl: hostile });
const scope = () => ({ tenantId: world.A, instanceId });
/** Reads a list to its end, as the workflow does; throws where that takes longer than any list of these tests. */
async function read(list: 'invoices' | 'clients' = 'invoices'): Promise<void> {
  for (let step = 0; step < 200; step += 1) if ((await readWhmcsList(deps())({ ...scope(), list })).done) return;
  throw new Error('it never ends');
}
const invoice = (id: unknown, more: object = {}) => ({
  id,
  userid: 7,
  total: '15.00',
  status: 'Paid',
  date: '2026-11-01',
  currencycode: 'USD',
  ...more,
});
const listed = (items: object[], totalresults = items.length) => ({
  result: 'success',
  totalresults,
  invoices: { invoice: items },
});
/** An installation with these invoices, which pages as WHMCS does. */
const installation =
  (items: object[], total = items.length, one: (id: number) => Answer = () => ({ result: 'error', message: '?' })) =>
  (form: Form): Answer =>
    form.action === 'GetInvoice'
      ? one(Number(form.invoiceid))
      : form.action === 'GetInvoices'
        ? listed(items.slice(Number(form.limitstart), Number(form.limitstart) + Number(form.limitnum)), total)
        : { result: 'success', totalresults: 0, clients: '' };
const kept = async () =>
  (
    await world.database.owner`select invoice_id::int as id from invoices where instance_id = ${instanceId} order by 1`
  ).map(({ id }) => id);
const hook = (event: 'InvoicePaid' | 'ClientEdit', id: number) =>
  world.db.withTenant(world.A, async (tx) => {
    const [row] = await world.database.owner`select * from whmcs_instances where id = ${instanceId}`;
    return keepHook(tx, { ...row, id: instanceId, tenantId: world.A, name: 'x' } as never, {
      event,
      id,
      nonce: crypto.randomUUID().replaceAll('-', ''),
    });
  });

describe('[PY-WHM-01] a list of WHMCS in which one item is bad', () => {
  it.each([
    [
      'a day that no calendar has',
      [invoice(2, { duedate: '2026-02-30', date: '2026-13-45', datepaid: '9999-99-99' })],
      [1, 2, 3],
    ],
    [
      'years without end',
      [invoice(2, { duedate: '0000-00-00', date: '9999-12-31', datepaid: '-001-01-01' })],
      [1, 2, 3],
    ],
    ['an invoice twice', [invoice(2), invoice(2, { total: '16.00' })], [1, 2, 3]],
    ['an item without an id', [{ total: '1.00' }], [1, 3]],
    ['an item that is none', [null as never, 7 as never, [] as never], [1, 3]],
    ['fields of other kinds', [invoice(2, { total: { a: 1 }, status: ['Paid'], userid: {} })], [1, 3]],
    ['an id above all', [invoice(2_147_483_648)], [1, 3]],
    [
      'amounts that are none',
      ['1e3', '-0.01', 'NaN', '0.1000000001', '9'.repeat(39)].map((total, at) => invoice(20 + at, { total })),
      [1, 3],
    ],
    [
      'texts that no column holds',
      [invoice(2, { invoicenum: 'a\u0000\ud800b', updated_at: '\u0000', status: 'Paid' })],
      [1, 2, 3],
    ],
    ['a currency that is none', [invoice(2, { currencycode: 'XXL' })], [1, 3]],
  ])('%s holds up no other', async (_what, bad, expected) => {
    answer = installation([invoice(1), ...bad, invoice(3_000_000)]);
    await read();
    expect((await kept()).map((id) => (id === 3_000_000 ? 3 : id))).toEqual(expected);
  });

  it.each([
    ['says that it has more than it gives', installation([invoice(1), invoice(2)], 1_000_000_000_000)],
    ['says so and gives nothing', installation([], 5)],
    ['gives the same page whatever is asked for', () => listed([invoice(1), invoice(2)], 1_000)],
    [
      'gives the same full page for ever',
      () =>
        listed(
          Array.from({ length: 100 }, (_, at) => invoice(at + 1)),
          9_000_000_000,
        ),
    ],
    [
      'gives a page and nothing, in turn',
      (): Answer => (requests % 2 === 1 ? listed([invoice(1), invoice(2)], 500) : listed([], 500)),
    ],
  ])('a list that %s ends', async (_what, lying) => {
    answer = lying;
    await read();
    expect(requests).toBeLessThan(250);
  });

  it('an answer about another invoice is not taken for the one that was asked for', async () => {
    answer = installation([invoice(1, { status: 'Unpaid' }), invoice(2, { status: 'Unpaid' })], 2, (id) => ({
      ...invoice(id),
      result: 'success',
      invoiceid: 3 - id,
      balance: '0.01',
      status: 'Unpaid',
    }));
    await read();
    const rows = await world.database
      .owner`select balance_minor::int as left from invoices where instance_id = ${instanceId}`;
    expect(rows.map(({ left }) => left)).toEqual([1_500, 1_500]);
  });

  it('one record that WHMCS refuses to show holds up neither hooks, nor lists, nor invoices that are looked for', async () => {
    const refusing = (id: number): Answer =>
      id === 2
        ? { result: 'error', message: 'Something odd about number 2' }
        : { result: 'success', ...invoice(id), invoiceid: id, balance: '15.00', status: 'Unpaid' };
    const open = [1, 2, 3].map((id) => invoice(id, { status: 'Unpaid' }));
    answer = installation(open, 3, refusing);
    await read();
    expect(await kept()).toEqual([1, 2, 3]);
    for (const id of [2, 1]) await hook('InvoicePaid', id);
    await hook('ClientEdit', 9);
    await takeWhmcsHooks(deps())(scope());
    const left = await world.database.owner`select 1 from webhook_events where provider = 'whmcs' and taken_at is null`;
    expect(left).toHaveLength(0);
    answer = installation([], 0, refusing);
    await world.database.owner`delete from list_cursors where source_id = ${instanceId}`;
    await read();
    await expect(settleUnseenInvoices(deps())(scope())).resolves.toEqual({ changed: expect.any(Number) });
  });
});

describe('[PY-WHM-01] an installation that answers to harm', () => {
  const check = () =>
    checkWhmcs(
      whmcsEndpoint(
        { baseUrl: hostile, mock: true },
        { identifier: 'id', secret: 'credential', accessKey: null },
        hostile,
      ),
    );

  it.each([
    ['leads elsewhere', { status: 307, headers: { location: 'http://169.254.169.254/' } }, 'WHMCS_NOT_FOUND'],
    ['gives what is no JSON', '<html>', 'WHMCS_ANSWER_UNREADABLE'],
    ['gives nothing', '', 'WHMCS_ANSWER_UNREADABLE'],
    ['gives a text', '"success"', 'WHMCS_ANSWER_UNREADABLE'],
    [
      'lies deep',
      `{"result":"success","totalresults":1,"invoices":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      null,
    ],
    ['fails', { status: 500 }, 'WHMCS_UNAVAILABLE'],
    ['asks to wait for a year', { status: 429, headers: { 'retry-after': '31536000' } }, 'WHMCS_RATE_LIMITED'],
    ['gives too much', () => 'x'.repeat(17 * 1024 * 1024), 'WHMCS_UNAVAILABLE'],
  ] as const)('%s: refused in our words, without the credential', async (_how, told, code) => {
    answer = () => (typeof told === 'function' ? told() : told);
    const said = await check().catch((error: unknown) => ({ code: String(error) }));
    expect(said.code === code || (code === null && said.code === 'WHMCS_RECORD_INVALID')).toBe(true);
    expect(JSON.stringify(said)).not.toContain('credential');
    expect(requests).toBeLessThan(2_000);
  });
});

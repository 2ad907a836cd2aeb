import { mkdtempSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneAnswer } from '../../providers/whmcs/answers.ts';
import { whmcsCaller } from '../../providers/whmcs/caller.ts';
import { createWhmcsClient } from '../../providers/whmcs/client.ts';
import { companyById } from '../companies.ts';
import { SandboxStore } from '../store.ts';
import { whmcsRouter } from './whmcs.ts';

const store = new SandboxStore(mkdtempSync(join(tmpdir(), 'countersign-whmcs-')));
let baseUrl = '';
let end: () => void = () => undefined;
beforeAll(async () => {
  const server = express().use('/whmcs', whmcsRouter(store)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/whmcs`;
  end = () => void server.close();
});
afterAll(() => end());
beforeEach(() => store.reset());

const endpoint = (over: object = {}) => ({
  baseUrl,
  identifier: 'whmcs_home',
  secret: 'whmcs_secret_home',
  accessKey: null,
  mock: true,
  ...over,
});
const client = (over: object = {}, zone = 'UTC') => createWhmcsClient(endpoint(over), zone);
const put = (kind: string, ...records: { id: number | string; [field: string]: unknown }[]) => {
  for (const record of records) store.put('whmcs', kind, String(record.id), record);
};
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { type?: string; code?: string }) => error.type ?? error.code ?? String(error),
  );
const fault = (fault: string, over: object = {}) => store.addFault({ vendor: 'whmcs', route: '*', fault, ...over });
const payment = {
  instanceId: 'i',
  invoiceId: '14',
  transactionId: 'cs_1',
  gateway: 'banktransfer',
  date: '2026-11-28 12:00:00',
  amount: '10.00',
};

describe('[PY-WHM-01] the client of WHMCS and its sandbox', () => {
  it('reads invoices page by page with amounts in minor units, also of a currency without decimals', async () => {
    put(
      'invoice',
      { id: 15, total: '1500.00', currencycode: 'JPY', userid: '7' },
      { id: 14, total: '15.95' },
      { id: '16', total: 20 },
    );
    const first = await client().invoices(0, 2);
    expect([first.total, first.ids]).toEqual([3, [14, 15]]);
    expect(first.items.map((invoice) => [invoice.totalMinor, invoice.currency, invoice.clientId])).toEqual([
      [1_595, 'USD', 0],
      [1_500, 'JPY', 7],
    ]);
    expect((await client().invoices(2, 2)).items).toMatchObject([{ invoiceId: 16, number: '16', balanceMinor: null }]);
  });

  it('a bad item is named and hides no other', async () => {
    put(
      'invoice',
      { id: 1, total: '5' },
      { id: 2, currencycode: 'XXX' },
      { id: 3, status: 'Strange' },
      { id: 4, total: '-1.00' },
    );
    const page = await client().invoices(0, 25);
    expect(page.items.map(({ invoiceId }) => invoiceId)).toEqual([1]);
    expect(page.unreadable.map(({ id, problem }) => [id, problem.field])).toEqual([
      [2, 'currencycode'],
      [3, 'status'],
      [4, 'total'],
    ]);
  });

  it('reads an empty list, and one element that came without its list', async () => {
    expect((await client().invoices(0, 25)).items).toEqual([]);
    put('invoice', { id: 1, total: '5' });
    fault('single_element', { times: 1 });
    expect((await client().invoices(0, 25)).items).toHaveLength(1);
  });

  it('reads names that WHMCS keeps as HTML, times of its zone, and one record alone', async () => {
    put('client', {
      id: 7,
      firstname: "O'Neil",
      lastname: '& Sons',
      companyname: '<ACME>',
      email: 'a@example.com',
      currency_code: 'EUR',
    });
    put('invoice', { id: 14, total: '15.00', userid: 7, status: 'Paid', datepaid: '2026-11-28 00:30:00' });
    expect((await client().clients(0, 25)).items).toEqual([
      { clientId: 7, name: "O'Neil & Sons", company: '<ACME>', email: 'a@example.com', status: 'Active' },
    ]);
    expect(await client().client(7)).toMatchObject({ currency: 'EUR' });
    expect([await client().client(8), await client().invoice(99, 'USD')]).toEqual([null, null]);
    const found = await client({}, 'Europe/Berlin').invoice(14, 'USD');
    expect(found?.facts).toMatchObject({ balanceMinor: 1_500, paidAt: '2026-11-27T23:30:00.000Z' });
  });

  it.each([
    [{ secret: 'wrong' }, null, 'WHMCS_CREDENTIALS'],
    [{}, 'ip_refused', 'WHMCS_ADDRESS_REFUSED'],
    [{}, 'rate_limit', 'WHMCS_RATE_LIMITED'],
    [{}, 'unavailable', 'WHMCS_UNAVAILABLE'],
    [{}, 'drop_before', 'WHMCS_UNAVAILABLE'],
    [{}, 'malformed', 'WHMCS_ANSWER_UNREADABLE'],
    [{ mock: false }, null, 'WHMCS_ADDRESS_NOT_PUBLIC'],
    [{ mock: false, baseUrl: 'https://127.0.0.1' }, null, 'WHMCS_ADDRESS_NOT_PUBLIC'],
    [{ mock: false, baseUrl: 'https://localtest.localhost' }, null, 'WHMCS_ADDRESS_NOT_PUBLIC'],
  ])('%j with the fault %s: %s', async (over, kind, type) => {
    if (kind) fault(kind);
    expect(await code(client(over).check())).toBe(type);
  });

  it('an action that WHMCS does not have is refused with HTTP 200', async () => {
    expect(await code(whmcsCaller(endpoint())('DeleteEverything', {}, doneAnswer))).toBe('WHMCS_REJECTED_REQUEST');
  });

  it('two companies see their own invoices only', async () => {
    put('invoice', { id: 14, total: '1.00' });
    const globex = companyById(store, 'globex');
    if (!globex) throw new Error('no company');
    store.within(globex).put('whmcs', 'invoice', '14', { id: 14, total: '2.00' });
    const other = client({ identifier: 'whmcs_globex', secret: 'whmcs_secret_globex' });
    expect([
      (await client().invoices(0, 9)).items[0]?.totalMinor,
      (await other.invoices(0, 9)).items[0]?.totalMinor,
    ]).toEqual([100, 200]);
  });
});

describe('[PY-WHM-05] [H-19] a payment at WHMCS', () => {
  it('lowers the balance and is found by its transaction id; the same id again is taken only where WHMCS is told to', async () => {
    put('invoice', { id: 14, total: '15.00' });
    await client().addPayment(payment);
    expect(await client().transactions('cs_1', 'USD')).toEqual([{ id: '1', invoiceId: 14, amountMinor: 1_000 }]);
    expect((await client().invoice(14, 'USD'))?.facts).toMatchObject({ balanceMinor: 500, state: 'unpaid' });
    expect(await code(client().addPayment(payment))).toBe('WHMCS_REJECTED_REQUEST');
    fault('accept_duplicate', { times: 1 });
    await client().addPayment(payment);
    expect(store.effects('whmcs')).toHaveLength(2);
    expect((await client().invoice(14, 'USD'))?.facts).toMatchObject({ state: 'paid', balanceMinor: 0 });
  });

  it('at an invoice that is cancelled or not there is refused, and nothing is recorded', async () => {
    put('invoice', { id: 14, total: '15.00', status: 'Cancelled' });
    expect(await code(client().addPayment(payment))).toBe('WHMCS_INVOICE_CANCELLED');
    expect(await code(client().addPayment({ ...payment, invoiceId: '99' }))).toBe('WHMCS_INVOICE_NOT_FOUND');
    expect(store.effects('whmcs')).toEqual([]);
  });

  it('whose answer is lost is there all the same', async () => {
    put('invoice', { id: 14, total: '15.00' });
    fault('drop_after', { account: 'AddInvoicePayment', times: 1 });
    expect(await code(client().addPayment(payment))).toBe('WHMCS_UNAVAILABLE');
    expect(await client().transactions('cs_1', 'USD')).toHaveLength(1);
  });

  it('notes are written whole', async () => {
    put('invoice', { id: 14, total: '15.00', notes: 'a & b' });
    expect((await client().invoice(14, 'USD'))?.notes).toBe('a & b');
    await client().writeNotes(14, 'a & b\nmatched');
    expect((await client().invoice(14, 'USD'))?.notes).toBe('a & b\nmatched');
  });
});

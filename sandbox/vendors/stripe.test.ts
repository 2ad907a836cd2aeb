import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountRouters } from '../accountRouters.ts';
import { companyById } from '../companies.ts';
import { SandboxStore } from '../store.ts';
import { failRefund, storeCharge } from './stripe.ts';

const directory = mkdtempSync(join(tmpdir(), 'countersign-stripe-'));
const store = new SandboxStore(directory);
const server = createServer(express().use(accountRouters(store, { url: undefined, secret: '' })));
const port = () => (server.address() as AddressInfo).port;
const client = (key: string) =>
  new Stripe(key, { host: '127.0.0.1', port: port(), protocol: 'http', maxNetworkRetries: 0, telemetry: false });
let stripe: Stripe;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stripe = client('sk_test_sandbox');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  store.close();
  rmSync(directory, { recursive: true });
});
beforeEach(() => {
  store.reset();
  storeCharge(store, { id: 'ch_1', amount: 6_000, customer: 'cus_1' });
});

const refund = (part: Partial<Stripe.RefundCreateParams> = {}, idempotencyKey?: string) =>
  stripe.refunds.create({ charge: 'ch_1', ...part }, idempotencyKey ? { idempotencyKey } : {});
const raw = (path: string, headers: Record<string, string> = { authorization: 'Bearer sk_test_sandbox' }) =>
  fetch(`http://127.0.0.1:${port()}${path}`, { headers });
const effects = () => store.effects('stripe') as { kind: string; id: string; amountMinor: number }[];

describe('a refund', () => {
  it('without an amount is of all that is left, and the charge knows it', async () => {
    await refund({ amount: 1_000 });
    const rest = await refund();
    expect([rest.object, rest.amount, rest.status, rest.charge]).toEqual(['refund', 5_000, 'succeeded', 'ch_1']);
    const charge = await stripe.charges.retrieve('ch_1');
    expect([charge.amount_refunded, charge.refunded]).toEqual([6_000, true]);
    expect(effects().map(({ amountMinor }) => amountMinor)).toEqual([1_000, 5_000]);
  });

  it.each<[string, Partial<Stripe.RefundCreateParams>, object, string]>([
    ['of one unit more than is left', { amount: 6_001 }, {}, 'amount_too_large'],
    ['of nothing', { amount: 0 }, {}, 'parameter_invalid_integer'],
    ['of less than nothing', { amount: -1 }, {}, 'parameter_invalid_integer'],
    ['of half a unit', { amount: 1.5 }, {}, 'parameter_invalid_integer'],
    ['of a charge that is gone', { charge: 'ch_none' }, {}, 'resource_missing'],
    ['of a charge that was taken back', {}, { disputed: true }, 'charge_disputed'],
    ['of a charge that was not captured', {}, { captured: false }, 'charge_not_refundable'],
    ['of a charge that failed', {}, { status: 'failed' }, 'charge_not_refundable'],
    ['of a charge that was paid back', {}, { amount_refunded: 6_000 }, 'charge_already_refunded'],
    ['of a fraction of a króna', { amount: 150 }, { currency: 'ISK' }, 'invalid_charge_amount_no_decimal_compatible'],
    [
      'of a last digit in dinars',
      { amount: 1_001 },
      { currency: 'KWD' },
      'invalid_charge_amount_no_decimal_compatible',
    ],
  ])('%s is refused with the vendor’s own code, and nothing moves', async (_name, params, charge, code) => {
    storeCharge(store, { id: 'ch_1', amount: 6_000, ...charge });
    await expect(refund(params)).rejects.toMatchObject({ type: 'StripeInvalidRequestError', code });
    expect(effects()).toEqual([]);
  });

  it('that fails later gives the charge back, once, and is in the list of events', async () => {
    const { id } = await refund();
    expect(failRefund(store, id)?.type).toBe('refund.failed');
    expect(failRefund(store, id), 'a second time').toBeNull();
    expect([
      (await stripe.refunds.retrieve(id)).status,
      (await stripe.charges.retrieve('ch_1')).amount_refunded,
    ]).toEqual(['failed', 0]);
    const events = await stripe.events.list({ types: ['refund.failed', 'refund.created'] });
    expect(events.data.map(({ type }) => type).toSorted()).toEqual(['refund.created', 'refund.failed']);
    expect((await stripe.events.list({ type: 'refund.failed' })).data).toHaveLength(1);
  });
});

describe('a key', () => {
  it('is answered with the first answer, byte for byte, and one refund is made', async () => {
    const first = await refund({ amount: 1_000 }, 'key-1');
    const again = await refund({ amount: 1_000 }, 'key-1');
    expect(again).toEqual(first);
    expect([
      first.lastResponse.headers['idempotent-replayed'],
      again.lastResponse.headers['idempotent-replayed'],
    ]).toEqual([undefined, 'true']);
    expect(effects()).toHaveLength(1);
  });

  it('with other parameters is an error of its own kind', async () => {
    await refund({ amount: 1_000 }, 'key-1');
    await expect(refund({ amount: 1_001 }, 'key-1')).rejects.toMatchObject({
      type: 'StripeIdempotencyError',
      statusCode: 400,
    });
    expect(effects()).toHaveLength(1);
  });

  it('keeps a refusal that the vendor began to carry out, though it would be taken now', async () => {
    await expect(refund({ amount: 6_001 }, 'key-1')).rejects.toMatchObject({ code: 'amount_too_large' });
    storeCharge(store, { id: 'ch_1', amount: 9_000 });
    await expect(refund({ amount: 6_001 }, 'key-1')).rejects.toMatchObject({ code: 'amount_too_large' });
  });

  it('keeps no refusal of parameters that the vendor did not begin with', async () => {
    await expect(refund({ amount: 1.5 }, 'key-1')).rejects.toMatchObject({ code: 'parameter_invalid_integer' });
    expect((await refund({ amount: 1 }, 'key-1')).amount).toBe(1);
  });

  it('is forgotten after a day: then the same call pays again', async () => {
    await refund({ amount: 1_000 }, 'key-1');
    store.advanceClock(24 * 3_600_000 - 60_000);
    await refund({ amount: 1_000 }, 'key-1');
    expect(effects()).toHaveLength(1);
    store.advanceClock(60_000);
    await refund({ amount: 1_000 }, 'key-1');
    expect(effects()).toHaveLength(2);
  });

  it('of one company is none of another', async () => {
    const other = store.within(companyById(store, 'globex') ?? expect.fail('no such company'));
    storeCharge(other, { id: 'ch_1', amount: 6_000 });
    await refund({ amount: 1_000 }, 'key-1');
    await client('sk_test_globex').refunds.create({ charge: 'ch_1', amount: 2_000 }, { idempotencyKey: 'key-1' });
    expect(effects().map(({ amountMinor }) => amountMinor)).toEqual([1_000, 2_000]);
  });

  it('that two requests have at once makes one refund', async () => {
    const made = await Promise.all(Array.from({ length: 5 }, () => refund({ amount: 1_000 }, 'key-1')));
    expect([new Set(made.map(({ id }) => id)).size, effects().length]).toEqual([1, 1]);
  });
});

describe('a list', () => {
  const ids = (count: number) => Array.from({ length: count }, (_, index) => `ch_${String(index).padStart(3, '0')}`);
  beforeEach(() => {
    store.reset();
    // Several of one second: the vendor's `created` has no fractions.
    for (const [index, id] of ids(25).entries())
      storeCharge(store, {
        id,
        amount: 100,
        created: 1_000 + Math.floor(index / 3),
        customer: index % 2 ? 'cus_1' : 'cus_2',
      });
  });

  it('is newest first, ten unless said, and says whether there is more', async () => {
    const page = await stripe.charges.list();
    expect([page.object, page.data.length, page.has_more]).toEqual(['list', 10, true]);
    const created = page.data.map((charge) => charge.created);
    expect(created).toEqual(created.toSorted((left, right) => right - left));
  });

  it('paged to its end has every row once, whatever the page is cut at', async () => {
    for (const limit of [1, 3, 24, 25, 100]) {
      const seen: string[] = [];
      for await (const { id } of stripe.charges.list({ limit })) seen.push(id);
      expect(seen.toSorted(), String(limit)).toEqual(ids(25));
    }
    expect([
      (await stripe.charges.list({ limit: 25 })).has_more,
      (await stripe.charges.list({ limit: 24 })).has_more,
    ]).toEqual([false, true]);
  });

  it('before a row is the page that ends there, in the same order', async () => {
    const all = (await stripe.charges.list({ limit: 100 })).data.map(({ id }) => id);
    const page = await stripe.charges.list({ limit: 5, ending_before: all[12] });
    expect([page.data.map(({ id }) => id), page.has_more]).toEqual([all.slice(7, 12), true]);
    const first = await stripe.charges.list({ limit: 50, ending_before: all[3] });
    expect([first.data.map(({ id }) => id), first.has_more]).toEqual([all.slice(0, 3), false]);
  });

  it('is bound by customer and by time, both ends as they are said', async () => {
    const list = async (params: Stripe.ChargeListParams) => (await stripe.charges.list({ limit: 100, ...params })).data;
    expect((await list({ customer: 'cus_1' })).every(({ customer }) => customer === 'cus_1')).toBe(true);
    const created = async (bounds: Stripe.RangeQueryParam | number) => [
      ...new Set((await list({ created: bounds })).map((charge) => charge.created)),
    ];
    expect(await created({ gte: 1_007 })).toEqual([1_008, 1_007]);
    expect(await created({ gt: 1_007 })).toEqual([1_008]);
    expect(await created({ lt: 1_001 })).toEqual([1_000]);
    expect(await created({ lte: 1_001, gt: 1_000 })).toEqual([1_001]);
    expect(await created(1_004)).toEqual([1_004]);
  });

  it.each([
    ['limit=0', 'parameter_invalid_integer'],
    ['limit=101', 'parameter_invalid_integer'],
    ['limit=x', 'parameter_invalid_integer'],
    ['limit=1.5', 'parameter_invalid_integer'],
    ['starting_after=ch_none', 'resource_missing'],
    ['starting_after=ch_001&ending_before=ch_002', 'parameter_unknown'],
  ])('asked with %s is refused: %s', async (query, code) => {
    const answer = await raw(`/v1/charges?${query}`);
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { error: { type: 'invalid_request_error', code } },
    ]);
  });
});

describe('who asks', () => {
  it.each([
    ['no key', {}],
    ['a key nobody has', { authorization: 'Bearer sk_test_none' }],
    ['an empty one', { authorization: 'Bearer ' }],
    ['a key in another form', { authorization: 'Basic c2tfdGVzdF9zYW5kYm94' }],
  ])('with %s sees nothing', async (_name, headers) => {
    expect((await raw('/v1/charges', headers as Record<string, string>)).status).toBe(401);
  });

  it('sees the account and the charges of its own company only', async () => {
    expect((await stripe.charges.list()).data).toHaveLength(1);
    const other = client('sk_test_globex');
    expect((await other.charges.list()).data).toEqual([]);
    await expect(other.charges.retrieve('ch_1')).rejects.toMatchObject({ code: 'resource_missing' });
    await expect(other.refunds.create({ charge: 'ch_1' })).rejects.toMatchObject({ code: 'resource_missing' });
    expect(effects()).toEqual([]);
  });
});

describe('faults', () => {
  it('happen as often as is said, on the route that is said, around an effect or before it', async () => {
    const add = (fault: object) => store.addFault({ vendor: 'stripe', route: 'POST /v1/refunds', times: 1, ...fault });
    add({ fault: 'rate_limit' });
    expect((await stripe.charges.list()).data).toHaveLength(1);
    await expect(refund({ amount: 1 })).rejects.toMatchObject({
      type: 'StripeRateLimitError',
      headers: { 'retry-after': '1' },
    });
    add({ fault: 'unavailable' });
    await expect(refund({ amount: 1 })).rejects.toMatchObject({ type: 'StripeAPIError', statusCode: 503 });
    expect(effects()).toEqual([]);
    add({ fault: 'error_after' });
    await expect(refund({ amount: 1 }, 'key-1')).rejects.toMatchObject({ statusCode: 500 });
    expect(effects(), 'it was made all the same').toHaveLength(1);
    expect((await refund({ amount: 1 }, 'key-1')).id).toBe(effects()[0]?.id);
    expect(effects()).toHaveLength(1);
  });

  it('a list shows a refund later, and the refund itself is there at once', async () => {
    store.addFault({ vendor: 'stripe', route: '*', fault: 'stale_list', times: 1, value: 5_000 });
    const { id } = await refund({ amount: 1 });
    expect((await stripe.refunds.retrieve(id)).id).toBe(id);
    expect((await stripe.refunds.list({ charge: 'ch_1' })).data).toEqual([]);
    store.advanceClock(6_000);
    expect((await stripe.refunds.list({ charge: 'ch_1' })).data.map((one) => one.id)).toEqual([id]);
  });
});

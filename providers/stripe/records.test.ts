import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { InvalidRecordError } from '../invalidRecord.ts';
import { chargeFacts, hasFailed, refundFacts } from './records.ts';

/** Records as the vendor gives them, as far as they are read; a test may put anything into a field. */
const charge = (part: object = {}) =>
  ({
    id: 'ch_1',
    amount: 6_000,
    amount_captured: 6_000,
    amount_refunded: 0,
    currency: 'usd',
    customer: 'cus_1',
    created: 1_700_000_000,
    captured: true,
    disputed: false,
    status: 'succeeded',
    ...part,
  }) as unknown as Stripe.Charge;
const refund = (part: object = {}) =>
  ({
    id: 're_1',
    amount: 4_500,
    currency: 'usd',
    charge: 'ch_1',
    created: 1_700_000_000,
    status: 'succeeded',
    metadata: { business_key: 'refund:CASE-1' },
    ...part,
  }) as unknown as Stripe.Refund;
const problemOf = (read: () => unknown) => {
  try {
    read();
    return null;
  } catch (error) {
    return error instanceof InvalidRecordError ? { ...error.problem, kind: error.kind } : 'another error';
  }
};

describe('a charge in our words', () => {
  it('has ISO minor units, whatever Stripe counts in', () => {
    const minor = (currency: string, amount: number) =>
      chargeFacts(charge({ currency, amount, amount_captured: amount })).amountMinor;
    expect([
      minor('usd', 4_500),
      minor('JPY', 4_500),
      minor('isk', 4_500),
      minor('kwd', 4_500),
      minor('mga', 45),
    ]).toEqual([4_500, 4_500, 45, 4_500, 4_500]);
  });

  it.each([
    ['captured in part', { amount_captured: 100 }, 100],
    ['captured, without an amount of its own', { amount_captured: undefined }, 6_000],
    ['only authorised', { captured: false }, 0],
  ])('%s has what was really taken', (_name, part, capturedMinor) => {
    expect(chargeFacts(charge(part)).capturedMinor).toBe(capturedMinor);
  });

  it.each([
    ['cus_1', 'cus_1'],
    [{ id: 'cus_2', name: 'Zoe' }, 'cus_2'],
    [null, null],
  ])('of the customer %j is of %s: an id and nothing else of a person', (customer, customerId) => {
    expect(chargeFacts(charge({ customer })).customerId).toBe(customerId);
  });

  it.each<[object, string, string]>([
    [{ currency: 'xyz' }, 'currency', 'unknown_currency'],
    [{ currency: undefined }, 'currency', 'unknown_currency'],
    [{ amount: -1 }, 'amount', 'negative'],
    [{ amount: 1.5 }, 'amount', 'too_large'],
    [{ amount: 2 ** 53 }, 'amount', 'too_large'],
    [{ amount_refunded: -1 }, 'amount_refunded', 'negative'],
    [{ created: 0 }, 'created', 'not_an_instant'],
    [{ created: 253_402_300_800 }, 'created', 'not_an_instant'],
    [{ created: '1700000000' }, 'created', 'not_an_instant'],
    [{ created: Number.NaN }, 'created', 'not_an_instant'],
  ])('that breaks a rule, %j, is named with its field, and asking again mends nothing', (part, field, rule) => {
    expect(problemOf(() => chargeFacts(charge(part)))).toMatchObject({
      record: 'Stripe charge ch_1',
      field,
      rule,
      kind: 'terminal',
    });
  });

  it('of the last second that a clock shows is read', () => {
    expect(chargeFacts(charge({ created: 253_402_300_799 })).createdAt).toBe('9999-12-31T23:59:59.000Z');
  });
});

describe('a refund in our words', () => {
  it.each([
    ['succeeded', 'succeeded'],
    ['pending', 'open'],
    ['requires_action', 'open'],
    [null, 'open'],
    ['something_new', 'open'],
    ['failed', 'failed'],
    ['canceled', 'failed'],
  ])('%s is %s', (status, state) => {
    expect(refundFacts(refund({ status })).state).toBe(state);
    expect(hasFailed({ status })).toBe(state === 'failed');
  });

  it('made by hand has no key of ours, and may name no charge', () => {
    expect(refundFacts(refund({ metadata: {}, charge: null }))).toMatchObject({ businessKey: null, chargeId: null });
    expect(refundFacts(refund({ metadata: null, charge: { id: 'ch_9' } }))).toMatchObject({
      businessKey: null,
      chargeId: 'ch_9',
    });
    expect(refundFacts(refund())).toMatchObject({ businessKey: 'refund:CASE-1', createdAtMs: 1_700_000_000_000 });
  });

  it.each<[object, string]>([
    [{ amount: -1 }, 'amount'],
    [{ amount: 0.5 }, 'amount'],
    [{ currency: '' }, 'currency'],
    [{ created: -5 }, 'created'],
  ])('that breaks a rule, %j, is refused by its field', (part, field) => {
    expect(problemOf(() => refundFacts(refund(part)))).toMatchObject({ record: 'Stripe refund re_1', field });
  });
});

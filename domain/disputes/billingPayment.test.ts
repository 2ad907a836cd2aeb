import { describe, expect, it } from 'vitest';
import { paymentProblem, placeOfRecord, shownPayments } from './billingPayment.ts';
import type { BillingPayment } from './facts.ts';

const payment = (paymentId: string, part: Partial<BillingPayment> = {}): BillingPayment => ({
  paymentId,
  chargeId: null,
  amountMinor: 6_000,
  currency: 'USD',
  ...part,
});
const DECISION = { payee: 'ch_1', vendorId: null as string | null, approvedMinor: 4_500, currency: 'USD' };
const answered = (decision: string, vendorId: string | null = null) => ({ decision, vendorId });
const place = (
  payments: BillingPayment[],
  decision: Partial<typeof DECISION> = {},
  answer?: { decision: string; vendorId: string | null },
) => placeOfRecord({ ...DECISION, ...decision }, answer, payments);

describe('payments of an account on a card', () => {
  it('say what is left of them, never less than nothing, and nothing where billing does not say', () => {
    const left = (part: Partial<BillingPayment>) => shownPayments([payment('p', part)], 'ch_1')[0]?.left_minor;
    expect(left({})).toBe(6_000);
    expect(left({ refundedMinor: 6_000 })).toBe(0);
    expect(left({ refundedMinor: 9_000 })).toBe(0);
    expect(left({ amountMinor: null })).toBeNull();
    expect(left({ amountMinor: undefined })).toBeNull();
  });

  it('say whether they name the charge that is paid back', () => {
    const words = (chargeId: string | null, payee: string | null) =>
      shownPayments([payment('p', { chargeId })], payee)[0]?.words;
    expect([
      words('ch_1', 'ch_1'),
      words('ch_2', 'ch_1'),
      words(null, 'ch_1'),
      words(null, null),
      words('ch_1', null),
    ]).toEqual([
      'Names this charge',
      'Names another charge',
      'Names no charge',
      'Names no charge',
      'Names another charge',
    ]);
  });

  it.each([
    ['p', {}, 6_000, 'USD', null],
    ['p', {}, 6_001, 'USD', 'PAYMENT_TOO_SMALL'],
    ['p', { refundedMinor: 1 }, 6_000, 'USD', 'PAYMENT_TOO_SMALL'],
    ['p', { amountMinor: null }, 1, 'USD', 'PAYMENT_TOO_SMALL'],
    ['p', {}, 6_000, 'EUR', 'PAYMENT_OTHER_CURRENCY'],
    ['p', { currency: null }, 6_000, 'USD', 'PAYMENT_OTHER_CURRENCY'],
    ['other', {}, 1, 'USD', 'PAYMENT_NOT_FOUND'],
    ['', {}, 1, 'USD', 'PAYMENT_NOT_FOUND'],
  ])('%s with %o for %i %s: %s', (id, part, amountMinor, currency, problem) => {
    expect(paymentProblem(id, shownPayments([payment('p', part)], null), { amountMinor, currency })).toBe(problem);
  });
});

describe('where a refund is recorded', () => {
  const own = (id: string) => payment(id, { chargeId: 'ch_1' });

  it('at the only payment that names the charge', () => {
    expect(place([payment('a'), own('b'), payment('c', { chargeId: 'ch_2' })])).toEqual({ paymentId: 'b' });
  });

  it('never at one of two, and never at one that names another charge or none', () => {
    expect(place([own('a'), own('b')])).toEqual({ code: 'PAYMENT_AMBIGUOUS', ask: true });
    expect(place([payment('a'), payment('b', { chargeId: 'ch_2' })])).toEqual({ code: 'PAYMENT_NOT_FOUND', ask: true });
    expect(place([])).toEqual({ code: 'PAYMENT_NOT_FOUND', ask: true });
  });

  it('at the one that a person chose, with the decision or in a later answer; the later one holds', () => {
    const two = [own('a'), own('b'), payment('c')];
    expect(place(two, { vendorId: 'b' })).toEqual({ paymentId: 'b' });
    expect(place(two, { vendorId: 'b' }, answered('found', 'c'))).toEqual({ paymentId: 'c' });
    expect(place(two, {}, answered('found', 'a'))).toEqual({ paymentId: 'a' });
  });

  it('not at a chosen one that the refund does not fit into: then as if nobody had chosen', () => {
    const small = payment('s', { amountMinor: 4_499 });
    expect(place([small], { vendorId: 's' })).toEqual({ code: 'PAYMENT_NOT_FOUND', ask: true });
    expect(place([payment('s', { amountMinor: 4_500 })], { vendorId: 's' })).toEqual({ paymentId: 's' });
    expect(place([own('a'), small], { vendorId: 's' })).toEqual({ paymentId: 'a' });
    expect(place([own('a')], { vendorId: 'of another account' })).toEqual({ paymentId: 'a' });
    expect(place([payment('e', { currency: 'EUR' })], {}, answered('found', 'e'))).toEqual({
      code: 'PAYMENT_NOT_FOUND',
      ask: true,
    });
  });

  it('who said that there is none is not asked again, and an earlier choice does not hold against it', () => {
    expect(place([own('a'), own('b')], { vendorId: 'a' }, answered('absent'))).toEqual({
      code: 'PAYMENT_AMBIGUOUS',
      ask: false,
    });
    expect(place([], {}, answered('absent'))).toEqual({ code: 'PAYMENT_NOT_FOUND', ask: false });
  });
});

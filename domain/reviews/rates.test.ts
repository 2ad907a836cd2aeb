import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCurrency } from '../money/currencies.ts';
import { RATE_TEXT, shippedRates, worthMinor } from './rates.ts';

const SHIPPED = shippedRates('USD');
const NO_RATES = { base: 'USD', own: new Map<string, string>() };
const own = (base: string, rates: Record<string, string>) => ({ base, own: new Map(Object.entries(rates)) });

describe('[D-07] amounts of several currencies are compared by rates', () => {
  it('a large number of a small currency is less than a small number of a large one', () => {
    expect(worthMinor(7_208_100, 'PKR', NO_RATES)).toBe(25_732);
    expect(worthMinor(30_000, 'USD', NO_RATES)).toBe(30_000);
    expect(worthMinor(10_000, 'JPY', NO_RATES)).toBe(6_380);
    expect(worthMinor(1_000, 'KWD', NO_RATES)).toBe(325);
  });

  it('what the tenant has set comes before what is shipped, and another base is crossed', () => {
    expect(worthMinor(100, 'EUR', own('USD', { EUR: '2' }))).toBe(200);
    expect(worthMinor(117_300, 'USD', own('EUR', {}))).toBe(100_000);
    expect(worthMinor(100, 'EUR', own('EUR', { EUR: '9' }))).toBe(100);
  });

  it('without a rate, and without a currency, an amount stands by its number', () => {
    expect(worthMinor(500, 'XCG', NO_RATES)).toBe(500);
    expect(worthMinor(500, null, NO_RATES)).toBe(500);
    expect(worthMinor(-500, 'USD', NO_RATES)).toBe(500);
  });

  it('never loses the order inside one currency, and is always a safe integer', () => {
    const currencies = fc.constantFrom(...SHIPPED.map(({ currency }) => currency));
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.maxSafeNat(), currencies, currencies, (left, right, currency, base) => {
        const [low, high] = [Math.min(left, right), Math.max(left, right)].map((amount) =>
          worthMinor(amount, currency, own(base, {})),
        );
        return Number.isSafeInteger(low) && Number.isSafeInteger(high) && Number(low) <= Number(high);
      }),
    );
  });

  it('against a base without a shipped rate none is shipped', () => expect(shippedRates('XCG')).toEqual([]));

  it('every shipped rate is a rate of a currency', () => {
    expect(SHIPPED.length).toBeGreaterThan(40);
    for (const { currency, rate } of SHIPPED)
      expect([isCurrency(currency), RATE_TEXT.test(rate)], currency).toEqual([true, true]);
    for (const text of ['0', '0.0', '-1', '1e3', '', '1.', '.5', '١']) expect(RATE_TEXT.test(text), text).toBe(false);
  });
});

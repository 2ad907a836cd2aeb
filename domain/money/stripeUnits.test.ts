import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CURRENCY_DIGITS } from './currencies.ts';
import { currencyExponent } from './money.ts';
import { fromStripeUnits, stripeStepMinor, toStripeUnits } from './stripeUnits.ts';

/** As the vendor's page on supported currencies lists them (read on 2026-11-27). */
const PUBLISHED = {
  zeroDecimal: 'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF UGX VND VUV XAF XOF XPF'.split(' '),
  /** Special cases of that list: still sent with two digits, which must be 00. */
  wholeHundredths: ['ISK', 'UGX'],
  /** Special cases of payouts only: charges and refunds have two digits. */
  payoutsOnly: ['HUF', 'TWD'],
  threeDecimal: ['BHD', 'JOD', 'KWD', 'OMR', 'TND'],
};

const numberSent = (major: number, currency: string, units: typeof toStripeUnits = toStripeUnits) =>
  units(major * 10 ** currencyExponent(currency), currency);

/** Currencies in which 5,000 units of money do not arrive as Stripe would read them. */
function misread(units: typeof toStripeUnits): string[] {
  const digits = (currency: string) =>
    PUBLISHED.wholeHundredths.includes(currency) || PUBLISHED.payoutsOnly.includes(currency)
      ? 2
      : PUBLISHED.zeroDecimal.includes(currency)
        ? 0
        : PUBLISHED.threeDecimal.includes(currency)
          ? 3
          : 2;
  const all = [...new Set([...Object.values(PUBLISHED).flat(), 'USD', 'EUR', 'PKR'])];
  return all.filter((currency) => numberSent(5000, currency, units) !== 5000 * 10 ** digits(currency));
}

describe("amounts as Stripe counts them, by the vendor's published list", () => {
  it('5,000 of a currency are 5,000 at Stripe, in every currency with a rule of its own', () => {
    expect(misread(toStripeUnits)).toEqual([]);
    expect(numberSent(5000, 'UGX')).toBe(500_000);
    expect(numberSent(5000, 'MGA')).toBe(5000);
    expect(numberSent(5000, 'ISK')).toBe(500_000);
  });

  it('planted bug: ISO minor units sent as they are pay a hundredth or a hundredfold', () => {
    expect(misread((amountMinor) => amountMinor)).toEqual(expect.arrayContaining(['UGX', 'ISK', 'MGA']));
  });

  it('refuses what the vendor refuses: a last digit of thousandths, fractions of an ariary, a currency without a rule', () => {
    expect(toStripeUnits(5120, 'KWD')).toBe(5120);
    for (const [minor, currency] of [
      [5124, 'KWD'],
      [5001, 'TND'],
      [150, 'MGA'],
      [100, 'IQD'],
      [100, 'CLF'],
      [100, 'UYI'],
      [0.5, 'USD'],
    ] as const)
      expect(() => toStripeUnits(minor, currency), `${minor} ${currency}`).toThrow(RangeError);
    expect(() => fromStripeUnits(4010, 'ISK')).toThrow(RangeError);
    expect(() => fromStripeUnits(550, 'UGX')).toThrow(RangeError);
  });

  it('is the same amount in both directions, at every step that may be sent', () => {
    const sendable = Object.keys(CURRENCY_DIGITS).filter((code) => {
      try {
        return stripeStepMinor(code) > 0;
      } catch {
        return false;
      }
    });
    expect(sendable.length).toBeGreaterThan(150);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e10 }), fc.constantFrom(...sendable), (steps, currency) => {
        const minor = steps * stripeStepMinor(currency);
        expect(fromStripeUnits(toStripeUnits(minor, currency), currency)).toBe(minor);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAmount, parseAmount } from './money.ts';

describe('money in minor units', () => {
  it('reads decimals by their digits, not by floats: 0.1 + 0.2 is 0.30', () => {
    expect(parseAmount(0.1, 'USD') + parseAmount(0.2, 'USD')).toBe(parseAmount('0.30', 'USD'));
    expect(parseAmount('45.00', 'USD')).toBe(4500);
    expect(parseAmount(45, 'JPY')).toBe(45);
    expect(parseAmount('1.234', 'KWD')).toBe(1234);
  });

  it('refuses more digits than the currency has, and what is no amount', () => {
    for (const [value, currency] of [
      ['1.234', 'USD'],
      ['1.5', 'JPY'],
      ['1e3', 'USD'],
      ['NaN', 'USD'],
      ['', 'USD'],
      ['1', 'usd'],
      [Number.NaN, 'USD'],
      [Number.POSITIVE_INFINITY, 'USD'],
    ] as const) {
      expect(() => parseAmount(value, currency), `${value} ${currency}`).toThrow(RangeError);
    }
  });

  it('round-trips every amount in 0-, 2- and 3-decimal currencies', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e12, max: 1e12 }),
        fc.constantFrom('JPY', 'USD', 'EUR', 'KWD'),
        (amountMinor, currency) => {
          expect(parseAmount(formatAmount(amountMinor, currency), currency)).toBe(amountMinor === 0 ? 0 : amountMinor);
        },
      ),
    );
  });
});

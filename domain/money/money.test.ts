import { data as ISO_4217 } from 'currency-codes';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CURRENCY_DIGITS } from './currencies.ts';
import { currencyExponent, formatAmount, parseAmount } from './money.ts';

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

  it('round-trips every amount in every currency', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e12, max: 1e12 }),
        fc.constantFrom(...Object.keys(CURRENCY_DIGITS)),
        (amountMinor, currency) => {
          expect(parseAmount(formatAmount(amountMinor, currency), currency)).toBe(amountMinor === 0 ? 0 : amountMinor);
        },
      ),
    );
  });

  it('has the minor units of all of ISO 4217 as a list that is not ours has them', () => {
    // The list counts them as 0; ISO says "not applicable": nothing is ever paid in them.
    const none = new Set(['XAG', 'XAU', 'XBA', 'XBB', 'XBC', 'XBD', 'XDR', 'XPD', 'XPT', 'XSU', 'XTS', 'XUA', 'XXX']);
    for (const { code, digits } of ISO_4217)
      if (none.has(code)) expect(() => currencyExponent(code), code).toThrow(RangeError);
      else expect(currencyExponent(code), code).toBe(digits);
    // Amendments after the list was published (XAD, XCG) and codes withdrawn shortly before.
    const listed = new Set(ISO_4217.map(({ code }) => code));
    expect(Object.keys(CURRENCY_DIGITS).filter((code) => !listed.has(code))).toEqual([
      'HRK',
      'SLL',
      'XAD',
      'XCG',
      'ZWL',
    ]);
    expect(ISO_4217.length).toBeGreaterThan(170);
  });

  it('never guesses the digits of a code it does not know', () => {
    for (const code of ['ABC', 'QQQ', 'usd', 'US', '', 'USDT', 'XXX', 'toString', '__proto__'])
      expect(() => currencyExponent(code), code).toThrow(RangeError);
  });
});

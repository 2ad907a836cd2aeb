import { describe, expect, it } from 'vitest';
import { readAmount } from './amountText.ts';

describe('written amounts', () => {
  it('reads the groups and decimal marks that people and vendors write', () => {
    for (const [text, currency, minor] of [
      ['1,234.50', 'USD', 123_450],
      ['1.234,50', 'EUR', 123_450],
      ['1 234,50', 'EUR', 123_450],
      ['1\u00a0234.50', 'USD', 123_450],
      ["1'234.50", 'CHF', 123_450],
      ['1\u2019234\u2019567.05', 'CHF', 123_456_705],
      ['1,234,567', 'USD', 123_456_700],
      ['1.234.567', 'EUR', 123_456_700],
      ['12,345', 'JPY', 12_345],
      ['1,234', 'USD', 123_400],
      ['45,50', 'EUR', 4550],
      [' 45.50 ', 'USD', 4550],
      ['-1,234.50', 'USD', -123_450],
      ['1,234.567', 'KWD', 1_234_567],
      ['0.5', 'USD', 50],
    ] as const)
      expect(readAmount(text, currency), text).toBe(minor);
  });

  it('refuses what is no amount or can be read in two ways', () => {
    for (const [text, currency] of [
      ['1.234', 'EUR'],
      ['1,234', 'KWD'],
      ['12,34.50', 'USD'],
      ['1,2345.00', 'USD'],
      ['1,234,56', 'USD'],
      ['1.234.56', 'USD'],
      ['1,234.50.1', 'USD'],
      ['$45', 'USD'],
      ['45-', 'USD'],
      ['', 'USD'],
      ['.', 'USD'],
      ['45.999', 'USD'],
      ['1e3', 'USD'],
      ['0,500', 'USD'],
      ['0,500', 'EUR'],
      ['00,123', 'USD'],
      ['0 500', 'USD'],
      ['001,234', 'USD'],
      ['0,123.45', 'USD'],
      ['1\n234', 'USD'],
      ['1\r\n234.50', 'USD'],
      ['1\u2028234', 'USD'],
      ['1\t234', 'USD'],
      ['٤٥', 'USD'],
    ] as const)
      expect(() => readAmount(text, currency), text).toThrow(RangeError);
  });

  it('reads numbers as they are and names the rule they break', () => {
    expect(readAmount(45.5, 'USD')).toBe(4550);
    for (const [value, rule] of [
      [45.999, 'too_many_decimals'],
      [1e15, 'too_large'],
      [1e21, 'not_an_amount'],
      [Number.NaN, 'not_an_amount'],
    ] as const)
      expect(() => readAmount(value, 'USD'), String(value)).toThrow(expect.objectContaining({ rule }));
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAmount } from './money.ts';
import { marksOf, readTypedAmount, readTypedNumber, type Typed } from './typedAmount.ts';

const ENGLISH = { group: ',', decimal: '.' };
const GERMAN = { group: '.', decimal: ',' };
const minor = (typed: Typed) => (typed.ok ? typed.value : 'refused');

describe('an amount as a person types it', () => {
  it.each([
    ['20', 2_000],
    ['20.5', 2_050],
    ['20.50', 2_050],
    ['20 000', 2_000_000],
    ['20 000.00', 2_000_000],
    ["20'000", 2_000_000],
    ['20,000', 2_000_000],
    ['20,000.00', 2_000_000],
    ['20.000,00', 2_000_000],
    ['1,234,567', 123_456_700],
    ['1.234.567', 123_456_700],
    ['1 234 567,89', 123_456_789],
    ['0', 0],
    [' 7 ', 700],
  ])('reads %s', (text, wanted) => {
    expect(minor(readTypedAmount(text, 'USD', ENGLISH))).toBe(wanted);
  });

  it.each([
    'abc',
    '',
    ' ',
    '20,00',
    '20.000',
    '2,0000',
    '20,00,000.00',
    '20 00',
    '1.2.3',
    '12.345',
    '1e3',
    '0x10',
    'NaN',
    'Infinity',
    'null',
    '-5',
    '\u22125',
    '(5)',
    '5-',
    '20$',
    '٢٠',
    '99999999999999999999',
    '.5',
    '5.',
    '1,234.567,89',
  ])('refuses %j with a sentence', (text) => {
    const read = readTypedAmount(text, 'USD', ENGLISH);
    expect(read.ok).toBe(false);
    expect(read.ok ? '' : read.problem).toMatch(/^[A-Z].*\. Write it like 20000\.00\.$/);
  });

  it('one mark before three digits means thousands only where the language writes them so', () => {
    expect(minor(readTypedAmount('20.000', 'EUR', GERMAN))).toBe(2_000_000);
    expect(minor(readTypedAmount('20,00', 'EUR', GERMAN))).toBe(2_000);
    expect(minor(readTypedAmount('20,000', 'EUR', GERMAN))).toBe('refused');
    expect(minor(readTypedAmount('20.000', 'EUR', ENGLISH))).toBe('refused');
  });

  it('a currency of three decimals, and one of none', () => {
    expect(minor(readTypedAmount('20.000', 'KWD', ENGLISH))).toBe(20_000);
    expect(minor(readTypedAmount('20,000', 'KWD', ENGLISH))).toBe('refused');
    expect(minor(readTypedAmount('20,000', 'JPY', ENGLISH))).toBe(20_000);
    expect(minor(readTypedAmount('20.00', 'JPY', ENGLISH))).toBe('refused');
  });

  it('knows the marks of a language', () => {
    expect(marksOf('en-GB')).toEqual(ENGLISH);
    expect(marksOf('de-DE')).toEqual(GERMAN);
  });

  it('reads back every amount as we write it, and never gives anything but a safe whole number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), fc.constantFrom('USD', 'KWD', 'JPY'), (value, code) => {
        expect(minor(readTypedAmount(formatAmount(value, code), code, ENGLISH))).toBe(value);
      }),
    );
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(ENGLISH, GERMAN), (text, marks) => {
        const read = readTypedAmount(text, 'USD', marks);
        return !read.ok || (Number.isSafeInteger(read.value) && read.value >= 0);
      }),
    );
  });

  it('planted bug: Number() of the text, with nothing for what is no number, is caught', () => {
    const careless = (text: string): Typed => ({ ok: true, value: Number(text) });
    const broken = ['20,000', 'abc', '', '1e3'].filter((text) => {
      const read = careless(text);
      return read.ok && minor(read) !== minor(readTypedAmount(text, 'USD', ENGLISH));
    });
    expect(broken).toEqual(['20,000', 'abc', '', '1e3']);
  });
});

describe('a number as a person types it', () => {
  const WHOLE = { minimum: 0, maximum: Number.MAX_SAFE_INTEGER, decimals: 0 };
  it('reads whole numbers with their thousands', () => {
    expect(['20000', '20,000', '20 000', '0'].map((text) => minor(readTypedNumber(text, WHOLE, ENGLISH)))).toEqual([
      20_000, 20_000, 20_000, 0,
    ]);
  });

  it('refuses what is none, is a fraction or lies outside its bounds', () => {
    const texts = ['abc', '', '20.000', '20.5', '20,00', '-5', '1e9', 'NaN', '9999999999999999999'];
    expect(texts.map((text) => readTypedNumber(text, WHOLE, ENGLISH).ok)).toEqual(texts.map(() => false));
    expect(readTypedNumber('59', { minimum: 60, maximum: 100, decimals: 0 }, ENGLISH)).toEqual({
      ok: false,
      problem: 'Write a number from 60 to 100.',
    });
  });

  it('reads shares with their decimals', () => {
    const share = { minimum: 0, maximum: 1e9, decimals: 6 };
    expect(minor(readTypedNumber('0.05', share, ENGLISH))).toBe(0.05);
    expect(minor(readTypedNumber('0,05', share, ENGLISH))).toBe('refused');
    expect(minor(readTypedNumber('0,05', share, GERMAN))).toBe(0.05);
  });
});

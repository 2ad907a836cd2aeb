import { describe, expect, it } from 'vitest';
import { indexNumbers, isOneDigitAway, namedIn, writtenNumbers } from './reference.ts';

const named = (text: string | null, ...numbers: string[]) =>
  [...namedIn(text, indexNumbers(numbers))].map(([index, naming]) => `${numbers[index]} ${naming}`);

describe('[PY-MATCH-04] references by grammar', () => {
  it('a number stands only for itself: 14 is not in 1814, in an amount, a date or another number', () => {
    for (const text of [
      '1814',
      '18-14',
      'EUR 14.50',
      '14,00',
      '14/03/2025',
      '2025-14',
      'A14',
      'PO-14',
      '14A',
      '141',
      '1.14',
    ])
      expect(named(text, '14'), text).toEqual([]);
    for (const text of [
      '14',
      'Invoice 14',
      'INV14',
      'Rechnung Nr. 14, danke',
      'no:14',
      '#14',
      '0014',
      '14 paid',
      '14.',
    ])
      expect(named(text, '14'), text).toEqual(['14 weak']);
  });

  it('a number with letters is found however it is written, and by its digits where they are enough', () => {
    for (const text of ['INV-2025-0014', 'inv 2025 14', 'Invoice INV2025-0014 thank you', 'inv/2025/0014', '2025-0014'])
      expect(named(text, 'INV-2025-0014'), text).toEqual(['INV-2025-0014 sure']);
    for (const text of ['XINV-2025-0014', 'INV-2025-00141', 'INV-2025-0014-2', '0014', 'INV-2025'])
      expect(named(text, 'INV-2025-0014'), text).toEqual([]);
  });

  it('several are found, and the longest at a place counts', () => {
    expect(named('10432, 10433 + 10434', '10432', '10434', '99999')).toEqual(['10432 sure', '10434 sure']);
    expect(named('INV-2025-10432', 'INV-2025-10432', '10432', '2025')).toEqual(['INV-2025-10432 sure']);
    expect(named(null, '10432')).toEqual([]);
  });

  it('a text of any length is read only so far, and quickly', () => {
    const began = performance.now();
    expect(named(`${'7 '.repeat(100_000)}10432`, '10432')).toEqual([]);
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it('one digit changed, lost or added is one digit away', () => {
    expect(
      ['10423', '1042', '104232', '10432', '20423', '1', ''].map((other) => isOneDigitAway('10422', other)),
    ).toEqual([true, true, true, true, false, false, false]);
    expect(isOneDigitAway('10422', '10422')).toBe(false);
    expect(writtenNumbers('Inv 00010422, 14 of 2025')).toEqual({ long: ['10422', '2025'], any: true });
    expect(writtenNumbers('INV-2025-1042')).toEqual({ long: ['1042'], any: true });
    expect(writtenNumbers('PO-160')).toEqual({ long: [], any: true });
    expect(writtenNumbers('20.4.2025 EUR 442,00 thank you')).toEqual({ long: [], any: false });
    expect(writtenNumbers(null)).toEqual({ long: [], any: false });
  });
});

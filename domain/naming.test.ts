import { describe, expect, it } from 'vitest';
import { amountSpellings } from './money/moneyText.ts';
import { searchedFor, searchTextOf } from './naming.ts';

const named = {
  title: 'Ayesha K. paid PKR 5,800.00',
  subtitle: 'White Palace on 2026-11-28',
  sentence: 'Does PKR 5,800.00 pay for it',
  search: ['TX-9', 'The customer wrote so', ...amountSpellings(5_800, 'USD')],
};
const text = searchTextOf('booking-1', named);
const finds = (typed: string) => text.includes(searchedFor(typed));

describe('what a search finds a task by', () => {
  it.each(['58', '58.00', '$58', '$58.00', '58 USD', '5,800.00', 'Rs 5,800', 'PKR 5,800.00', '5800'])(
    'an amount typed as %s',
    (typed) => expect(finds(typed)).toBe(true),
  );
  it.each(['Ayesha', 'white PALACE', 'tx-9', 'customer  wrote', 'BOOKING-1', '2026-11-28'])('words: %s', (typed) =>
    expect(finds(typed)).toBe(true),
  );
  it('does not find what is not there', () => expect(finds('59.00')).toBe(false));
  it('leaves ids as they are', () => {
    expect(searchedFor('20260101-015-0')).toBe('20260101-015-0');
    expect(searchedFor('ch_5800')).toBe('ch_5800');
  });
});

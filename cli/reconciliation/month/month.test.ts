import { describe, expect, it } from 'vitest';
import type { ListedMatch } from './decide.ts';
import { monthOf } from './month.ts';
import { judgeMonth } from './verdict.ts';

const one = monthOf(1, 0, 'USD', true);
const two = monthOf(2, 0, 'EUR', false);
const shared = ({ lines }: typeof one) =>
  lines
    .filter(({ story }) => story === 'shared')
    .map(({ amountMinor, reference, from }) => [amountMinor, reference, from]);

describe('the month that the demo plays', () => {
  it('is the same for the same seed, and another edition has numbers of its own', () => {
    expect(monthOf(1, 0, 'USD', true)).toEqual(one);
    const known = new Set(one.bills.map(({ number }) => number));
    expect(monthOf(1, 1, 'USD', true).bills.filter(({ number }) => known.has(number))).toEqual([]);
  });

  it('has about 300 payments, invoices that stand once, and the same ten in both organisations', () => {
    const count = one.lines.length + one.charges.length + two.lines.length;
    expect([count > 280, count < 320]).toEqual([true, true]);
    for (const { bills } of [one, two]) expect(new Set(bills.map(({ id }) => id)).size).toBe(bills.length);
    expect(shared(one)).toHaveLength(10);
    expect(shared(two)).toEqual(shared(one));
  });

  it('is not taken for good where one payment ended otherwise', () => {
    const [line] = one.lines;
    const match: ListedMatch = {
      match_id: '1',
      status: 'recorded',
      side: 'bank',
      kind: 'exact',
      paid_minor: line?.amountMinor ?? 0,
      approved_by: 'auto',
      asked_because: [],
    };
    const month = { ...one, lines: one.lines.slice(0, 1), charges: [] };
    const wrongIn = (matches: ListedMatch[]) => judgeMonth(month, matches, [], String)[0]?.wrong.length;
    expect(wrongIn([match])).toBe(0);
    expect(wrongIn([{ ...match, status: 'proposed' }])).toBe(1);
    expect(wrongIn([{ ...match, kind: 'fee' }])).toBe(1);
    expect(wrongIn([{ ...match, approved_by: 'person' }])).toBe(1);
    expect(wrongIn([])).toBe(1);
  });
});

import { describe, expect, it } from 'vitest';
import { amountPictures, busyDays, countPicture, csvOf } from './reportPictures.ts';

const row = (day: string, currency: string, minor: number) => ({
  day,
  currency,
  matched_minor: minor,
  matched: 2,
  proposed: 1,
  rejected: 0,
});
const REPORT = {
  from: '2026-11-01',
  to: '2026-11-03',
  days: [row('2026-11-01', 'USD', 1_250), row('2026-11-03', 'JPY', 900), row('2026-11-03', 'USD', 100)],
};

describe('[PY-ADM-03] the pictures of the reconciliation report', () => {
  it('count over all currencies, and never add amounts of two', () => {
    expect(countPicture(REPORT)).toEqual({
      days: ['2026-11-01', '2026-11-02', '2026-11-03'],
      series: ['Matched', 'Waits for a person', 'Refused'],
      values: [
        [2, 0, 4],
        [1, 0, 2],
        [0, 0, 0],
      ],
    });
    expect(amountPictures(REPORT).map(({ currency, picture }) => [currency, picture.values])).toEqual([
      ['JPY', [[0, 0, 900]]],
      ['USD', [[1_250, 0, 100]]],
    ]);
    expect(busyDays(countPicture(REPORT))).toEqual([2, 0]);
  });

  it('the file has amounts as decimals of their currency', () => {
    expect(csvOf(REPORT).rows).toEqual([
      ['2026-11-01', 'USD', 2, '12.50', 1, 0],
      ['2026-11-03', 'JPY', 2, '900', 1, 0],
      ['2026-11-03', 'USD', 2, '1.00', 1, 0],
    ]);
  });
});

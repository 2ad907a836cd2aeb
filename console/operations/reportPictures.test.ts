import { describe, expect, it } from 'vitest';
import { csvOf, peopleOf, picturesOf, tableDays } from './reportPictures.ts';

const base = { name: 'x', title: 'X', about: '', empty: '', by: 'day', form: 'bars', adds: true } as const;
const span = { from: '2026-11-01', to: '2026-11-03' };
const series = [
  { name: 'in', title: 'In' },
  { name: 'out', title: 'Out' },
];
const money = {
  ...base,
  unit: 'money' as const,
  series,
  rows: [
    { at: '2026-11-01', series: 'in', currency: 'USD', value: 1_250 },
    { at: '2026-11-03', series: 'out', currency: 'USD', value: 250 },
    { at: '2026-11-02', series: 'in', currency: 'JPY', value: 500 },
  ],
};

describe('pictures of a report', () => {
  it('each currency has its own, with every day and its sum', () => {
    const [yen, dollars] = picturesOf(money, span);
    expect(yen).toMatchObject({
      currency: 'JPY',
      values: [
        [0, 500, 0],
        [0, 0, 0],
      ],
      whole: [500, 0],
    });
    expect(dollars).toMatchObject({
      currency: 'USD',
      values: [
        [1_250, 0, 0],
        [0, 0, 250],
      ],
      whole: [1_250, 250],
    });
    expect(dollars && tableDays(dollars)).toEqual([2, 0]);
  });
  it('a duration of a day without any is unknown, and that of the span is its own', () => {
    const rows = [
      { at: '2026-11-02', series: 'in', currency: null, value: 60 },
      { at: null, series: 'in', currency: null, value: 45 },
    ];
    const [picture] = picturesOf({ ...money, unit: 'duration', adds: false, rows }, span);
    expect(picture).toMatchObject({
      values: [
        [null, 60, null],
        [null, null, null],
      ],
      whole: [45, null],
    });
  });
  it('a spreadsheet has decimals beside their currency', () => {
    expect(csvOf(money, span)).toEqual({
      head: ['Day', 'Currency', 'In', 'Out'],
      rows: [
        ['2026-11-01', 'JPY', '0', '0'],
        ['2026-11-02', 'JPY', '500', '0'],
        ['2026-11-03', 'JPY', '0', '0'],
        ['2026-11-01', 'USD', '12.50', '0.00'],
        ['2026-11-02', 'USD', '0.00', '0.00'],
        ['2026-11-03', 'USD', '0.00', '2.50'],
      ],
    });
  });
  it('people by name', () => {
    const rows = [
      { at: 'Ayesha', series: 'in', currency: null, value: 3 },
      { at: 'Ben', series: 'out', currency: null, value: 1 },
      { at: 'Ayesha', series: 'out', currency: null, value: 2 },
    ];
    const chart = { ...money, by: 'person' as const, unit: 'count' as const, rows };
    expect(peopleOf(chart)).toEqual([
      { name: 'Ayesha', values: [3, 2] },
      { name: 'Ben', values: [0, 1] },
    ]);
    expect(csvOf(chart, span).head).toEqual(['Person', 'In', 'Out']);
  });
});

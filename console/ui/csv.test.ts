import { describe, expect, it } from 'vitest';
import { csvText } from './csv.ts';

describe('CSV for spreadsheets', () => {
  it('numbers and amounts stay numbers, text is quoted, nothing is an empty cell', () => {
    expect(
      csvText(
        ['Day', 'Amount', 'Currency'],
        [
          ['2026-11-01', '-12.50', 'USD'],
          ['2026-11-02', 3, null],
        ],
      ),
    ).toBe('"Day","Amount","Currency"\r\n"2026-11-01",-12.50,"USD"\r\n"2026-11-02",3,\r\n');
  });
  it('quotes, commas and line breaks of a text stay one cell', () => {
    expect(csvText(['A "b"'], [['x,\n"y"']])).toBe('"A ""b"""\r\n"x,\n""y"""\r\n');
  });
  it.each([
    '=1+1',
    '+49 30',
    '-HYPERLINK("x")',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '  =1',
    '-1-1',
    '＝1+1',
    '＠SUM(A1)',
    '\n=1',
  ])('what a spreadsheet would run is text: %j', (evil) => {
    const [, cell] = csvText(['Name'], [[evil]]).split('"\r\n"');
    expect(cell?.startsWith("'")).toBe(true);
  });
});

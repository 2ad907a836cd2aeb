import type { Schema } from '../api/client.ts';
import { daysFrom, type Picture } from '../ui/chart/picture.ts';
import { valueCell } from '../ui/valueText.ts';

type Report = Pick<Schema<'ReconciliationReport'>, 'from' | 'to' | 'days'>;

const COUNTS = [
  ['matched', 'Matched'],
  ['proposed', 'Waits for a person'],
  ['rejected', 'Refused'],
] as const;

/** How many were matched, wait and were refused on each day, whatever the currency. */
export function countPicture({ from, to, days: rows }: Report): Picture {
  const days = daysFrom(from, to);
  return {
    days,
    series: COUNTS.map(([, title]) => title),
    values: COUNTS.map(([name]) =>
      days.map((day) => rows.filter((row) => row.day === day).reduce((sum, row) => sum + row[name], 0)),
    ),
  };
}

/** What was matched on each day in minor units, a picture for each currency. */
export function amountPictures({ from, to, days: rows }: Report): { currency: string; picture: Picture }[] {
  const days = daysFrom(from, to);
  return [...new Set(rows.map(({ currency }) => currency))].toSorted().map((currency) => ({
    currency,
    picture: {
      days,
      series: ['Matched'],
      values: [days.map((day) => rows.find((row) => row.day === day && row.currency === currency)?.matched_minor ?? 0)],
    },
  }));
}

/** The days on which something was, newest first. */
export const busyDays = ({ days, values }: Picture): number[] =>
  days.flatMap((_, index) => (values.some((line) => line[index]) ? [index] : [])).toReversed();

/** The report for a spreadsheet: a row for each day and currency on which something was. */
export const csvOf = ({ days }: Report): { head: string[]; rows: ReturnType<typeof valueCell>[][] } => ({
  head: ['Day', 'Currency', 'Matched', 'Amount matched', 'Waits for a person', 'Refused'],
  rows: days.map((row) => [
    row.day,
    row.currency,
    row.matched,
    valueCell(row.matched_minor, 'money', row.currency),
    row.proposed,
    row.rejected,
  ]),
});

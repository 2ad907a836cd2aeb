import type { CsvCell } from '../../domain/csvCell.ts';
import type { Schema } from '../api/client.ts';
import { daysFrom, type Picture } from '../ui/chart/picture.ts';
import { valueCell } from '../ui/valueText.ts';

type Report = Pick<Schema<'RangeReport'>, 'from' | 'to'>;
type ReportChart = Schema<'ReportChart'>;

/** What one currency, or what has none, looks like. */
interface ReportPicture extends Picture {
  currency: string | null;
  /** Of the whole span, by series; null = nothing happened. */
  whole: readonly (number | null)[];
}

/** The pictures of a chart: one per currency, because amounts of two can't share an axis. */
export function picturesOf(chart: ReportChart, { from, to }: Report): ReportPicture[] {
  const days = daysFrom(from, to);
  const nothing = chart.unit === 'count' || chart.unit === 'money' ? 0 : null;
  const currencies = [...new Set(chart.rows.map(({ currency }) => currency))].toSorted();
  return currencies.map((currency) => {
    const rows = chart.rows.filter((row) => row.currency === currency);
    const valueAt = (series: string, at: string | null) =>
      rows.find((row) => row.series === series && row.at === at)?.value ?? null;
    const values = chart.series.map(({ name }) => days.map((day) => valueAt(name, day) ?? nothing));
    return {
      currency,
      days,
      series: chart.series.map(({ title }) => title),
      values,
      whole: chart.series.map(({ name }, place) =>
        chart.adds ? (values[place] ?? []).reduce<number>((sum, value) => sum + (value ?? 0), 0) : valueAt(name, null),
      ),
    };
  });
}

/** The days on which something was, newest first: what the table beside a picture shows. */
export const tableDays = ({ days, values }: Picture): number[] =>
  days.flatMap((_, index) => (values.some((line) => line[index]) ? [index] : [])).toReversed();

/** The people of a chart with a value for each series, in the order of the API. */
export function peopleOf(chart: ReportChart): { name: string; values: number[] }[] {
  const names = [...new Set(chart.rows.map(({ at }) => at ?? ''))];
  return names.map((name) => ({
    name,
    values: chart.series.map((series) =>
      chart.rows
        .filter((row) => row.at === name && row.series === series.name)
        .reduce((sum, row) => sum + row.value, 0),
    ),
  }));
}

/** A chart for a spreadsheet: a row per day and currency, or per person. */
export function csvOf(chart: ReportChart, report: Report): { head: string[]; rows: CsvCell[][] } {
  const inSeconds = chart.unit === 'duration' ? ' (seconds)' : '';
  const titles = chart.series.map(({ title }) => `${title}${inSeconds}`);
  if (chart.by === 'person')
    return { head: ['Person', ...titles], rows: peopleOf(chart).map(({ name, values }) => [name, ...values]) };
  const money = chart.unit === 'money';
  const rows = picturesOf(chart, report).flatMap((picture) =>
    picture.days.map((day, index) => [
      day,
      ...(money ? [picture.currency] : []),
      ...picture.values.map((line) => valueCell(line[index] ?? null, chart.unit, picture.currency)),
    ]),
  );
  return { head: ['Day', ...(money ? ['Currency'] : []), ...titles], rows };
}

/** In what a number of a report is written: minor units of a currency, a count, seconds, or a share from 0 to 1. */
export const REPORT_UNITS = ['money', 'count', 'duration', 'percent'] as const;
type ReportUnit = (typeof REPORT_UNITS)[number];

/** How a chart shows its series: on top of each other, beside each other, or as lines. */
export const CHART_FORMS = ['stack', 'bars', 'lines'] as const;

/** One number of a report; `value` is null where nothing happened. */
interface ReportCell {
  unit: ReportUnit;
  value: number | null;
  currency?: string;
}

/** One table of a day's report, in its own words. */
export interface ReportPart {
  title: string;
  /** What the first column holds. */
  first: string;
  columns: readonly string[];
  /** `actor` instead of a title: a person, whose name of now is shown. */
  rows: readonly { title?: string; actor?: string; cells: readonly ReportCell[] }[];
  /** What stands there when there are no rows: what will appear, and how. */
  empty: string;
}

/** One chart of a span of days, in its own words. */
export interface ReportChartEntry {
  title: string;
  about: string;
  unit: ReportUnit;
  /** What its rows stand for. */
  by: 'day' | 'person';
  form: (typeof CHART_FORMS)[number];
  /** Whether the values of days add up to those of the span, as what happens does and what waits does not. */
  adds: boolean;
  /** Place among the charts, low first. */
  order: number;
  /** What stands there when nothing happened: what will appear, and how. */
  empty: string;
}

/** The most days of one report. */
export const MAXIMUM_REPORT_DAYS = 92;

/** A table of figures with one number each. */
export const figurePart = (
  title: string,
  lines: readonly (readonly [figure: string, title: string, unit: ReportUnit])[],
  figures: Readonly<Record<string, number | null>>,
): ReportPart => ({
  title,
  first: 'What',
  columns: ['Number'],
  rows: lines.map(([figure, line, unit]) => ({ title: line, cells: [{ unit, value: figures[figure] ?? null }] })),
  empty: 'Nothing happened on this day.',
});

import { type SQL, sql } from 'drizzle-orm';
import { mergeNamed, type NeedsOf, slicesOf } from '../../domain/merge.ts';
import { MAXIMUM_REPORT_DAYS, type ReportChartEntry } from '../../domain/operations/reports.ts';
import * as AREAS from '../areas.ts';
import type { Transaction } from '../database.ts';
import type { ReportSeries, ReportSpan, Within } from '../slice.ts';

/** What the areas need to say which days a tenant has. */
export type ZoneNeeds = NeedsOf<typeof AREAS, 'reportZone'>;

/** Which days: `to` null = today in the tenant's zone; `from` null = `days` of them that end there. */
export interface WantedDays {
  from: string | null;
  to: string | null;
  days: number;
}

/** One number of a chart: of a day or a person, or of the whole span where `at` is null. */
interface ChartRow {
  at: string | null;
  series: string;
  currency: string | null;
  value: number;
}
interface RangeChart extends ReportChartEntry {
  name: string;
  series: { name: string; title: string }[];
  rows: ChartRow[];
}
interface RangeReport {
  from: string;
  to: string;
  zone: string;
  charts: RangeChart[];
}

const CHARTS: Readonly<Record<string, ReportChartEntry>> = mergeNamed(AREAS, 'reportCharts');
/** Every chart with what the areas draw in it. */
const DRAWN = Object.entries(CHARTS)
  .toSorted(([, left], [, right]) => left.order - right.order)
  .map(([name, entry]) => ({
    name,
    entry,
    parts: slicesOf(AREAS, 'reportSeries').flatMap((slice) =>
      Object.entries(slice as Record<string, ReportSeries>).flatMap(([chart, part]) => (chart === name ? [part] : [])),
    ),
  }));

const ZONE = sql`(select zone from span)`;
const SINCE = sql`(select since from span)`;
const BEFORE = sql`(select before from span)`;
const within: Within = (column) => sql`${sql.raw(column)} >= ${SINCE} and ${sql.raw(column)} < ${BEFORE}`;
const SPAN: ReportSpan = {
  within,
  day: (column) => sql`to_char(${sql.raw(column)} at time zone ${ZONE}, 'YYYY-MM-DD')`,
  first: sql`(select first from span)`,
  last: sql`(select last from span)`,
  since: SINCE,
  before: BEFORE,
  endOf: (day) => sql`((${sql.raw(day)} + 1)::timestamp at time zone ${ZONE})`,
};

/** Where days begin and end in the tenant's zone; a day that has not begun is no day of a report. */
function spanQuery(zone: SQL, { from, to, days }: WantedDays): SQL {
  return sql`
    select zone, first, last, first::timestamp at time zone zone as since, (last + 1)::timestamp at time zone zone as before
    from (select ${zone}::text as zone) z,
      lateral (select least(coalesce(${to}::date, 'infinity'), (now() at time zone zone)::date) as last) l,
      lateral (select coalesce(${from}::date, last - ${days - 1}::int) as first) f`;
}

/** The zone whose days a tenant's reports have; UTC where no area says one. */
export function reportZoneOf(needs: ZoneNeeds): SQL {
  const [zoneOf] = slicesOf(AREAS, 'reportZone') as ((needs: ZoneNeeds) => SQL)[];
  return zoneOf ? zoneOf(needs) : sql`'UTC'`;
}

/** Counts a span of days anew from the books, all charts of all areas in one statement. `wanted` is at most `MAXIMUM_REPORT_DAYS`. */
export async function readReportRange(tx: Transaction, wanted: WantedDays, needs: ZoneNeeds): Promise<RangeReport> {
  if (wanted.days > MAXIMUM_REPORT_DAYS) throw new RangeError('a report of too many days');
  const zone = reportZoneOf(needs);
  const parts = DRAWN.flatMap(({ name, parts: drawn }) =>
    drawn.map(
      ({ query }) => sql`
        select ${name}::text, x.at::text, x.series::text, x.currency::text, x.value::float8 from (${query(SPAN)}) x (at, series, currency, value)`,
    ),
  );
  const rows = await tx.execute(sql`
    with span as materialized (${spanQuery(zone, wanted)})
    select null::text as chart, zone as at, first::text as series, last::text as currency, null::float8 as value from span
    union all ${sql.join(parts, sql` union all `)}`);
  const span = rows.find((row) => row.chart === null);
  return {
    from: String(span?.series),
    to: String(span?.currency),
    zone: String(span?.at),
    charts: DRAWN.map(({ name, entry, parts: drawn }) => ({
      ...entry,
      name,
      series: drawn.flatMap(({ series }) => Object.entries(series).map(([key, title]) => ({ name: key, title }))),
      rows: rows.filter((row) => row.chart === name).map(rowOf),
    })),
  };
}

const rowOf = (row: Record<string, unknown>): ChartRow => ({
  at: row.at === null ? null : String(row.at),
  series: String(row.series),
  currency: row.currency === null ? null : String(row.currency),
  value: Number(row.value),
});

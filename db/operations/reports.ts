import { eq, sql } from 'drizzle-orm';
import { type Intersection, type NeedsOf, slicesOf } from '../../domain/merge.ts';
import type { ReportPart } from '../../domain/operations/reports.ts';
import * as AREAS from '../areas.ts';
import type { Transaction } from '../database.ts';
import { type Figures, readFigures, withinSpan } from '../figures.ts';
import type { ReportDay } from '../slice.ts';
import { dailyReports } from './monitoringSchema.ts';
import { reportZoneOf, type ZoneNeeds } from './reportRange.ts';

type Areas = typeof AREAS;
type Parts = {
  [Area in keyof Areas]: Areas[Area] extends { report(...handed: never[]): Promise<infer Part> } ? Part : never;
}[keyof Areas];

/** What a tenant's day was: its figures, and what each area says besides. */
export type DailyReport = { figures: Figures } & Intersection<Parts>;
/** What the areas need to say it. */
export type ReportNeeds = NeedsOf<Areas, 'report'>;
type ReadPart = (needs: ReportNeeds, tx: Transaction, day: ReportDay) => Promise<object>;

/** Whose days these are, which of them runs now, and which ended last. */
export async function reportDays(
  tx: Transaction,
  needs: ZoneNeeds,
): Promise<{ zone: string; today: string; ended: string }> {
  const [row] = await tx.execute<{ zone: string; today: string; ended: string }>(sql`
    select zone, to_char(now() at time zone zone, 'YYYY-MM-DD') as today,
      to_char((now() at time zone zone) - interval '1 day', 'YYYY-MM-DD') as ended from (select ${reportZoneOf(needs)}::text as zone) z`);
  if (!row) throw new Error('no day');
  return row;
}

/** Whether the report of a day stands already. */
export const isReportWritten = async (tx: Transaction, day: string): Promise<boolean> =>
  (await tx.$count(dailyReports, eq(dailyReports.day, day))) > 0;

/** Counts the day (YYYY-MM-DD, of the tenant's calendar) anew from the books. */
export async function readReport(tx: Transaction, day: string, needs: ReportNeeds & ZoneNeeds): Promise<DailyReport> {
  // A day of the clock's change has 23 or 25 hours.
  const [span] = await tx.execute<{ from: string; to: string }>(sql`
    select ${day}::date::timestamp at time zone zone as from, (${day}::date + 1)::timestamp at time zone zone as to
    from (select ${reportZoneOf(needs)}::text as zone) z`);
  if (!span) throw new Error('no day');
  const [from, to] = [new Date(span.from), new Date(span.to)];
  const figures = await readFigures(tx, from, to);
  const parts: object[] = [];
  for (const read of slicesOf(AREAS, 'report') as ReadPart[])
    parts.push(await read(needs, tx, { within: withinSpan(from, to), figures }));
  // The parts of all areas are exactly those of the type.
  return Object.assign({ figures }, ...parts) as DailyReport;
}

/** The report of a day in the words of the areas. */
export const reportParts = (report: DailyReport): ReportPart[] =>
  (slicesOf(AREAS, 'reportParts') as ((report: DailyReport) => readonly ReportPart[])[]).flatMap((partsOf) =>
    partsOf(report),
  );

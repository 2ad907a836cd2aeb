import { type Intersection, type NeedsOf, slicesOf } from '../../domain/merge.ts';
import type { ReportPart } from '../../domain/operations/reports.ts';
import * as AREAS from '../areas.ts';
import type { Transaction } from '../database.ts';
import { type Figures, readFigures, withinSpan } from '../figures.ts';
import type { ReportDay } from '../slice.ts';

type Areas = typeof AREAS;
type Parts = {
  [Area in keyof Areas]: Areas[Area] extends { report(...handed: never[]): Promise<infer Part> } ? Part : never;
}[keyof Areas];

/** What a tenant's day was: its figures, and what each area says besides. */
export type DailyReport = { figures: Figures } & Intersection<Parts>;
/** What the areas need to say it. */
export type ReportNeeds = NeedsOf<Areas, 'report'>;
type ReadPart = (needs: ReportNeeds, tx: Transaction, day: ReportDay) => Promise<object>;

/** Counts the day (YYYY-MM-DD, UTC) anew from the books. */
export async function readReport(tx: Transaction, day: string, needs: ReportNeeds): Promise<DailyReport> {
  const from = new Date(`${day}T00:00:00Z`);
  const to = new Date(from.getTime() + 24 * 3_600_000);
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

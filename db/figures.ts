import { sql } from 'drizzle-orm';
import { mergeNamed, slicesOf } from '../domain/merge.ts';
import * as AREAS from './areas.ts';
import type { Transaction } from './database.ts';
import type { FigureEntry, Within } from './slice.ts';

const TABLE = mergeNamed(AREAS, 'figures');
/** Every figure of the areas: what it is, and where it stands in /metrics. */
export const FIGURES: Readonly<Record<keyof typeof TABLE, FigureEntry>> = TABLE;

/** What happened to a tenant within a span of time. */
export type Figures = {
  [Name in keyof typeof TABLE]: (typeof TABLE)[Name]['kind'] extends 'mean' ? number | null : number;
};

/** Metrics that are one figure by another. */
export const RATES: readonly { name: string; help: string; part: keyof Figures; whole: keyof Figures }[] = slicesOf(
  AREAS,
  'rates',
).flat();

const instant = (at: Date) => sql`${at.toISOString()}::timestamptz`;
/** That a column of instants lies between the two; the second is outside. */
export const withinSpan =
  (from: Date, to: Date): Within =>
  (column) =>
    sql`${sql.raw(column)} >= ${instant(from)} and ${sql.raw(column)} < ${instant(to)}`;

/** The one place where figures are counted: alerts, metrics and the daily report read them here. */
export async function readFigures(tx: Transaction, from: Date, to: Date): Promise<Figures> {
  const within = withinSpan(from, to);
  const parts = slicesOf(AREAS, 'figureQuery').map(
    (query, index) => sql`(${query(within, instant(from))}) ${sql.identifier(`figures_${index}`)}`,
  );
  const [row] = await tx.execute(sql`select * from ${sql.join(parts, sql`, `)}`);
  // The statement returns exactly these columns; counts and averages arrive as text.
  return Object.fromEntries(
    Object.entries(row ?? {}).map(([name, value]) => [name, value === null ? null : Number(value)]),
  ) as unknown as Figures;
}

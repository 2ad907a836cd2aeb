import type { SQL } from 'drizzle-orm';
import type { PgColumnBuilderBase } from 'drizzle-orm/pg-core';
import type { ZodType } from 'zod';
import type { ProcessKind } from '../domain/operations/processKinds.ts';
import type { ReportChartEntry, ReportPart } from '../domain/operations/reports.ts';
import type { Transaction } from './database.ts';

export interface EncryptedColumn {
  table: string;
  column: string;
  /** Column with the row's UUID, where it is not `id`. */
  key?: string;
}

/** What is deleted, and when. Without a rule a table's rows are kept for ever. */
export interface RetentionRule {
  table: string;
  when: SQL;
  /** The row stays, without what it says: `column = null`, …; counted under the name `as`. */
  sets?: { values: SQL; as: string };
  /** A table without tenants, which only the platform's login reaches. */
  platform?: true;
}

/** A statement that returns the rows that should not be; none when the books are right. For a login that sees all tenants. */
export interface AuditQuery {
  name: string;
  sql: string;
}

/** A count of what happened within a span of time, or a mean (null where nothing happened; times in seconds). */
export interface FigureEntry {
  kind: 'count' | 'mean';
  /** Where it stands in /metrics, over the last 24 hours. */
  metric?: { name: string; help: string };
}

/** A condition that a column of instants lies within the span. */
export type Within = (column: string) => SQL;

/** What a decision paid, by the id that it names as its payee; shown instead of what became of a refund. */
interface PaidObject {
  /** Kinds of review whose decisions pay it. */
  kinds: readonly string[];
  /** As people read it. */
  name: string;
  table: string;
  key: string;
  /** The column of its state, and the state in which it is paid. */
  status: string;
  paid: string;
}

/** What the tables of an area know of its runs of one kind: SQL over the row of `processes` and whatever `from` names. */
export interface RunFacts {
  kind: ProcessKind;
  /** Tables with the condition that finds the one row of a run, e.g. `toys o where o.id::text = processes.subject`. */
  from: SQL;
  /** The step it is in, as `processKinds` in `domain` names it. */
  step: SQL;
  /** Since when. */
  since: SQL;
  /** Until when it waits, where it waits for a time. */
  until?: SQL;
  /** How it ended, as `processKinds` names it. */
  outcome: SQL;
  /** Whether that is a failure. */
  failed: SQL;
  /** The code of the error that ended it, or that it fails with just now. */
  code?: SQL;
  amountMinor?: SQL;
  currency?: SQL;
  /** What `explain` of its kind reads, as JSON. */
  detail?: SQL;
}

/** The day of a report: what lies in it, and its figures by name. */
export interface ReportDay {
  within: Within;
  figures: Readonly<Record<string, number | null>>;
}

/** How people call what an event is about, and whose it is. */
export interface SubjectName {
  name: string;
  /** e.g. the customer of a case; null where it belongs to nobody. */
  person: string | null;
}

/** Names of one kind of subject: from rows (`rows` gives `id` and what `name` needs), or from the id alone. */
export type SubjectNames =
  | { ids: 'uuid' | 'text'; rows(ids: SQL): SQL; name(row: Record<string, unknown>): SubjectName | null }
  | { says(id: string): SubjectName | null };

/** Days of a tenant's calendar, for a query. */
export interface ReportSpan {
  /** A condition that a column of instants lies within the days. */
  within: Within;
  /** The day (`YYYY-MM-DD`) of a column of instants. */
  day: Within;
  /** The first and the last day, of type date. */
  first: SQL;
  last: SQL;
  /** Where the first day begins, where the last ends, and the end of an expression of type date; instants. */
  since: SQL;
  before: SQL;
  endOf(day: string): SQL;
}

/** Lines, bars or columns of a chart: their names in the order in which they are shown. */
export interface ReportSeries {
  series: Record<string, string>;
  /**
   * Rows of day or actor, series, currency and value. Without a day: of the whole span, where values of days can't be added up.
   * A series of which there is no row on a day is 0 there, and unknown where its unit is a duration or a share.
   */
  query(span: ReportSpan): SQL;
}

/** What an area adds to the books, besides its tables (`schema.ts`): `db/<area>/area.ts`, listed in `db/areas.ts`. */
export interface DbArea {
  /** What decisions of its reviews pay, where that is no refund. */
  paidObject?: PaidObject;
  /** A table with `process_id` and `run_id` that shows which run the engine began for a process. */
  runIdIn?: string;
  /** Names of what its events are about, by what stands before the colon: `user` of `user:{id}`. */
  subjectNames?: Record<string, SubjectNames>;
  /** What its tables know of its runs; a kind without it shows when it began and ended. */
  runFacts?: readonly RunFacts[];
  encryptedColumns?: readonly EncryptedColumn[];
  /** Where its settings stand (a name of `settingColumns`), and what may stand there. */
  settings?: Record<string, { column: string; value: ZodType }>;
  /** Columns of tenant_settings. */
  settingColumns?: Record<string, PgColumnBuilderBase>;
  retention?: readonly RetentionRule[];
  audits?: readonly AuditQuery[];
  figures?: Record<string, FigureEntry>;
  /** One row with exactly the area's figures. `from` is where the span begins. */
  figureQuery?(within: Within, from: SQL): SQL;
  /** What it adds to a tenant's daily report besides figures, from what it says it needs. */
  report?(needs: never, tx: Transaction, day: ReportDay): Promise<Record<string, unknown>>;
  /** Its part of a day's report in words, from the report that was kept. */
  reportParts?(report: never): readonly ReportPart[];
  /** The time zone whose days a tenant's reports have, from what it says it needs; one area says it. */
  reportZone?(needs: never): SQL;
  /** Charts of a span of days. */
  reportCharts?: Record<string, ReportChartEntry>;
  /** What it draws in charts of its own or of another area, by chart. */
  reportSeries?: Record<string, ReportSeries>;
  /** Metrics that are one figure by another. */
  rates?: readonly { name: string; help: string; part: string; whole: string }[];
}

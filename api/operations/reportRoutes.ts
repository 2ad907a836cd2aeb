import { desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Database, Transaction } from '../../db/database.ts';
import { FIGURES, type Figures } from '../../db/figures.ts';
import { accountNames } from '../../db/identity/people.ts';
import { dailyReports } from '../../db/operations/monitoringSchema.ts';
import { readReportRange, type ZoneNeeds } from '../../db/operations/reportRange.ts';
import {
  type DailyReport,
  type ReportNeeds,
  readReport,
  reportDays,
  reportParts,
} from '../../db/operations/reports.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { CHART_FORMS, MAXIMUM_REPORT_DAYS, REPORT_UNITS } from '../../domain/operations/reports.ts';
import { queryInteger } from '../http/numbers.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { dayText } from '../http/text.ts';

export type ReportDeps = { db: Database } & ReportNeeds & ZoneNeeds;

const count = z.int();
const figuresSchema = z.object(
  // The keys are figures, each with the schema of its kind.
  Object.fromEntries(
    Object.entries(FIGURES).map(([name, { kind }]) => [name, kind === 'mean' ? z.number().nullable() : count]),
  ) as unknown as Record<keyof Figures, z.ZodType<number | null>>,
);
const share = z.number().nullable();
const unit = z
  .enum(REPORT_UNITS)
  .describe('Money in minor units of its currency, durations in seconds, shares from 0 to 1');
const partSchema = z
  .object({
    title: z.string(),
    first: z.string().describe('What the first column holds'),
    columns: z.array(z.string()),
    rows: z.array(
      z.object({
        title: z.string(),
        cells: z.array(z.object({ unit, value: z.number().nullable(), currency: z.string().optional() })),
      }),
    ),
    empty: z.string().describe('What will appear, and how, where there are no rows'),
  })
  .meta({ id: 'ReportPart', description: 'A table of a report, in words' });
const reportSchema = z
  .object({
    day: z.string(),
    time_zone: z.string().describe('Whose day it is: that of the tenant'),
    complete: z.boolean().describe('false: the day has not ended, or was not written; counted from the books just now'),
    parts: z.array(partSchema).describe('The report as people read it'),
    figures: figuresSchema,
    money: z.array(
      z.object({
        currency: z.string(),
        received_minor: z.int(),
        confirmed_minor: z.int(),
        unmatched_minor: z.int(),
      }),
    ),
    effectiveness: z.object({ mode: z.string(), matched_share: share, confirmed_without_person_share: share }),
    people: z.array(
      z.object({
        actor: z.string(),
        name: z.string().nullable().describe('The person behind `user:…` and `key:…`, as they are called now'),
        decisions: count,
        approved: count,
        rejected: count,
      }),
    ),
  })
  .meta({ id: 'DailyReport' });
const chartSchema = z
  .object({
    name: z.string(),
    title: z.string(),
    about: z.string(),
    unit,
    by: z.enum(['day', 'person']).describe('What its rows stand for'),
    form: z.enum(CHART_FORMS),
    adds: z.boolean().describe('Whether the values of its days add up'),
    empty: z.string().describe('What will appear, and how, where there are no rows'),
    series: z.array(z.object({ name: z.string(), title: z.string() })),
    rows: z.array(
      z.object({
        at: z.string().nullable().describe('The day, or the name of the person; null = of the whole span'),
        series: z.string(),
        currency: z.string().nullable(),
        value: z.number(),
      }),
    ),
  })
  .meta({ id: 'ReportChart', description: 'Days without a row had nothing' });
const rangeSchema = z
  .object({
    from: z.string(),
    to: z.string(),
    time_zone: z.string().describe('Whose days these are: that of the tenant'),
    charts: z.array(chartSchema),
  })
  .meta({ id: 'RangeReport' });

const dayOf = (atMs: number) => new Date(atMs).toISOString().slice(0, 10);
/** How whoever has no account any more, or never had one, is called. */
const NOBODY_KNOWN = 'Somebody without an account';

/** A report keeps no names: they are those of now. */
async function named(tx: Transaction, report: DailyReport) {
  const parts = reportParts(report);
  const actors = parts.flatMap(({ rows }) => rows.flatMap(({ actor }) => (actor === undefined ? [] : [actor])));
  const names = await accountNames(tx, actors);
  return {
    ...report,
    people: report.people.map((row) => ({ ...row, name: names.get(row.actor) ?? null })),
    parts: parts.map((part) => ({
      ...part,
      rows: part.rows.map(({ title, actor, cells }) => ({
        title: title ?? names.get(actor ?? '') ?? NOBODY_KNOWN,
        cells,
      })),
    })),
  };
}

const readDailyReport = ({ db, ...needs }: ReportDeps): Route =>
  defineRoute({
    method: 'get',
    path: '/admin/reports/daily',
    budget: 'admin',
    area: 'operations',
    summary: 'The report of a day: money, bookings, how far verification worked by itself, and who decided',
    access: 'ops:read',
    query: z.strictObject({
      day: dayText().optional().describe('YYYY-MM-DD, of your tenant’s calendar; left out = the newest written'),
    }),
    responses: { 200: { description: 'The report', schema: reportSchema } },
    errors: ['NOT_FOUND'],
    async handle(_context, principal, { query }) {
      const body = await db.withTenant(principal.tenantId, async (tx) => {
        const { zone, today } = await reportDays(tx, needs);
        if (query.day && query.day > today) throw new CodedError('NOT_FOUND', 'day: it has not begun');
        const [written] = await tx
          .select()
          .from(dailyReports)
          .where(query.day ? eq(dailyReports.day, query.day) : undefined)
          .orderBy(desc(dailyReports.day))
          .limit(1);
        // The row is what readReport returned when the day had ended.
        const shown = written
          ? { day: written.day, complete: true, report: written.report as DailyReport }
          : { day: query.day ?? today, complete: false, report: await readReport(tx, query.day ?? today, needs) };
        const { report, ...of } = shown;
        return { ...of, time_zone: zone, ...(await named(tx, report)) };
      });
      return { status: 200, body };
    },
  });

const DAY_MS = 86_400_000;
const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;

const readRange = ({ db, ...needs }: ReportDeps): Route =>
  defineRoute({
    method: 'get',
    path: '/admin/reports',
    budget: 'admin',
    area: 'operations',
    summary: `What happened day by day, at most ${MAXIMUM_REPORT_DAYS} days of your tenant's calendar, as charts in words`,
    access: 'ops:read',
    query: z.strictObject({
      from: dayText()
        .optional()
        .describe('First day, YYYY-MM-DD; needs `to`. Left out = as many `days` as end with `to`'),
      to: dayText().optional().describe('Last day; left out or in the future = today'),
      days: queryInteger(1, MAXIMUM_REPORT_DAYS).default(30),
    }),
    responses: { 200: { description: 'The report', schema: rangeSchema } },
    errors: [],
    async handle(_context, principal, { query }) {
      const { from = null, to = null, days } = query;
      const fault = from === null ? null : faultOfSpan(from, to);
      if (fault) throw new CodedError('VALIDATION_FAILED', `${fault.field}: ${fault.rule}`, { fields: [fault] });
      const body = await db.withTenant(principal.tenantId, async (tx) => {
        const report = await readReportRange(tx, { from, to, days }, needs);
        const actors = report.charts.flatMap(({ by, rows }) => (by === 'person' ? rows.map(({ at }) => at ?? '') : []));
        const names = await accountNames(tx, [...new Set(actors)]);
        const charts = report.charts.map(({ order: _order, ...chart }) => ({
          ...chart,
          rows: chart.rows.map((row) =>
            chart.by === 'person' ? { ...row, at: names.get(row.at ?? '') ?? NOBODY_KNOWN } : row,
          ),
        }));
        return { from: report.from, to: report.to, time_zone: report.zone, charts };
      });
      return { status: 200, body };
    },
  });

/** What is wrong with days that are no span, or too many; null = nothing. */
function faultOfSpan(from: string, to: string | null): { field: string; rule: string } | null {
  if (to === null) return { field: 'to', rule: 'say the last day too' };
  const days = daysBetween(from, to);
  if (days < 1) return { field: 'from', rule: 'not after the last day' };
  // Somewhere it is tomorrow already.
  if (from > dayOf(Date.now() + DAY_MS)) return { field: 'from', rule: 'a day that has begun' };
  return days > MAXIMUM_REPORT_DAYS ? { field: 'from', rule: `at most ${MAXIMUM_REPORT_DAYS} days` } : null;
}

/** The report of a day, and of many days as charts. */
export const reportRoutes = (deps: ReportDeps): Route[] => [readDailyReport(deps), readRange(deps)];

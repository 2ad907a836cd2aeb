import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { PAYMENT_SIDES } from '../../domain/reconciliation/matchStates.ts';
import { defineRoute } from '../http/route.ts';
import { dayText } from '../http/text.ts';

const DAY = dayText();
const DAYS_BACK = 30;
const MOST_DAYS = 366;

const lineSchema = z.object({
  side: z.enum(PAYMENT_SIDES),
  currency: z.string(),
  matched: z.int().describe('Matches that were approved or recorded'),
  matched_minor: z.int(),
  approved_by_rules: z.int(),
  auto_approve_rate: z.number().nullable().describe('0 to 1; null where nothing was approved'),
  proposed: z.int(),
  rejected: z.int(),
});
const reportSchema = z
  .object({
    from: z.string(),
    to: z.string().describe('The last day, counted too'),
    lines: z.array(lineSchema),
    days: z
      .array(
        z.object({
          day: z.string(),
          currency: z.string(),
          matched_minor: z.int(),
          matched: z.int(),
          proposed: z.int(),
          rejected: z.int(),
        }),
      )
      .describe('The days on which something was proposed, by currency, as it stands now'),
    unmatched: z.array(z.object({ side: z.string(), wait: z.string(), count: z.int() })).describe('As it stands now'),
  })
  .meta({ id: 'ReconciliationReport' });

const dayBefore = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

interface Line {
  side: (typeof PAYMENT_SIDES)[number];
  currency: string;
  matched: number;
  matched_minor: string;
  approved_by_rules: number;
  proposed: number;
  rejected: number;
}

interface Day {
  day: string;
  currency: string;
  matched_minor: string;
  matched: number;
  proposed: number;
  rejected: number;
}

/** What was matched in a span of days (UTC, by when it was proposed), and what waits now. */
export const reconciliationReportRoute = ({ db }: { db: Database }) =>
  defineRoute({
    method: 'get',
    path: '/admin/reports/reconciliation',
    area: 'reconciliation',
    summary: 'Matched and unmatched payments, amounts, and how many the rules approved',
    access: 'reconciliation:read',
    query: z
      .strictObject({ from: DAY.default(() => dayBefore(DAYS_BACK)), to: DAY.default(() => dayBefore(0)) })
      .refine(({ from, to }) => from <= to && Date.parse(to) - Date.parse(from) < MOST_DAYS * 86_400_000, {
        message: `from is not after to, and the span has at most ${MOST_DAYS} days`,
      }),
    responses: { 200: { description: 'The figures', schema: reportSchema } },
    errors: [],
    handle: (_context, { tenantId }, { query: { from, to } }) =>
      db.withTenant(tenantId, async (tx) => {
        const lines = (await tx.execute(sql`select side, currency,
          (count(*) filter (where state in ('approved', 'recorded')))::int as matched,
          coalesce(sum(amount_minor) filter (where state in ('approved', 'recorded')), 0) as matched_minor,
          (count(*) filter (where state in ('approved', 'recorded') and decided_by = 'rules'))::int as approved_by_rules,
          (count(*) filter (where state = 'proposed'))::int as proposed, (count(*) filter (where state = 'rejected'))::int as rejected
          from invoice_matches where created_at >= ${from}::date and created_at < ${to}::date + 1 group by side, currency
          order by side, currency`)) as unknown as Line[];
        const days = (await tx.execute(sql`select (created_at at time zone 'UTC')::date::text as day, currency,
          coalesce(sum(amount_minor) filter (where state in ('approved', 'recorded')), 0) as matched_minor,
          (count(*) filter (where state in ('approved', 'recorded')))::int as matched,
          (count(*) filter (where state = 'proposed'))::int as proposed, (count(*) filter (where state = 'rejected'))::int as rejected
          from invoice_matches where created_at >= ${from}::date and created_at < ${to}::date + 1 group by 1, 2 order by 1, 2`)) as unknown as Day[];
        const unmatched =
          (await tx.execute(sql`select side, wait, count(*)::int as count from unmatched_items group by side, wait
          order by side, wait`)) as unknown as { side: string; wait: string; count: number }[];
        const body = {
          from,
          to,
          lines: lines.map((line) => ({
            ...line,
            matched_minor: Number(line.matched_minor),
            auto_approve_rate: line.matched === 0 ? null : line.approved_by_rules / line.matched,
          })),
          days: days.map((day) => ({ ...day, matched_minor: Number(day.matched_minor) })),
          unmatched: [...unmatched],
        };
        return { status: 200, body };
      }),
  });

import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { reviewTasks } from '../../db/reviews/schema.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { taskConditions, taskFilters } from './taskRows.ts';

/** As many tasks as are counted; a count of more is said to be more. */
const MAXIMUM_COUNTED = 10_000;

const totals = z.array(z.object({ currency: z.string().nullable(), at_risk_minor: z.int() }));
const counted = z.object({ count: z.int(), totals });
const summarySchema = z
  .object({
    ...counted.shape,
    complete: z.boolean().describe(`false = there are more than ${MAXIMUM_COUNTED}, and these are the first of them`),
    kinds: z.array(z.object({ kind: z.enum(reviewTasks.kind.enumValues), ...counted.shape })),
    owners: z.object({ me: counted, nobody: counted, escalated: counted }),
  })
  .meta({ id: 'ReviewSummary' });

interface Row extends Record<string, unknown> {
  kind: (typeof reviewTasks.kind.enumValues)[number];
  currency: string | null;
  mine: boolean;
  free: boolean;
  escalated: boolean;
  count: number;
  at_risk_minor: string;
}

/** How many these rows stand for, and the money at risk by currency. */
function sumOf(rows: readonly Row[]): z.infer<typeof counted> {
  const byCurrency = Map.groupBy(rows, (row) => row.currency);
  return {
    count: rows.reduce((sum, row) => sum + row.count, 0),
    totals: [...byCurrency].map(([currency, own]) => ({
      currency,
      at_risk_minor: own.reduce((sum, row) => sum + Number(row.at_risk_minor), 0),
    })),
  };
}

/** Counts and totals of the open tasks, for each filter of the inbox. */
export const summaryRoute = (db: Database): Route =>
  defineRoute({
    method: 'get',
    path: '/reviews/summary',
    area: 'reviews',
    summary: 'How many tasks are open and what is at risk by currency: in all, by kind and by owner',
    access: 'review:read',
    query: z.strictObject(taskFilters),
    responses: { 200: { description: 'Counts and totals', schema: summarySchema } },
    errors: [],
    async handle(_context, principal, { query }) {
      const conditions = [
        sql`review_tasks.tenant_id = ${principal.tenantId}`,
        sql.raw("review_tasks.state = 'pending'"),
        ...taskConditions(principal, query),
      ];
      const rows = await db.readTenant(principal.tenantId, (tx) =>
        tx.execute<Row>(sql`select kind, currency, coalesce(owner_id = ${principal.userId}, false) as mine, owner_id is null as free,
            escalated_at is not null as escalated, count(*)::int as count, sum(at_risk_minor)::text as at_risk_minor
          from (select kind, currency, owner_id, escalated_at, at_risk_minor from review_tasks
            where ${sql.join(conditions, sql` and `)} ${sql.raw(`limit ${MAXIMUM_COUNTED + 1}`)}) counted group by 1, 2, 3, 4, 5`),
      );
      const all = sumOf(rows);
      return {
        status: 200,
        body: {
          ...all,
          complete: all.count <= MAXIMUM_COUNTED,
          kinds: [...Map.groupBy(rows, (row) => row.kind)].map(([kind, own]) => ({ kind, ...sumOf(own) })),
          owners: {
            me: sumOf(rows.filter((row) => row.mine)),
            nobody: sumOf(rows.filter((row) => row.free)),
            escalated: sumOf(rows.filter((row) => row.escalated)),
          },
        },
      };
    },
  });

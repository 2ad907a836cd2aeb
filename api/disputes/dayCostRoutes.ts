import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { tenantSettings, tenants } from '../../db/identity/schema.ts';
import { dollars } from '../../domain/llm/prices.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { queryInteger } from '../http/numbers.ts';
import { defineRoute } from '../http/route.ts';

const dayCosts = z
  .object({
    day: z.string().describe('UTC date'),
    model: z.string(),
    purpose: z.enum(['proposal', 'embedding']),
    calls: z.int(),
    input_tokens: z.int(),
    output_tokens: z.int(),
    cost: z.string(),
    cost_nano: z.int().describe('1e-9 US dollars'),
    saved: z.string().describe('What answers from the cache would have cost'),
  })
  .meta({ id: 'DayCosts', description: 'Costs in US dollars with six decimals' });
const days = z.strictObject({ days: queryInteger(1, 366).default(30) });

const tenantCosts = z
  .object({ tenant_id: z.uuid(), name: z.string(), calls: z.int(), cost: z.string(), cost_nano: z.int() })
  .meta({ id: 'TenantCosts' });

/** Model costs of a tenant per day and model, oldest first. */
async function costsByDay(db: Database, tenantId: string, lastDays: number): Promise<z.infer<typeof dayCosts>[]> {
  const rows = await db.readTenant(tenantId, (tx) =>
    tx.execute(sql`
      select to_char(created_at at time zone 'utc', 'YYYY-MM-DD') as day, model, purpose, count(*)::int as calls,
        sum(input_tokens)::int as input_tokens, sum(output_tokens)::int as output_tokens, sum(cost_nano) as cost, sum(saved_nano) as saved
      from llm_usage where created_at > now() - make_interval(days => ${lastDays})
      group by 1, 2, 3 order by 1, 2, 3`),
  );
  return rows.map((row) => ({
    day: String(row.day),
    model: String(row.model),
    purpose: row.purpose === 'embedding' ? 'embedding' : 'proposal',
    calls: Number(row.calls),
    input_tokens: Number(row.input_tokens),
    output_tokens: Number(row.output_tokens),
    cost: dollars(Number(row.cost)),
    cost_nano: Number(row.cost),
    saved: dollars(Number(row.saved)),
  }));
}

const dayCostsRoute = (db: Database) =>
  defineRoute({
    method: 'get',
    path: '/costs',
    area: 'costs',
    summary: 'Model costs of your tenant per day and model',
    access: 'costs:read',
    query: days,
    responses: {
      200: {
        description: 'Days with calls, oldest first',
        schema: z.object({
          costs: z.array(dayCosts),
          budget_nano: z.int().describe('What models may cost on one day (UTC) from now on, 1e-9 US dollars'),
        }),
      },
    },
    errors: [],
    async handle(_context, { tenantId }, { query }) {
      const costs = await costsByDay(db, tenantId, query.days);
      const [settings] = await db.readTenant(tenantId, (tx) =>
        tx.select({ budgetNano: tenantSettings.llmDailyBudgetNano }).from(tenantSettings),
      );
      return { status: 200, body: { costs, budget_nano: settings?.budgetNano ?? 0 } };
    },
  });

const disputeCosts = z
  .object({
    process_id: z.uuid(),
    title: z.string(),
    subtitle: z.string().nullable(),
    calls: z.int(),
    input_tokens: z.int(),
    output_tokens: z.int(),
    cost_nano: z.int().describe('1e-9 US dollars'),
    last_call_at: z.string(),
  })
  .meta({ id: 'DisputeCosts' });
/** Shown of a span of days; the rest costs less than each of them. */
const MOST_DISPUTES = 50;

const disputeCostsRoute = (db: Database) =>
  defineRoute({
    method: 'get',
    path: '/costs/disputes',
    area: 'costs',
    summary: `The ${MOST_DISPUTES} disputes whose model calls of the last days cost most`,
    access: 'costs:read',
    query: days,
    responses: {
      200: {
        description: 'The most expensive first, with how many there were and what all of them cost',
        schema: z.object({ disputes: z.array(disputeCosts), count: z.int(), total_nano: z.int() }),
      },
    },
    errors: [],
    async handle(_context, principal, { query }) {
      const rows = await db.readTenant(principal.tenantId, (tx) =>
        tx.execute(sql`
          select u.*, p.subject, p.title, p.subtitle, count(*) over () as disputes, sum(cost) over () as total
          from (select process_id, count(*) as calls, sum(input_tokens) as input_tokens, sum(output_tokens) as output_tokens,
              sum(cost_nano) as cost, max(created_at) as last_call_at
            from llm_usage where created_at > now() - make_interval(days => ${query.days}) group by process_id) u
          join processes p on p.id = u.process_id
          order by u.cost desc, u.last_call_at desc limit ${MOST_DISPUTES}`),
      );
      const disputes = rows.map((row) => ({
        process_id: String(row.process_id),
        title: String(row.title ?? `Dispute ${row.subject}`),
        subtitle: row.subtitle === null ? null : String(row.subtitle),
        calls: Number(row.calls),
        input_tokens: Number(row.input_tokens),
        output_tokens: Number(row.output_tokens),
        cost_nano: Number(row.cost),
        last_call_at: new Date(String(row.last_call_at)).toISOString(),
      }));
      return {
        status: 200,
        body: { disputes, count: Number(rows[0]?.disputes ?? 0), total_nano: Number(rows[0]?.total ?? 0) },
      };
    },
  });

const tenantCostsRoute = (db: Database) =>
  defineRoute({
    method: 'get',
    path: '/admin/costs',
    budget: 'admin',
    area: 'costs',
    summary: 'Model costs of every tenant, added up; the most expensive of a page first',
    access: 'admin:tenants',
    query: listQuery(['created_at'], 'created_at', days.shape),
    responses: { 200: { description: 'A page', schema: listSchema('tenants', tenantCosts) } },
    errors: [],
    async handle(_context, _principal, { query }) {
      const list = keyset(query, { created_at: tenants.createdAt }, tenants.id);
      const all = await db.withPlatform('tenants', (tx) =>
        tx
          .select({ id: tenants.id, name: tenants.name, ...list.columns })
          .from(tenants)
          .where(list.where)
          .orderBy(...list.orderBy)
          .limit(list.limit),
      );
      const { rows, ...page } = list.page(all);
      const shown = [];
      for (const { id, name } of rows) {
        const spent = await costsByDay(db, id, query.days);
        const costNano = spent.reduce((sum, row) => sum + row.cost_nano, 0);
        const calls = spent.reduce((sum, row) => sum + row.calls, 0);
        shown.push({ tenant_id: id, name, calls, cost: dollars(costNano), cost_nano: costNano });
      }
      return {
        status: 200,
        body: { tenants: shown.toSorted((left, right) => right.cost_nano - left.cost_nano), ...page },
      };
    },
  });

/** What models cost by day and by dispute: a tenant's own, and all tenants' for who runs the installation. */
export const dayCostRoutes = (db: Database) => [dayCostsRoute(db), disputeCostsRoute(db), tenantCostsRoute(db)];

import { asc, eq, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { llmUsage, workflowStates } from '../../db/disputes/schema.ts';
import { tenants } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { dollars, MODEL_PRICES } from '../../domain/llm/prices.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { queryInteger } from '../http/numbers.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { findRun, RUN_COLUMNS, type RunRow } from './routes.ts';

const runCosts = z
  .object({
    run_id: z.uuid().nullable(),
    process_id: z.uuid(),
    case_id: z.string(),
    status: z.string(),
    llm_cost: z.string(),
    total_cost: z.string(),
    input_tokens: z.int(),
    output_tokens: z.int(),
    input_cost: z.string(),
    output_cost: z.string(),
    cost_breakdown: z.unknown(),
    mock: z.boolean(),
  })
  .meta({ id: 'RunCosts', description: 'Costs in US dollars with six decimals' });

type Usage = typeof llmUsage.$inferSelect;

function costsJson(row: RunRow, usage: Usage[]) {
  const proposal = usage.filter((item) => item.purpose === 'proposal');
  const sum = (pick: (item: Usage) => number) => proposal.reduce((total, item) => total + pick(item), 0);
  const outputNano = sum((item) => item.outputTokens * (MODEL_PRICES[item.model]?.outputNano ?? 0));
  const totalNano = sum((item) => item.costNano);
  return {
    run_id: row.runId,
    process_id: row.processId,
    case_id: row.caseId,
    status: row.status,
    llm_cost: row.llmCost,
    total_cost: row.totalCost,
    input_tokens: sum((item) => item.inputTokens),
    output_tokens: sum((item) => item.outputTokens),
    input_cost: dollars(totalNano - outputNano),
    output_cost: dollars(outputNano),
    cost_breakdown: row.costBreakdown,
    mock: row.mock || usage.some((item) => item.mock),
  };
}

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
/** Model calls that are added up for one answer. */
const MAXIMUM_CALLS = 10_000;
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

export function costRoutes(db: Database): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/costs',
      area: 'costs',
      summary: 'Model costs of your tenant per day and model',
      access: 'costs:read',
      query: days,
      responses: {
        200: { description: 'Days with calls, oldest first', schema: z.object({ costs: z.array(dayCosts) }) },
      },
      errors: [],
      handle: async (_context, principal, { query }) => ({
        status: 200,
        body: { costs: await costsByDay(db, principal.tenantId, query.days) },
      }),
    }),
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
    }),
    defineRoute({
      method: 'get',
      path: '/costs/workflow/:run_id',
      area: 'costs',
      summary: 'Model and vendor costs of one run, also while it runs',
      access: 'costs:read',
      params: z.object({ run_id: z.string().max(100) }),
      responses: { 200: { description: 'Costs', schema: runCosts } },
      errors: ['WORKFLOW_NOT_FOUND'],
      async handle(_context, principal, { params }) {
        const row = await findRun(db, principal.tenantId, params.run_id);
        const usage = await db.withTenant(principal.tenantId, (tx) =>
          tx.select().from(llmUsage).where(eq(llmUsage.processId, row.processId)).limit(MAXIMUM_CALLS),
        );
        return { status: 200, body: costsJson(row, usage) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/costs/case/:case_id',
      area: 'costs',
      summary: 'Costs of all runs of a case, added up',
      access: 'costs:read',
      params: z.object({ case_id: z.string().max(255) }),
      responses: {
        200: {
          description: 'Costs',
          schema: z.object({
            case_id: z.string(),
            total_cost: z.string(),
            llm_cost: z.string(),
            workflow_count: z.int(),
            workflows: z.array(runCosts),
          }),
        },
      },
      errors: ['NOT_FOUND'],
      async handle(_context, principal, { params }) {
        const { rows, usage } = await db.withTenant(principal.tenantId, async (tx) => {
          const found = await tx
            .select(RUN_COLUMNS)
            .from(workflowStates)
            .where(eq(workflowStates.caseId, params.case_id))
            .orderBy(asc(workflowStates.id))
            .limit(200);
          const ids = found.map((row) => row.processId);
          const usage =
            ids.length === 0
              ? []
              : await tx.select().from(llmUsage).where(inArray(llmUsage.processId, ids)).limit(MAXIMUM_CALLS);
          return { rows: found, usage };
        });
        if (rows.length === 0) throw new CodedError('NOT_FOUND');
        const nano = (items: Usage[]) => items.reduce((total, item) => total + item.costNano, 0);
        return {
          status: 200,
          body: {
            case_id: params.case_id,
            total_cost: dollars(nano(usage)),
            llm_cost: dollars(nano(usage.filter((item) => item.purpose === 'proposal'))),
            workflow_count: rows.length,
            workflows: rows.map((row) =>
              costsJson(
                row,
                usage.filter((item) => item.processId === row.processId),
              ),
            ),
          },
        };
      },
    }),
  ];
}

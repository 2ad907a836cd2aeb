import { asc, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { llmUsage, workflowStates } from '../../db/disputes/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { dollars, MODEL_PRICES } from '../../domain/llm/prices.ts';
import { defineRoute } from '../http/route.ts';
import { findRun, RUN_COLUMNS, type RunRow } from './runs.ts';

/** Model calls that are added up for one answer. */
const MAXIMUM_CALLS = 10_000;
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

const runCostsRoute = (db: Database) =>
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
  });

const caseCostsRoute = (db: Database) =>
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
  });

/** What one run, or all runs of a case, have cost. */
export const runCostRoutes = (db: Database) => [runCostsRoute(db), caseCostsRoute(db)];

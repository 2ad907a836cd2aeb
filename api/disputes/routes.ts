import { and, eq, getTableColumns, sql } from 'drizzle-orm';
import { z } from 'zod';
import { startDispute } from '../../books/disputes/startDispute.ts';
import { TOLD_BY_WRITER_MS } from '../../books/operations/createProcess.ts';
import { type Database, isUuid } from '../../db/database.ts';
import { workflowStates } from '../../db/disputes/schema.ts';
import { events, processes } from '../../db/operations/schema.ts';
import { isInFuture } from '../../domain/disputes/envelope.ts';
import { disputeEventSchema } from '../../domain/disputes/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import type { ReviewTimings } from '../../workflows/reviews/contract.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { defineRoute, type Route } from '../http/route.ts';

export interface DisputeRouteDeps {
  db: Database;
  /** Tells the engine at once; null when it does not answer, then the outbox does it later. */
  startProcess(tenantId: string, processId: string): Promise<string | null>;
  review: ReviewTimings;
  vendorTenantId: string;
}

const acceptedSchema = z
  .object({
    process_id: z.uuid(),
    workflow_id: z.string(),
    run_id: z.uuid().nullable(),
    joined: z.boolean(),
    status_url: z.string(),
  })
  .meta({ id: 'Accepted' });

const runSchema = z
  .object({
    process_id: z.uuid(),
    run_id: z.uuid().nullable(),
    case_id: z.string(),
    customer_id: z.string(),
    status: z.enum(['running', 'pending', 'completed', 'failed']),
    current_step: z.string(),
    resolution_proposal: z.unknown(),
    human_review_data: z.unknown(),
    final_resolution: z.unknown(),
    llm_cost: z.string(),
    total_cost: z.string(),
    mock: z.boolean(),
    created_at: z.string(),
    updated_at: z.string(),
    completed_at: z.string().nullable(),
  })
  .meta({ id: 'DisputeRun' });
const statusSchema = runSchema.extend({
  workflow_id: z.string(),
  history: z.array(z.object({ sequence: z.number(), type: z.string(), actor: z.string(), at: z.string() })),
});

// What vendors said, and vectors, stay where they are: a page of runs would carry megabytes of them.
const {
  crmData: _crm,
  billingData: _billing,
  paymentData: _payments,
  promptContext: _prompt,
  caseEmbedding: _vector,
  ...columns
} = getTableColumns(workflowStates);
/** Columns of a run that are shown. */
export const RUN_COLUMNS = columns;
export type RunRow = Omit<
  typeof workflowStates.$inferSelect,
  'crmData' | 'billingData' | 'paymentData' | 'promptContext' | 'caseEmbedding'
>;

const runJson = (row: RunRow) => ({
  process_id: row.processId,
  run_id: row.runId,
  case_id: row.caseId,
  customer_id: row.customerId,
  status: row.status,
  current_step: row.currentStep,
  resolution_proposal: row.resolutionProposal,
  human_review_data: row.humanReviewData,
  final_resolution: row.finalResolution,
  llm_cost: row.llmCost,
  total_cost: row.totalCost,
  mock: row.mock,
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
  completed_at: row.completedAt?.toISOString() ?? null,
});

/** Finds a run by its public run id or its process id; a foreign id answers like a missing one. */
export async function findRun(db: Database, tenantId: string, id: string): Promise<RunRow> {
  const rows = isUuid(id)
    ? await db.withTenant(tenantId, (tx) =>
        tx.select(RUN_COLUMNS).from(workflowStates).where(sql`run_id = ${id} or process_id = ${id}`),
      )
    : [];
  if (!rows[0]) throw new CodedError('WORKFLOW_NOT_FOUND');
  return rows[0];
}

export function disputeRoutes({ db, startProcess, review, vendorTenantId }: DisputeRouteDeps): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/disputes',
      area: 'disputes',
      summary: 'Start the dispute of a case, join its open run, or run an ended case again',
      access: 'disputes:start',
      body: disputeEventSchema,
      idempotent: true,
      responses: {
        202: { description: 'The run; run_id is null until the engine has taken the start', schema: acceptedSchema },
      },
      errors: ['EVENT_IN_FUTURE', 'INTEGRATION_NOT_CONFIGURED', 'IDEMPOTENCY_KEY_REUSED', 'REQUEST_IN_PROGRESS'],
      example: { case_id: 'CASE-001-TEST-12345', customer_id: 'ACC-001-DEMO-67890' },
      async handle(context, principal, { body }) {
        if (isInFuture(body, Date.now()))
          throw new CodedError('EVENT_IN_FUTURE', 'occurred_at: more than five minutes in the future', {
            fields: [{ field: 'occurred_at', rule: 'not in the future' }],
          });
        const { tenantId, actor } = principal;
        const started = await db.withTenant(tenantId, (tx) =>
          startDispute(tx, {
            tenantId,
            vendorTenantId,
            caseId: body.case_id,
            customerId: body.customer_id,
            startedBy: actor,
            occurredAt: body.occurred_at,
            requestId: context.requestId,
            review,
            mayRerun: true,
            dueAfterMs: TOLD_BY_WRITER_MS,
          }),
        );
        const runId = started.process.runId ?? (await startProcess(tenantId, started.process.id));
        const { id, workflowId } = started.process;
        return {
          status: 202,
          body: {
            process_id: id,
            workflow_id: workflowId,
            run_id: runId,
            joined: started.kind === 'joined',
            status_url: `/api/v1/workflow/${runId ?? id}/status`,
          },
        };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/disputes',
      area: 'disputes',
      summary: 'Dispute runs, newest first',
      access: 'disputes:read',
      query: listQuery(['created_at'], '-created_at', {
        status: z.enum(['running', 'pending', 'completed', 'failed']).optional(),
        case_id: z.string().max(255).optional(),
      }),
      responses: { 200: { description: 'A page', schema: listSchema('disputes', runSchema) } },
      errors: [],
      async handle(_context, principal, { query }) {
        const list = keyset(query, { created_at: workflowStates.createdAt }, workflowStates.id);
        const rows = await db.readTenant(principal.tenantId, (tx) =>
          tx
            .select({ run: RUN_COLUMNS, ...list.columns })
            .from(workflowStates)
            .where(
              and(
                query.status ? eq(workflowStates.status, query.status) : undefined,
                query.case_id ? eq(workflowStates.caseId, query.case_id) : undefined,
                list.where,
              ),
            )
            .orderBy(...list.orderBy)
            .limit(list.limit),
        );
        const { rows: shown, ...page } = list.page(rows);
        return { status: 200, body: { disputes: shown.map((row) => runJson(row.run)), ...page } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/workflow/:run_id/status',
      area: 'disputes',
      summary: 'Status of one run with the history of its steps and decisions',
      access: 'disputes:read',
      params: z.object({
        run_id: z.string().max(100).describe('run_id, or process_id of a start that the engine has not taken yet'),
      }),
      responses: { 200: { description: 'The run', schema: statusSchema } },
      errors: ['WORKFLOW_NOT_FOUND'],
      async handle(_context, principal, { params }) {
        const row = await findRun(db, principal.tenantId, params.run_id);
        const { process, history } = await db.withTenant(principal.tenantId, async (tx) => ({
          process: (await tx.select().from(processes).where(eq(processes.id, row.processId)))[0],
          history: await tx
            .select({ sequence: events.sequence, type: events.type, actor: events.actor, at: events.occurredAt })
            .from(events)
            .where(eq(events.subject, `process:${row.processId}`))
            .orderBy(events.sequence)
            .limit(500),
        }));
        return {
          status: 200,
          body: {
            ...runJson(row),
            workflow_id: process?.workflowId ?? '',
            history: history.map((event) => ({ ...event, at: event.at.toISOString() })),
          },
        };
      },
    }),
  ];
}

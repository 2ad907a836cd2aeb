import { getTableColumns, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Database, isUuid } from '../../db/database.ts';
import { workflowStates } from '../../db/disputes/schema.ts';
import type { processes } from '../../db/operations/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';

export const runSchema = z
  .object({
    process_id: z.uuid(),
    run_id: z.uuid().nullable(),
    case_id: z.string(),
    title: z.string().describe('How people call it'),
    subtitle: z.string(),
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

type RunName = Pick<typeof processes.$inferSelect, 'title' | 'subtitle'> | null | undefined;

export const runJson = (row: RunRow, name: RunName) => ({
  process_id: row.processId,
  run_id: row.runId,
  case_id: row.caseId,
  title: name?.title ?? row.caseId,
  subtitle: name?.subtitle ?? '',
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

import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { appendEvent } from '../../books/events.ts';
import { createProcess } from '../../books/operations/createProcess.ts';
import type { Transaction } from '../../db/database.ts';
import { bulkDecisions } from '../../db/reviews/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { TASK_QUEUES } from '../../temporal.config.ts';
import {
  BULK_DECISION_WORKFLOW,
  type BulkDecisionInput,
  bulkDecisionWorkflowId,
} from '../../workflows/reviews/contract.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { Principal } from '../http/tokens.ts';
import { type BulkDeps, bulkId, bulkJson, bulkSchema, findBulk } from './bulkReceipt.ts';

type Bulk = typeof bulkDecisions.$inferSelect;
const startBody = z.strictObject({
  preview_hash: z.string().regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits, as the preview gives them'),
  comment: z.string().max(4000).optional().describe('Kept with every decision; needed to reject'),
});
type StartBody = z.infer<typeof startBody>;

/** Gives a previewed decision its process. */
async function run(tx: Transaction, bulk: Bulk, comment: string | undefined, requestId: string): Promise<Bulk> {
  const { tenantId, actor } = bulk;
  const { process } = await createProcess(tx, {
    tenantId,
    kind: 'bulk-decision',
    subject: bulk.id,
    workflowType: BULK_DECISION_WORKFLOW,
    workflowId: bulkDecisionWorkflowId(tenantId, bulk.id),
    taskQueue: TASK_QUEUES.core,
    input: (processId) => ({ tenantId, processId, bulkId: bulk.id }) satisfies BulkDecisionInput,
    startedBy: actor,
  });
  const [running] = await tx
    .update(bulkDecisions)
    .set({ status: 'running', processId: process.id, comment: comment ?? null, startedAt: sql`now()` })
    .where(eq(bulkDecisions.id, bulk.id))
    .returning();
  await appendEvent(tx, {
    type: 'bulk_decision_started',
    actor,
    subject: `bulk:${bulk.id}`,
    data: { decision: bulk.decision, total: bulk.total, previewHash: bulk.previewHash },
    requestId,
    workflowId: process.workflowId,
  });
  return running ?? bulk;
}

async function start(
  tx: Transaction,
  principal: Principal,
  id: string,
  body: StartBody,
  requestId: string,
): Promise<Bulk> {
  const { actor } = principal;
  const bulk = await findBulk(tx, id);
  if (bulk.actor !== actor) throw new CodedError('FORBIDDEN');
  if (bulk.previewHash !== body.preview_hash) throw new CodedError('REVIEW_STALE');
  if (bulk.status !== 'preview') return bulk;
  if (bulk.total === 0)
    throw new CodedError('VALIDATION_FAILED', 'preview_hash: the preview holds no task', {
      fields: [{ field: 'preview_hash', rule: 'of a preview with tasks' }],
    });
  if (bulk.decision === 'rejected' && !body.comment?.trim())
    throw new CodedError('VALIDATION_FAILED', 'comment: say why these are rejected', {
      fields: [{ field: 'comment', rule: 'required to reject' }],
    });
  return run(tx, bulk, body.comment, requestId);
}

export const startRoute = ({ db, startProcess }: BulkDeps): Route =>
  defineRoute({
    method: 'post',
    path: '/bulk-decisions/:bulk_id/start',
    area: 'reviews',
    summary: 'Carry out what was previewed, by whoever previewed it; the same again joins it',
    access: 'review:decide',
    params: bulkId,
    body: startBody,
    responses: { 202: { description: 'It runs', schema: bulkSchema.extend({ status_url: z.string() }) } },
    errors: ['NOT_FOUND', 'REVIEW_STALE', 'VALIDATION_FAILED', 'FORBIDDEN'],
    async handle(context, principal, { params, body }) {
      const { tenantId } = principal;
      const started = await db.withTenant(tenantId, (tx) =>
        start(tx, principal, params.bulk_id, body, context.requestId),
      );
      if (started.processId) await startProcess(tenantId, started.processId);
      return { status: 202, body: { ...bulkJson(started), status_url: `/api/v1/bulk-decisions/${started.id}` } };
    },
  });

import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { type BulkRow, lockBulk } from '../../db/reviews/bulks.ts';
import { bulkDecisions } from '../../db/reviews/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { nameBulk } from '../../domain/reviews/naming.ts';
import { bulkMayMove } from '../../domain/reviews/states.ts';
import { TASK_QUEUES } from '../../temporal.config.ts';
import {
  BULK_DECISION_WORKFLOW,
  type BulkDecisionInput,
  bulkDecisionWorkflowId,
} from '../../workflows/reviews/contract.ts';
import { appendEvent } from '../events.ts';
import { createProcess } from '../operations/createProcess.ts';

export interface BulkStart {
  bulkId: string;
  /** Of the preview that was looked at. */
  previewHash: string;
  comment: string | null;
  actor: string;
  requestId: string;
}

/** Why a preview may not be started by this request; throws its code. */
function assertStartable(bulk: BulkRow, start: BulkStart): void {
  if (bulk.total === 0)
    throw new CodedError('VALIDATION_FAILED', 'preview_hash: the preview holds no task', {
      fields: [{ field: 'preview_hash', rule: 'of a preview with tasks' }],
    });
  if (bulk.decision === 'rejected' && !start.comment?.trim())
    throw new CodedError('VALIDATION_FAILED', 'comment: say why these are rejected', {
      fields: [{ field: 'comment', rule: 'required to reject' }],
    });
}

function runOf(tx: Transaction, { id: bulkId, tenantId, actor, ...bulk }: BulkRow) {
  return createProcess(tx, {
    tenantId,
    kind: 'bulk-decision',
    subject: bulkId,
    title: nameBulk(bulk),
    workflowType: BULK_DECISION_WORKFLOW,
    workflowId: bulkDecisionWorkflowId(tenantId, bulkId),
    taskQueue: TASK_QUEUES.core,
    input: (processId) => ({ tenantId, processId, bulkId }) satisfies BulkDecisionInput,
    startedBy: actor,
  });
}

/**
 * Gives a preview its run, for whoever previewed it. One that has been started is returned as it is. Throws NOT_FOUND,
 * FORBIDDEN, REVIEW_STALE, VALIDATION_FAILED.
 */
export async function startBulk(tx: Transaction, start: BulkStart): Promise<BulkRow> {
  const bulk = await lockBulk(tx, start.bulkId);
  if (bulk.actor !== start.actor) throw new CodedError('FORBIDDEN', 'Only whoever made this preview may start it');
  if (bulk.previewHash !== start.previewHash) throw new CodedError('REVIEW_STALE');
  if (!bulkMayMove(bulk.status, 'running')) return bulk;
  assertStartable(bulk, start);
  const { process } = await runOf(tx, bulk);
  const [running] = await tx
    .update(bulkDecisions)
    .set({ status: 'running', processId: process.id, comment: start.comment, startedAt: sql`now()` })
    .where(eq(bulkDecisions.id, bulk.id))
    .returning();
  await appendEvent(tx, {
    type: 'bulk_decision_started',
    actor: bulk.actor,
    subject: `bulk:${bulk.id}`,
    data: { decision: bulk.decision, total: bulk.total, previewHash: bulk.previewHash },
    requestId: start.requestId,
    workflowId: process.workflowId,
  });
  return running ?? bulk;
}

import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { processes } from '../../db/operations/schema.ts';
import { type ProcessRow, runsOf } from '../../db/processes.ts';
import { TASK_QUEUES } from '../../temporal.config.ts';
import {
  RECONCILIATION_WORKFLOW,
  type ReconciliationInput,
  reconciliationWorkflowId,
} from '../../workflows/reconciliation/matching/contract.ts';
import { createProcess } from '../operations/createProcess.ts';
import { queueLook } from '../operations/queueLook.ts';

/** Several arrivals within this time are one run. */
const GATHER_MS = 1_000;

/**
 * The matching of a tenant's payments: the open run, which looks once more before it ends, or a new one. Called in the transaction
 * that brings something new, so that nothing new is left without a run.
 */
export async function startReconciliation(
  tx: Transaction,
  { tenantId, startedBy, causeId }: { tenantId: string; startedBy: string; causeId?: string },
): Promise<{ process: ProcessRow; created: boolean }> {
  const { last, next } = await runsOf(tx, 'reconciliation', tenantId);
  // Shared: many may bring something at once. Its end waits for all of them, and then sees what they brought.
  const [open] = last ? await tx.select().from(processes).where(eq(processes.id, last.id)).for('share') : [];
  if (open?.status === 'open') {
    if (causeId) await queueLook(tx, { tenantId, processId: open.id, causeId });
    return { process: open, created: false };
  }
  return createProcess(tx, {
    tenantId,
    kind: 'reconciliation',
    subject: tenantId,
    title: 'Match payments to invoices',
    run: next,
    workflowType: RECONCILIATION_WORKFLOW,
    workflowId: reconciliationWorkflowId(tenantId),
    taskQueue: TASK_QUEUES.core,
    input: (processId) => ({ tenantId, processId }) satisfies ReconciliationInput,
    startedBy,
    dueAfterMs: GATHER_MS,
  });
}

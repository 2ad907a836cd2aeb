import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { policyDocuments } from '../../db/disputes/schema.ts';
import { runsOf } from '../../db/processes.ts';
import { namePolicyReading } from '../../domain/policies/naming.ts';
import { TASK_QUEUES } from '../../temporal.config.ts';
import { POLICY_WORKFLOW, type PolicyIngestionInput, policyWorkflowId } from '../../workflows/policies/contract.ts';
import { closeProcess } from '../operations/closeProcess.ts';
import { createProcess } from '../operations/createProcess.ts';
import type { Document } from './keepDocument.ts';

const STUCK_AFTER_MS = 30 * 60_000;

/** Starts the ingestion, or joins the one that has begun; one that failed is begun anew. */
export async function startIngestion(tx: Transaction, tenantId: string, document: Document, startedBy: string) {
  const { last, next } = await runsOf(tx, 'policy', document.id);
  let again = document.status === 'failed';
  // Left over from a version whose failed ingestions said nothing: no run takes this long.
  if (
    last?.status === 'open' &&
    document.status === 'pending' &&
    Date.now() - last.createdAt.getTime() > STUCK_AFTER_MS
  ) {
    await closeProcess(tx, last.id);
    again = true;
  }
  if (again)
    await tx.update(policyDocuments).set({ status: 'pending', error: null }).where(eq(policyDocuments.id, document.id));
  return createProcess(tx, {
    tenantId,
    kind: 'policy',
    subject: document.id,
    title: namePolicyReading(document),
    run: again ? next : (last?.run ?? next),
    workflowType: POLICY_WORKFLOW,
    workflowId: policyWorkflowId(tenantId, document.contentHash),
    taskQueue: TASK_QUEUES.core,
    input: (processId) => ({ tenantId, processId, documentId: document.id }) satisfies PolicyIngestionInput,
    startedBy,
  });
}

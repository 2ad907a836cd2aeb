import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { policyDocuments } from '../../db/disputes/schema.ts';
import type { PolicyIngestionInput } from '../../workflows/policies/contract.ts';
import { appendEvent } from '../events.ts';
import { closeProcess } from '../operations/closeProcess.ts';

export interface IngestionEnd {
  status: 'ingested' | 'unreadable' | 'failed';
  sections: number;
  error: string | null;
}

/** Says what became of a document's ingestion, and ends its run. */
export async function endIngestion(tx: Transaction, input: PolicyIngestionInput, end: IngestionEnd): Promise<void> {
  const { status, sections, error } = end;
  await tx.update(policyDocuments).set({ status, error }).where(eq(policyDocuments.id, input.documentId));
  await closeProcess(tx, input.processId);
  await appendEvent(tx, {
    type: `policy_${status}`,
    actor: 'workflow',
    subject: `policy:${input.documentId}`,
    data: { sections, ...(error ? { error } : {}) },
  });
}

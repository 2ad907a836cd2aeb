import { and, eq } from 'drizzle-orm';
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

/**
 * Ends a run that ingests, and says what became of its document. A run that has ended says nothing more: it was told twice,
 * or another took its place. Of a document that is no longer pending, or removed, there is nothing to say.
 */
export async function endIngestion(tx: Transaction, input: PolicyIngestionInput, end: IngestionEnd): Promise<void> {
  const { status, sections, error } = end;
  if (!(await closeProcess(tx, input.processId))) return;
  const ended = await tx
    .update(policyDocuments)
    .set({ status, error })
    .where(and(eq(policyDocuments.id, input.documentId), eq(policyDocuments.status, 'pending')))
    .returning({ id: policyDocuments.id });
  if (ended.length === 0) return;
  await appendEvent(tx, {
    type: `policy_${status}`,
    actor: 'workflow',
    subject: `policy:${input.documentId}`,
    data: { sections, ...(error ? { error } : {}) },
  });
}

import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { companyPolicies, policyDocuments } from '../../db/disputes/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { appendEvent } from '../events.ts';

/** Removes a document and its sections. Throws NOT_FOUND where there is none. */
export async function removeDocument(
  tx: Transaction,
  removal: { documentId: string; actor: string; requestId: string },
): Promise<void> {
  const { documentId, actor, requestId } = removal;
  await tx.delete(companyPolicies).where(eq(companyPolicies.documentId, documentId));
  const gone = await tx
    .delete(policyDocuments)
    .where(eq(policyDocuments.id, documentId))
    .returning({ id: policyDocuments.id });
  if (gone.length === 0) throw new CodedError('NOT_FOUND');
  await appendEvent(tx, { type: 'policy_removed', actor, subject: `policy:${documentId}`, requestId });
}

import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { companyPolicies, policyDocuments } from '../../db/disputes/schema.ts';
import { processes } from '../../db/operations/schema.ts';

/** Removes all documents of a tenant, and frees their identities, so that the same files are ingested anew. */
export async function removeAllDocuments(tx: Transaction): Promise<void> {
  await tx.delete(companyPolicies);
  await tx.delete(policyDocuments);
  await tx
    .update(processes)
    .set({ key: sql`${processes.key} || '/reset/' || ${processes.id}` })
    .where(eq(processes.kind, 'policy'));
}

import type { Transaction } from '../../db/database.ts';
import { companyPolicies, policyDocuments } from '../../db/disputes/schema.ts';

/** Removes all documents of a tenant. The same files are new documents afterwards. */
export async function removeAllDocuments(tx: Transaction): Promise<void> {
  await tx.delete(companyPolicies);
  await tx.delete(policyDocuments);
}

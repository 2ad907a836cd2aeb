import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { companyPolicies } from '../../db/disputes/schema.ts';

const ROWS_AT_ONCE = 200;

/** Puts these sections in the place of those that the document has. */
export async function replaceSections(
  tx: Transaction,
  documentId: string,
  sections: (typeof companyPolicies.$inferInsert)[],
): Promise<void> {
  await tx.delete(companyPolicies).where(eq(companyPolicies.documentId, documentId));
  for (let start = 0; start < sections.length; start += ROWS_AT_ONCE)
    await tx.insert(companyPolicies).values(sections.slice(start, start + ROWS_AT_ONCE));
}

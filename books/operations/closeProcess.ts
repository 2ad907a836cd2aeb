import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { processes } from '../../db/operations/schema.ts';

/** Closes a process in the transaction that ends its run. */
export async function closeProcess(tx: Transaction, processId: string): Promise<void> {
  await tx.update(processes).set({ status: 'closed', closedAt: sql`now()` }).where(eq(processes.id, processId));
}

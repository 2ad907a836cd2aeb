import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { processes } from '../../db/operations/schema.ts';

/** Closes an open process in the transaction that ends its run; false when it is closed already, and stays as it is. */
export async function closeProcess(tx: Transaction, processId: string): Promise<boolean> {
  const closed = await tx
    .update(processes)
    .set({ status: 'closed', closedAt: sql`now()` })
    .where(and(eq(processes.id, processId), eq(processes.status, 'open')))
    .returning({ id: processes.id });
  return closed.length > 0;
}

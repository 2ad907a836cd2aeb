import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { queueMessages } from '../../db/operations/schema.ts';

/** Notes a message of the queue; false when it has been seen before. */
export async function noteQueueMessage(tx: Transaction, tenantId: string, messageId: string): Promise<boolean> {
  const fresh = await tx.insert(queueMessages).values({ tenantId, messageId }).onConflictDoNothing().returning();
  return fresh.length > 0;
}

/** Notes which process a message has led to. */
export async function noteMessageProcess(tx: Transaction, messageId: string, processId: string): Promise<void> {
  await tx.update(queueMessages).set({ processId }).where(eq(queueMessages.messageId, messageId));
}

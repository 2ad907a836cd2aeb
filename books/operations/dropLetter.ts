import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { queueLetters } from '../../db/operations/schema.ts';

/** A message that was taken after all, or went back to the queue. */
export async function dropLetter(tx: Transaction, messageId: string): Promise<void> {
  await tx.delete(queueLetters).where(eq(queueLetters.messageId, messageId));
}

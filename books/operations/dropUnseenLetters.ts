import { lt } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { queueLetters } from '../../db/operations/schema.ts';

/** Letters whose messages are no longer there: somebody took them out of the queue, or their time was over. */
export async function dropUnseenLetters(tx: Transaction, before: Date): Promise<void> {
  await tx.delete(queueLetters).where(lt(queueLetters.seenAt, before));
}

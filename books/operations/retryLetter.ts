import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { queueLetters } from '../../db/operations/schema.ts';

/** Asks for another try; false when there is no such letter that waits. */
export async function retryLetter(tx: Transaction, id: string): Promise<boolean> {
  const asked = await tx
    .update(queueLetters)
    .set({ state: 'again' })
    .where(and(eq(queueLetters.id, id), eq(queueLetters.state, 'waiting')))
    .returning({ id: queueLetters.id });
  return asked.length > 0;
}

import { and, eq, lt, sql } from 'drizzle-orm';
import type { Transaction } from '../database.ts';
import { queueLetters } from './schema.ts';

export type QueueLetter = typeof queueLetters.$inferSelect;

export interface LetterSeen {
  tenantId: string;
  messageId: string;
  envelope: string;
  code: string;
  problem: string;
  attempts: number;
}

/** Keeps what is known of a message that could not be taken, or that it is still there. */
export async function keepLetter(tx: Transaction, seen: LetterSeen, counts: 'tries' | 'looks'): Promise<QueueLetter> {
  const [letter] = await tx
    .insert(queueLetters)
    .values(seen)
    .onConflictDoUpdate({
      target: [queueLetters.tenantId, queueLetters.messageId],
      set: {
        envelope: seen.envelope,
        code: seen.code,
        problem: seen.problem,
        // The queue counts our looks at it as well; only tries to take it are told.
        ...(counts === 'tries' ? { attempts: seen.attempts } : {}),
        seenAt: sql`now()`,
      },
    })
    .returning();
  if (!letter) throw new Error('letter not written');
  return letter;
}

/** A message that was taken after all, or went back to the queue. */
export async function dropLetter(tx: Transaction, messageId: string): Promise<void> {
  await tx.delete(queueLetters).where(eq(queueLetters.messageId, messageId));
}

/** Letters whose messages are no longer there: somebody took them out of the queue, or their time was over. */
export async function dropUnseenLetters(tx: Transaction, before: Date): Promise<void> {
  await tx.delete(queueLetters).where(lt(queueLetters.seenAt, before));
}

/** Asks for another try; false when there is no such letter that waits. */
export async function retryLetter(tx: Transaction, id: string): Promise<boolean> {
  const asked = await tx
    .update(queueLetters)
    .set({ state: 'again' })
    .where(and(eq(queueLetters.id, id), eq(queueLetters.state, 'waiting')))
    .returning({ id: queueLetters.id });
  return asked.length > 0;
}

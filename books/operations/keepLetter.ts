import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { queueLetters } from '../../db/operations/schema.ts';

type QueueLetter = typeof queueLetters.$inferSelect;

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

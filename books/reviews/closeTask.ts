import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { reviewTasks } from '../../db/reviews/schema.ts';
import { type ClosedState, statesBefore } from '../../domain/reviews/states.ts';

/**
 * Closes a task: the one way in which its state changes. Returns it; undefined where it was closed before, and then nothing
 * was written. The caller appends the event that says why.
 */
export async function closeTask(tx: Transaction, taskId: string, state: ClosedState) {
  const [closed] = await tx
    .update(reviewTasks)
    .set({ state, closedAt: sql`now()` })
    .where(and(eq(reviewTasks.id, taskId), inArray(reviewTasks.state, statesBefore(state))))
    .returning();
  return closed;
}

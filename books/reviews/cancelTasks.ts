import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { reviewTasks } from '../../db/reviews/schema.ts';
import { statesBefore } from '../../domain/reviews/states.ts';

/** Ends the tasks of a process that still wait for a person, but for the one that is being decided: they ask nothing any more. */
export const cancelTasks = (tx: Transaction, processId: string, decidedTaskId: string | null): Promise<unknown> =>
  tx
    .update(reviewTasks)
    .set({ state: 'cancelled', closedAt: sql`now()` })
    .where(
      and(
        eq(reviewTasks.processId, processId),
        inArray(reviewTasks.state, statesBefore('cancelled')),
        decidedTaskId ? ne(reviewTasks.id, decidedTaskId) : undefined,
      ),
    )
    .execute();

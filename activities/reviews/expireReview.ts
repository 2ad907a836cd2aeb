import { expireTask } from '../../books/reviews/expireTask.ts';
import type { Database } from '../../db/database.ts';
import type { ReviewScope } from '../../workflows/reviews/contract.ts';

/** Closes an undecided task without acting. */
export const expireReview =
  ({ db }: { db: Database }) =>
  (input: ReviewScope & { taskId: string }): Promise<void> =>
    db.withTenant(input.tenantId, (tx) => expireTask(tx, input));

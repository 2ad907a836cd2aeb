import { eq } from 'drizzle-orm';
import { CodedError } from '../../domain/errors/codes.ts';
import type { Transaction } from '../database.ts';
import { reviewSnapshots, reviewTasks } from './schema.ts';

export interface TaskWithSnapshot {
  task: typeof reviewTasks.$inferSelect;
  snapshot: typeof reviewSnapshots.$inferSelect;
}

/** A task with exactly what is shown. Throws NOT_FOUND. */
export async function loadTask(tx: Transaction, taskId: string): Promise<TaskWithSnapshot> {
  const [row] = await tx
    .select({ task: reviewTasks, snapshot: reviewSnapshots })
    .from(reviewTasks)
    .innerJoin(reviewSnapshots, eq(reviewSnapshots.id, reviewTasks.snapshotId))
    .where(eq(reviewTasks.id, taskId));
  if (!row) throw new CodedError('NOT_FOUND');
  return row;
}

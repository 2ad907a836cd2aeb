import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { reviewTasks } from '../../db/reviews/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { appendEvent } from '../events.ts';

/**
 * Notes who has taken an open task; `ownerId` null lets it go. The same owner again changes nothing. Throws NOT_FOUND,
 * REVIEW_ALREADY_DECIDED.
 */
export async function takeTask(
  tx: Transaction,
  taken: { taskId: string; ownerId: string | null; actor: string; requestId: string },
): Promise<void> {
  const { taskId, ownerId, actor, requestId } = taken;
  const [task] = await tx.select().from(reviewTasks).where(eq(reviewTasks.id, taskId)).for('update');
  if (!task) throw new CodedError('NOT_FOUND');
  if (task.state !== 'pending') throw new CodedError('REVIEW_ALREADY_DECIDED', undefined, { decided: task.state });
  if (task.ownerId === ownerId) return;
  await tx.update(reviewTasks).set({ ownerId }).where(eq(reviewTasks.id, taskId));
  await appendEvent(tx, {
    type: 'review_task_taken',
    actor,
    subject: `process:${task.processId}`,
    data: { taskId, ownerId },
    requestId,
  });
}

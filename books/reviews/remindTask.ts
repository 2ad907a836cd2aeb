import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { reviewTasks } from '../../db/reviews/schema.ts';
import type { Reminder } from '../../workflows/reviews/contract.ts';
import { appendEvent } from '../events.ts';
import { tellApprovers } from '../notifications/tellApprovers.ts';

/** Reminds the approvers of a pending task, or escalates it. One that is decided is left alone. */
export async function remindTask(
  tx: Transaction,
  { tenantId, processId, taskId, stage }: Reminder,
  approverEmails: string[],
): Promise<void> {
  const [task] = await tx
    .select()
    .from(reviewTasks)
    .where(and(eq(reviewTasks.id, taskId), eq(reviewTasks.state, 'pending')));
  if (!task) return;
  const escalates = stage === 'escalate';
  if (escalates) await tx.update(reviewTasks).set({ escalatedAt: sql`now()` }).where(eq(reviewTasks.id, taskId));
  await tellApprovers(tx, {
    tenantId,
    batchKey: `${processId}:${taskId}:${stage}`,
    causeId: processId,
    configured: approverEmails,
    template: escalates ? 'review_escalated' : 'review_reminder',
    variables: { taskId, subject: task.subject },
  });
  await appendEvent(tx, {
    type: escalates ? 'review_escalated' : 'review_reminded',
    actor: 'workflow',
    subject: `process:${processId}`,
    data: { taskId },
  });
}

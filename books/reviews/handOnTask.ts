import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { users } from '../../db/identity/schema.ts';
import { reviewEscalations, reviewTasks } from '../../db/reviews/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { hasPermission } from '../../domain/identity/permissions.ts';
import { KINDS } from '../../domain/reviews/kinds.ts';
import { appendEvent } from '../events.ts';
import { queueNotifications } from '../notifications/queueNotifications.ts';

type Task = typeof reviewTasks.$inferSelect;

/** People who may still decide a task: active, with the right, neither its asker nor somebody who handed it on. */
async function othersFor(tx: Transaction, task: Task) {
  const active = await tx
    .select()
    .from(users)
    .where(
      sql`disabled_at is null and id is distinct from user_behind(${task.requestedBy})
        and not exists (select 1 from review_escalations e where e.task_id = ${task.id} and e.user_id = users.id)`,
    );
  return active.filter((user) => KINDS[task.kind].rights.every((right) => hasPermission(user.roles, right)));
}

/**
 * Hands an open task on: it stays open, loses its owner, and is never decided by who handed it on. Those whose own limit
 * allows it are told; without such a person all others are. The same person again changes nothing. Throws
 * NOBODY_ELSE_DECIDES, REVIEW_ALREADY_DECIDED.
 */
export async function handOnTask(
  tx: Transaction,
  task: Task,
  by: { userId: string; actor: string; reason: string | null },
): Promise<{ escalationId: string; repeat: boolean }> {
  const { tenantId, id: taskId } = task;
  // Two people who hand it on at once must not both find the other; a decision being admitted goes first.
  const [now] = await tx
    .select({ state: reviewTasks.state })
    .from(reviewTasks)
    .where(eq(reviewTasks.id, taskId))
    .for('update');
  if (now?.state !== 'pending') throw new CodedError('REVIEW_ALREADY_DECIDED', undefined, { decided: now?.state });
  const [earlier] = await tx
    .select()
    .from(reviewEscalations)
    .where(and(eq(reviewEscalations.taskId, taskId), eq(reviewEscalations.userId, by.userId)));
  if (earlier) return { escalationId: earlier.id, repeat: true };
  const others = (await othersFor(tx, task)).filter((user) => user.id !== by.userId);
  if (others.length === 0) throw new CodedError('NOBODY_ELSE_DECIDES');
  const [escalation] = await tx
    .insert(reviewEscalations)
    .values({ tenantId, taskId, userId: by.userId, reason: by.reason })
    .returning();
  if (!escalation) throw new Error('escalation not written');
  await tx
    .update(reviewTasks)
    .set({ escalatedAt: sql`coalesce(escalated_at, now())`, ownerId: null })
    .where(eq(reviewTasks.id, taskId));
  const enough = others.filter(({ reviewLimitMinor: limit }) => limit === null || limit >= task.atRiskMinor);
  await queueNotifications(tx, {
    tenantId,
    batchKey: `${taskId}:handed-on:${by.userId}`,
    causeId: task.processId,
    messages: (enough.length > 0 ? enough : others).map((user) => ({
      channel: 'email',
      recipient: user.email,
      template: 'review_handed_on',
      variables: { taskId, subject: task.subject },
    })),
  });
  await appendEvent(tx, {
    type: 'review_escalated',
    actor: by.actor,
    subject: `process:${task.processId}`,
    data: { taskId, escalationId: escalation.id, told: enough.length || others.length },
  });
  return { escalationId: escalation.id, repeat: false };
}

import { asc, eq, getTableColumns } from 'drizzle-orm';
import { z } from 'zod';
import { moneyIsStopped } from '../../books/money/moneyIsStopped.ts';
import { type Database, isUuid, type Transaction } from '../../db/database.ts';
import { personBehind } from '../../db/identity/people.ts';
import { tenantSettings, users } from '../../db/identity/schema.ts';
import { reviewDecisions, reviewEscalations, reviewSnapshots, reviewTasks } from '../../db/reviews/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { isAbove } from '../../domain/reviews/limits.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { findTask, taskSchema } from './taskRows.ts';

const taskDetailSchema = taskSchema
  .extend({
    shown: z.unknown(),
    own_limit: z
      .object({ amount_minor: z.int(), currency: z.string().nullable(), enough: z.boolean() })
      .nullable()
      .describe('The smallest limit that binds the reader, and whether it allows what is at risk; null = none binds'),
    money_stopped: z.boolean().describe('What is approved now is kept and sent later'),
    decision: z.unknown().nullable(),
    escalations: z
      .array(z.object({ by: z.string(), mine: z.boolean(), reason: z.string().nullable(), at: z.string() }))
      .describe('Who handed the task on and why, oldest first; they do not decide it'),
  })
  .meta({ id: 'ReviewTaskDetail' });

async function decisionOf(tx: Transaction, taskId: string) {
  const [decision] = await tx.select().from(reviewDecisions).where(eq(reviewDecisions.taskId, taskId));
  if (!decision) return null;
  const decider = await personBehind(tx, decision.actor);
  return {
    decision_id: decision.id,
    decision: decision.decision,
    action: decision.action,
    approved_minor: decision.approvedMinor,
    currency: decision.currency,
    actor: decision.actor,
    decided_by: decider.name,
    decided_by_email: decider.email ?? null,
    // What the request said; nobody has checked it.
    reviewer_name: decision.reviewerName,
    comment: decision.comment,
    override_reason: decision.overrideReason,
    decided_at: decision.decidedAt.toISOString(),
  };
}

async function escalationsOf(tx: Transaction, taskId: string, reader: string) {
  const rows = await tx
    .select({ by: users.displayName, ...getTableColumns(reviewEscalations) })
    .from(reviewEscalations)
    .innerJoin(users, eq(users.id, reviewEscalations.userId))
    .where(eq(reviewEscalations.taskId, taskId))
    .orderBy(asc(reviewEscalations.createdAt))
    .limit(50);
  return rows.map(({ by, userId, reason, createdAt }) => ({
    by,
    mine: userId === reader,
    reason,
    at: createdAt.toISOString(),
  }));
}

/** What the reader's own limit and the tenant's say about a task, as they are checked when it is decided. */
async function ownLimit(tx: Transaction, userId: string, taskId: string) {
  const [settings] = await tx.select().from(tenantSettings);
  const [reader] = await tx.select({ limit: users.reviewLimitMinor }).from(users).where(eq(users.id, userId));
  const [task] = await tx.select().from(reviewTasks).where(eq(reviewTasks.id, taskId));
  const limits = [settings?.reviewerLimitMinor, reader?.limit].filter((limit) => limit != null);
  if (!task || limits.length === 0) return null;
  const limit = { amountMinor: Math.min(...limits), currency: settings?.limitCurrency ?? null };
  const enough = !isAbove({ amountMinor: task.atRiskMinor, currency: task.currency }, limit);
  return { amount_minor: limit.amountMinor, currency: limit.currency, enough };
}

/** One task as its card shows it. */
export const taskRoute = (db: Database): Route =>
  defineRoute({
    method: 'get',
    path: '/reviews/:task_id',
    area: 'reviews',
    summary: 'One task with exactly what is shown and the hash a decision must carry',
    access: 'review:read',
    params: z.object({ task_id: z.string().max(100) }),
    responses: { 200: { description: 'The task', schema: taskDetailSchema } },
    errors: ['NOT_FOUND'],
    async handle(_context, { tenantId, userId }, { params: { task_id: taskId } }) {
      if (!isUuid(taskId)) throw new CodedError('NOT_FOUND');
      return db.withTenant(tenantId, async (tx) => {
        const task = await findTask(tx, taskId);
        if (!task) throw new CodedError('NOT_FOUND');
        const [snapshot] = await tx
          .select({ canonicalJson: reviewSnapshots.canonicalJson })
          .from(reviewSnapshots)
          .innerJoin(reviewTasks, eq(reviewTasks.snapshotId, reviewSnapshots.id))
          .where(eq(reviewTasks.id, taskId));
        const decision = await decisionOf(tx, taskId);
        const escalations = await escalationsOf(tx, taskId, userId);
        // The snapshot's bytes go out as they are stored: the hash is theirs.
        const head = JSON.stringify({
          ...task,
          decision,
          escalations,
          own_limit: await ownLimit(tx, userId, taskId),
          money_stopped: await moneyIsStopped(tx),
        });
        return {
          status: 200,
          type: 'application/json',
          body: `${head.slice(0, -1)},"shown":${snapshot?.canonicalJson ?? 'null'}}`,
        };
      });
    },
  });

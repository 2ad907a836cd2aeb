import { eq, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { appendEvent } from '../../books/events.ts';
import { type Database, firstRow, isUuid, type Transaction } from '../../db/database.ts';
import { moneyOfTasks, type ShownMoney } from '../../db/money/moneyStates.ts';
import { reviewTasks } from '../../db/reviews/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { queryInteger } from '../http/numbers.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { escapeLike } from '../http/text.ts';
import type { Principal } from '../http/tokens.ts';
import { moneySchema } from './moneyJson.ts';

const TASK_KINDS = reviewTasks.kind.enumValues;
const TASK_STATES = reviewTasks.state.enumValues;

export const taskSchema = z
  .object({
    task_id: z.uuid(),
    kind: z.enum(TASK_KINDS),
    state: z.enum(TASK_STATES),
    subject: z.string(),
    reason: z.string().nullable(),
    run_id: z.uuid().nullable(),
    process_id: z.uuid(),
    workflow_id: z.string(),
    shown_hash: z.string(),
    at_risk_minor: z.int().describe('Minor units of the currency'),
    currency: z.string().nullable(),
    confidence: z.number().nullable().describe('Of the proposal, 0 to 1; null without one'),
    priority: z.number().describe('What a decision is worth: money x uncertainty x deadline, as a logarithm'),
    owner_id: z.uuid().nullable(),
    owner_name: z.string().nullable(),
    waiting_since: z.string(),
    expires_at: z.string().nullable(),
    escalated: z.boolean(),
    money: moneySchema.nullable().describe('What became of the money; null while nothing is decided'),
  })
  .meta({ id: 'ReviewTask' });

/** A row of TASK_ROWS: as the driver gives it, instants as PostgreSQL writes them. */
interface TaskRow extends Record<string, unknown> {
  task_id: string;
  at_risk_minor: string;
  state: string;
  waiting_since: string;
  expires_at: string | null;
}

/** The busiest read of all: one fixed text instead of a query that drizzle builds and maps column by column. */
const TASK_ROWS =
  sql.raw(`select review_tasks.id as task_id, review_tasks.kind, review_tasks.state, review_tasks.subject,
  review_tasks.reason, processes.run_id, review_tasks.process_id, processes.workflow_id, review_snapshots.shown_hash,
  review_tasks.at_risk_minor, review_tasks.currency, review_tasks.confidence, review_tasks.priority, review_tasks.owner_id,
  users.display_name as owner_name, review_tasks.created_at as waiting_since, review_tasks.expires_at,
  review_tasks.escalated_at is not null as escalated
  from review_tasks join review_snapshots on review_snapshots.id = review_tasks.snapshot_id
  join processes on processes.id = review_tasks.process_id left join users on users.id = review_tasks.owner_id`);

const instant = (text: string) => new Date(text).toISOString();

/** The task as `taskSchema` says; the row is its own, so it is changed in place. */
function taskJson(row: TaskRow, money?: ShownMoney): object {
  const task: Record<string, unknown> = row;
  task.at_risk_minor = Number(row.at_risk_minor);
  task.waiting_since = instant(row.waiting_since);
  task.expires_at = row.expires_at && instant(row.expires_at);
  task.money = money ?? null;
  return task;
}

/** One task as a list shows it; undefined when there is none. */
export async function findTask(tx: Transaction, taskId: string): Promise<object | undefined> {
  const row = await firstRow<TaskRow>(tx, sql`${TASK_ROWS} where review_tasks.id = ${taskId}`);
  return row && taskJson(row, row.state === 'pending' ? undefined : (await moneyOfTasks(tx, [taskId])).get(taskId));
}

/** Filters of the inbox; also what a bulk decision may name instead of tasks. */
export const taskFilters = {
  kind: z.enum(TASK_KINDS).optional(),
  owner: z.enum(['me', 'nobody']).optional(),
  search: z.string().max(100).optional().describe('Part of the subject'),
  escalated: z.enum(['true', 'false']).optional().describe('Handed on by a person, or left undecided for long'),
  minimum_minor: queryInteger(0).optional().describe('Money at risk, minor units'),
};
type TaskFilters = z.infer<z.ZodObject<typeof taskFilters>>;

export function taskConditions(principal: Principal, filters: TaskFilters): SQL[] {
  const conditions: SQL[] = [];
  if (filters.kind) conditions.push(sql`review_tasks.kind = ${filters.kind}`);
  if (filters.owner === 'me') conditions.push(sql`review_tasks.owner_id = ${principal.userId}`);
  if (filters.owner === 'nobody') conditions.push(sql`review_tasks.owner_id is null`);
  if (filters.escalated)
    conditions.push(sql.raw(`review_tasks.escalated_at is ${filters.escalated === 'true' ? 'not ' : ''}null`));
  if (filters.search) conditions.push(sql`review_tasks.subject ilike ${`%${escapeLike(filters.search)}%`}`);
  if (filters.minimum_minor) conditions.push(sql`review_tasks.at_risk_minor >= ${filters.minimum_minor}`);
  return conditions;
}

/** The inbox: every kind of review task in one list, and who has taken which. */
export function inboxRoutes(db: Database): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/reviews',
      area: 'reviews',
      summary: 'Review tasks of every kind, oldest first; `sort=-priority` puts first what a decision is worth most on',
      access: 'review:read',
      query: listQuery(['waiting_since', 'priority', 'at_risk'], 'waiting_since', {
        state: z.enum(TASK_STATES).default('pending'),
        ...taskFilters,
      }),
      responses: { 200: { description: 'A page', schema: listSchema('reviews', taskSchema) } },
      errors: [],
      async handle(_context, principal, { query }) {
        const sorts = {
          waiting_since: reviewTasks.createdAt,
          priority: reviewTasks.priority,
          at_risk: reviewTasks.atRiskMinor,
        };
        const list = keyset(query, sorts, reviewTasks.id);
        // State and limit stand in the text, not as parameters: else the partial index of what is pending can't be in the
        // statement's lasting plan, and every page is planned anew, which costs more than reading it. The tenant is named
        // beside the row security because the driver prepares only statements that have a parameter.
        const conditions = [
          sql`review_tasks.tenant_id = ${principal.tenantId}`,
          sql.raw(`review_tasks.state = '${query.state}'`),
          ...taskConditions(principal, query),
        ];
        if (list.where) conditions.push(list.where);
        const rows = await db.readTenant(principal.tenantId, (tx) =>
          tx.execute<TaskRow>(
            sql`${TASK_ROWS} where ${sql.join(conditions, sql` and `)} order by ${sql.join(list.orderBy, sql`, `)} ${sql.raw(`limit ${list.limit}`)}`,
          ),
        );
        const closed = query.state === 'pending' ? [] : rows.map((row) => row.task_id);
        const money =
          closed.length === 0 ? null : await db.withTenant(principal.tenantId, (tx) => moneyOfTasks(tx, closed));
        const place = query.sort.replace('-', '') as keyof typeof sorts;
        const { rows: shown, ...page } = list.page(
          rows.map((row) => ({
            row,
            place: String(row[place === 'at_risk' ? 'at_risk_minor' : place]),
            placeId: row.task_id,
          })),
        );
        return {
          status: 200,
          body: { reviews: shown.map(({ row }) => taskJson(row, money?.get(row.task_id))), ...page },
        };
      },
    }),
    defineRoute({
      method: 'put',
      path: '/reviews/:task_id/owner',
      area: 'reviews',
      summary: 'Take a task, or let it go; colleagues see who has it, and may still decide',
      access: 'review:decide',
      params: z.object({ task_id: z.string().max(100) }),
      body: z.strictObject({ owner: z.enum(['me', 'nobody']) }),
      responses: { 200: { description: 'Who has it now', schema: z.object({ owner_id: z.uuid().nullable() }) } },
      errors: ['NOT_FOUND', 'REVIEW_ALREADY_DECIDED'],
      example: { owner: 'me' },
      async handle(context, principal, { params, body }) {
        if (!isUuid(params.task_id)) throw new CodedError('NOT_FOUND');
        const ownerId = body.owner === 'me' ? principal.userId : null;
        await db.withTenant(principal.tenantId, async (tx) => {
          const [task] = await tx.select().from(reviewTasks).where(eq(reviewTasks.id, params.task_id)).for('update');
          if (!task) throw new CodedError('NOT_FOUND');
          if (task.state !== 'pending')
            throw new CodedError('REVIEW_ALREADY_DECIDED', undefined, { decided: task.state });
          if (task.ownerId === ownerId) return;
          await tx.update(reviewTasks).set({ ownerId }).where(eq(reviewTasks.id, task.id));
          await appendEvent(tx, {
            type: 'review_task_taken',
            actor: principal.actor,
            subject: `process:${task.processId}`,
            data: { taskId: task.id, ownerId },
            requestId: context.requestId,
          });
        });
        return { status: 200, body: { owner_id: ownerId } };
      },
    }),
  ];
}

import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { firstRow, type Transaction } from '../../db/database.ts';
import { moneyOfTasks, type ShownMoney } from '../../db/money/moneyStates.ts';
import { reviewTasks } from '../../db/reviews/schema.ts';
import { queryInteger } from '../http/numbers.ts';
import { escapeLike } from '../http/text.ts';
import type { Principal } from '../http/tokens.ts';
import { moneySchema } from './moneyJson.ts';

const TASK_KINDS = reviewTasks.kind.enumValues;
export const TASK_STATES = reviewTasks.state.enumValues;

export const taskSchema = z
  .object({
    task_id: z.uuid(),
    kind: z.enum(TASK_KINDS),
    state: z.enum(TASK_STATES),
    subject: z.string().describe('Its id in the words of its area: a case, a booking, a transfer'),
    title: z.string().describe('How people call it, e.g. `Ayesha K. paid PKR 72,081.00, PKR 400.00 too little`'),
    subtitle: z.string(),
    sentence: z.string().describe('What is to be decided'),
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
export interface TaskRow extends Record<string, unknown> {
  task_id: string;
  at_risk_minor: string;
  state: string;
  waiting_since: string;
  expires_at: string | null;
}

/** The busiest read of all: one fixed text instead of a query that drizzle builds and maps column by column. */
export const TASK_ROWS =
  sql.raw(`select review_tasks.id as task_id, review_tasks.kind, review_tasks.state, review_tasks.subject,
  coalesce(review_tasks.title, review_tasks.subject) as title, coalesce(review_tasks.subtitle, '') as subtitle,
  coalesce(review_tasks.sentence, '') as sentence,
  review_tasks.reason, processes.run_id, review_tasks.process_id, processes.workflow_id, review_snapshots.shown_hash,
  review_tasks.at_risk_minor, review_tasks.currency, review_tasks.confidence, review_tasks.priority, review_tasks.owner_id,
  users.display_name as owner_name, review_tasks.created_at as waiting_since, review_tasks.expires_at,
  review_tasks.escalated_at is not null as escalated
  from review_tasks join review_snapshots on review_snapshots.id = review_tasks.snapshot_id
  join processes on processes.id = review_tasks.process_id left join users on users.id = review_tasks.owner_id`);

const instant = (text: string) => new Date(text).toISOString();

/** The task as `taskSchema` says; the row is its own, so it is changed in place. */
export function taskJson(row: TaskRow, money?: ShownMoney): object {
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

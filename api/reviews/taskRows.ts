import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { firstRow, type Transaction } from '../../db/database.ts';
import { reviewTasks } from '../../db/reviews/schema.ts';
import { searchedFor } from '../../domain/naming.ts';
import { queryInteger } from '../http/numbers.ts';
import { escapeLike } from '../http/text.ts';
import type { Principal } from '../http/tokens.ts';
import { type Ended, endedTasks } from './closedTasks.ts';
import { moneySchema } from './moneyJson.ts';

const TASK_KINDS = reviewTasks.kind.enumValues;
export const TASK_STATES = reviewTasks.state.enumValues;

export const taskSchema = z
  .object({
    task_id: z.uuid(),
    kind: z.enum(TASK_KINDS),
    state: z.enum(TASK_STATES),
    subject: z.string().describe('Its id in the words of its area'),
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
    worth_minor: z
      .int()
      .describe('The money at risk in minor units of the base currency, by the currency rates: for the order only'),
    hold_ends_at: z.string().nullable().describe('When a hold runs out that a decision could keep'),
    confidence: z.number().nullable().describe('Of the proposal, 0 to 1; null without one'),
    priority: z.number().describe('What a decision is worth: money x uncertainty x deadline, as a logarithm'),
    owner_id: z.uuid().nullable(),
    owner_name: z.string().nullable(),
    waiting_since: z.string(),
    expires_at: z.string().nullable(),
    escalated: z.boolean(),
    alike: z
      .int()
      .optional()
      .describe('With `fold`: how many open tasks have this kind and reason; this row stands for all of them'),
    decided_by: z.string().nullable().describe('Who decided it, by name; null while it is open, or where nobody did'),
    money: moneySchema.nullable().describe('What became of the money; null while nothing is decided'),
  })
  .meta({ id: 'ReviewTask' });

/** A row of TASK_ROWS: as the driver gives it, instants as PostgreSQL writes them. */
export interface TaskRow extends Record<string, unknown> {
  task_id: string;
  at_risk_minor: string;
  worth_minor: string;
  hold_ends_at: string | null;
  state: string;
  waiting_since: string;
  expires_at: string | null;
  /** Of a folded list: null where the row stands for itself alone. */
  alike?: number | null;
}

const SELECTED = `select review_tasks.id as task_id, review_tasks.kind, review_tasks.state, review_tasks.subject,
  coalesce(review_tasks.title, review_tasks.subject) as title, coalesce(review_tasks.subtitle, '') as subtitle,
  coalesce(review_tasks.sentence, '') as sentence,
  review_tasks.reason, processes.run_id, review_tasks.process_id, processes.workflow_id, review_snapshots.shown_hash,
  review_tasks.at_risk_minor, review_tasks.currency, review_tasks.worth_minor, review_tasks.hold_ends_at, review_tasks.confidence, review_tasks.priority, review_tasks.owner_id,
  users.display_name as owner_name, review_tasks.created_at as waiting_since, review_tasks.expires_at,
  review_tasks.escalated_at is not null as escalated`;
const JOINED = `from review_tasks join review_snapshots on review_snapshots.id = review_tasks.snapshot_id
  join processes on processes.id = review_tasks.process_id left join users on users.id = review_tasks.owner_id`;
/** The busiest read of all: one fixed text instead of a query that drizzle builds and maps column by column. */
export const TASK_ROWS = sql.raw(`${SELECTED} ${JOINED}`);

/** As many of one kind and reason as are shown as one row. */
const FOLDED_FROM = 3;
/** The same rows, where several of one kind and reason stand behind the first of them in the order; `conditions` are the list's. */
export const foldedRows = (conditions: SQL, order: SQL): SQL =>
  sql`with folds as materialized (select kind as fold_kind, reason as fold_reason, count(*)::int as alike,
      (array_agg(id order by ${order}))[1] as first
    from review_tasks where ${conditions} and reason is not null group by kind, reason having count(*) >= ${sql.raw(String(FOLDED_FROM))})
    ${sql.raw(SELECTED)}, folds.alike ${sql.raw(JOINED)}
    left join folds on folds.fold_kind = review_tasks.kind and folds.fold_reason = review_tasks.reason`;
/** Leaves out what stands behind another row. */
export const NOT_BEHIND = sql.raw('(folds.first is null or folds.first = review_tasks.id)');

const instant = (text: string) => new Date(text).toISOString();

/** The task as `taskSchema` says; the row is its own, so it is changed in place. */
export function taskJson(row: TaskRow, ended?: Ended): object {
  const task: Record<string, unknown> = row;
  task.at_risk_minor = Number(row.at_risk_minor);
  task.worth_minor = Number(row.worth_minor);
  task.hold_ends_at = row.hold_ends_at && instant(row.hold_ends_at);
  task.waiting_since = instant(row.waiting_since);
  task.expires_at = row.expires_at && instant(row.expires_at);
  task.money = ended?.money ?? null;
  task.decided_by = ended?.decidedBy ?? null;
  // A row that stands for itself alone.
  if (row.alike === null) task.alike = undefined;
  return task;
}

/** One task as a list shows it; undefined when there is none. */
export async function findTask(tx: Transaction, taskId: string): Promise<object | undefined> {
  const row = await firstRow<TaskRow>(tx, sql`${TASK_ROWS} where review_tasks.id = ${taskId}`);
  return row && taskJson(row, row.state === 'pending' ? undefined : (await endedTasks(tx, [taskId])).get(taskId));
}

/** Filters of the inbox; also what a bulk decision may name instead of tasks. */
export const taskFilters = {
  kind: z.enum(TASK_KINDS).optional(),
  owner: z.enum(['me', 'nobody']).optional(),
  reason: z.string().max(100).optional().describe('Why the task was opened: a code such as `amount_differs`'),
  search: z
    .string()
    .max(100)
    .optional()
    .describe('Part of its title, customer, amount, ids or words; an amount as `58`, `$58` or `5,800.00`'),
  escalated: z.enum(['true', 'false']).optional().describe('Handed on by a person, or left undecided for long'),
  minimum_minor: queryInteger(0).optional().describe('Money at risk, minor units'),
};
type TaskFilters = z.infer<z.ZodObject<typeof taskFilters>>;

export function taskConditions(principal: Principal, filters: TaskFilters): SQL[] {
  const conditions: SQL[] = [];
  if (filters.kind) conditions.push(sql`review_tasks.kind = ${filters.kind}`);
  if (filters.owner === 'me') conditions.push(sql`review_tasks.owner_id = ${principal.userId}`);
  if (filters.owner === 'nobody') conditions.push(sql`review_tasks.owner_id is null`);
  if (filters.reason) conditions.push(sql`review_tasks.reason = ${filters.reason}`);
  if (filters.escalated)
    conditions.push(sql.raw(`review_tasks.escalated_at is ${filters.escalated === 'true' ? 'not ' : ''}null`));
  if (filters.search)
    conditions.push(sql`review_tasks.search_text like ${`%${escapeLike(searchedFor(filters.search))}%`}`);
  if (filters.minimum_minor) conditions.push(sql`review_tasks.at_risk_minor >= ${filters.minimum_minor}`);
  return conditions;
}

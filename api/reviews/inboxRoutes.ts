import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { takeTask } from '../../books/reviews/takeTask.ts';
import { type Database, isUuid } from '../../db/database.ts';
import { reviewTasks } from '../../db/reviews/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { ENDED_DAYS, endedOn, endedTasks } from './closedTasks.ts';
import {
  foldedRows,
  NOT_BEHIND,
  TASK_ROWS,
  TASK_STATES,
  type TaskRow,
  taskConditions,
  taskFilters,
  taskJson,
  taskSchema,
} from './taskRows.ts';

const SORTS = {
  waiting_since: reviewTasks.createdAt,
  priority: reviewTasks.priority,
  at_risk: reviewTasks.worthMinor,
};

export interface InboxDeps {
  db: Database;
  /** IANA time zone of tenants that name none. */
  timeZone: string;
}

const listTasks = ({ db, timeZone }: InboxDeps): Route =>
  defineRoute({
    method: 'get',
    path: '/reviews',
    area: 'reviews',
    summary: 'Review tasks of every kind, oldest first; `sort=-priority` puts first what a decision is worth most on',
    access: 'review:read',
    query: listQuery(['waiting_since', 'priority', 'at_risk'], 'waiting_since', {
      state: z.enum(TASK_STATES).default('pending'),
      fold: z.enum(['true']).optional().describe('One row for several open tasks of one kind and reason; see `alike`'),
      ended: z
        .enum(ENDED_DAYS)
        .optional()
        .describe('When it ended, in days of your tenant; for states that are not pending'),
      ...taskFilters,
    }),
    responses: { 200: { description: 'A page', schema: listSchema('reviews', taskSchema) } },
    errors: [],
    async handle(_context, principal, { query }) {
      const list = keyset(query, SORTS, reviewTasks.id);
      // State and limit stand in the text, not as parameters: else the partial index of what is pending can't be in the
      // statement's lasting plan, and every page is planned anew, which costs more than reading it. The tenant is named
      // beside the row security because the driver prepares only statements that have a parameter.
      const conditions = [
        sql`review_tasks.tenant_id = ${principal.tenantId}`,
        sql.raw(`review_tasks.state = '${query.state}'`),
        ...taskConditions(principal, query),
        ...(query.ended ? [endedOn(query.ended, timeZone)] : []),
      ];
      const order = sql.join(list.orderBy, sql`, `);
      const from = query.fold ? foldedRows(sql.join(conditions, sql` and `), order) : TASK_ROWS;
      if (query.fold) conditions.push(NOT_BEHIND);
      if (list.where) conditions.push(list.where);
      const rows = await db.readTenant(principal.tenantId, (tx) =>
        tx.execute<TaskRow>(
          sql`${from} where ${sql.join(conditions, sql` and `)} order by ${order} ${sql.raw(`limit ${list.limit}`)}`,
        ),
      );
      const closed = query.state === 'pending' ? [] : rows.map((row) => row.task_id);
      const ended =
        closed.length === 0 ? null : await db.withTenant(principal.tenantId, (tx) => endedTasks(tx, closed));
      const place = query.sort.replace('-', '') as keyof typeof SORTS;
      const { rows: shown, ...page } = list.page(
        rows.map((row) => ({
          row,
          place: String(row[place === 'at_risk' ? 'worth_minor' : place]),
          placeId: row.task_id,
        })),
      );
      return {
        status: 200,
        body: { reviews: shown.map(({ row }) => taskJson(row, ended?.get(row.task_id))), ...page },
      };
    },
  });

const ownTask = (db: Database): Route =>
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
    async handle({ requestId }, { tenantId, userId, actor }, { params: { task_id: taskId }, body }) {
      if (!isUuid(taskId)) throw new CodedError('NOT_FOUND');
      const ownerId = body.owner === 'me' ? userId : null;
      await db.withTenant(tenantId, (tx) => takeTask(tx, { taskId, ownerId, actor, requestId }));
      return { status: 200, body: { owner_id: ownerId } };
    },
  });

/** The inbox: every kind of review task in one list, and who has taken which. */
export const inboxRoutes = (deps: InboxDeps): Route[] => [listTasks(deps), ownTask(deps.db)];

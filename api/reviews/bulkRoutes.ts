import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { z } from 'zod';
import { abortBulk } from '../../books/reviews/abortBulk.ts';
import type { Database } from '../../db/database.ts';
import { findBulk } from '../../db/reviews/bulks.ts';
import { bulkDecisionItems, bulkDecisions, reviewTasks } from '../../db/reviews/schema.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { queryInteger } from '../http/numbers.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { MAXIMUM_ITEMS, previewRoute } from './bulkPreview.ts';
import {
  type BulkDeps,
  bulkId,
  bulkJson,
  bulkSchema,
  itemJson,
  itemSchema,
  NAMED,
  receipt,
  receiptSchema,
} from './bulkReceipt.ts';
import { startRoute } from './bulkStart.ts';

const listRoute = (db: Database): Route =>
  defineRoute({
    method: 'get',
    path: '/bulk-decisions',
    area: 'reviews',
    summary: 'Bulk decisions that were started, newest first',
    access: 'review:decide',
    query: listQuery(['created_at'], '-created_at', {}),
    responses: { 200: { description: 'A page', schema: listSchema('bulk_decisions', bulkSchema) } },
    errors: [],
    async handle(_context, principal, { query }) {
      const list = keyset(query, { created_at: bulkDecisions.createdAt }, bulkDecisions.id);
      const rows = await db.readTenant(principal.tenantId, (tx) =>
        tx
          .select({ bulk: bulkDecisions, ...list.columns })
          .from(bulkDecisions)
          .where(and(sql`status <> 'preview'`, list.where))
          .orderBy(...list.orderBy)
          .limit(list.limit),
      );
      const { rows: shown, ...page } = list.page(rows);
      return { status: 200, body: { bulk_decisions: shown.map(({ bulk }) => bulkJson(bulk)), ...page } };
    },
  });

const progressRoute = (db: Database): Route =>
  defineRoute({
    method: 'get',
    path: '/bulk-decisions/:bulk_id',
    area: 'reviews',
    summary: 'Progress and, once it has ended, the receipt: outcomes by code',
    access: 'review:decide',
    params: bulkId,
    responses: { 200: { description: 'Progress or receipt', schema: receiptSchema } },
    errors: ['NOT_FOUND'],
    async handle(_context, principal, { params }) {
      const body = await db.withTenant(principal.tenantId, async (tx) =>
        receipt(tx, await findBulk(tx, params.bulk_id)),
      );
      return { status: 200, body };
    },
  });

const itemsRoute = (db: Database): Route =>
  defineRoute({
    method: 'get',
    path: '/bulk-decisions/:bulk_id/items',
    area: 'reviews',
    summary: 'Its tasks in order, with what became of each',
    access: 'review:decide',
    params: bulkId,
    query: z.strictObject({
      limit: queryInteger(1, 200).default(50),
      after: queryInteger(-1, MAXIMUM_ITEMS).default(-1).describe('Position of the last one read'),
    }),
    responses: { 200: { description: 'A page', schema: z.object({ items: z.array(itemSchema), count: z.int() }) } },
    errors: ['NOT_FOUND'],
    async handle(_context, principal, { params, query }) {
      const rows = await db.withTenant(principal.tenantId, async (tx) => {
        const { id } = await findBulk(tx, params.bulk_id);
        return tx
          .select({ item: bulkDecisionItems, named: NAMED })
          .from(bulkDecisionItems)
          .innerJoin(reviewTasks, eq(reviewTasks.id, bulkDecisionItems.taskId))
          .where(and(eq(bulkDecisionItems.bulkId, id), gt(bulkDecisionItems.position, query.after)))
          .orderBy(asc(bulkDecisionItems.position))
          .limit(query.limit);
      });
      return {
        status: 200,
        body: { items: rows.map(({ item, named }) => itemJson(item, named)), count: rows.length },
      };
    },
  });

const abortRoute = (db: Database): Route =>
  defineRoute({
    method: 'post',
    path: '/bulk-decisions/:bulk_id/abort',
    area: 'reviews',
    summary: 'Stop it after the tasks that are being decided now; what is decided stays decided, the rest stays open',
    access: 'review:decide',
    params: bulkId,
    responses: { 202: { description: 'It stops, or had ended', schema: bulkSchema } },
    errors: ['NOT_FOUND'],
    async handle(context, principal, { params }) {
      const { tenantId, actor } = principal;
      const { requestId } = context;
      const bulk = await db.withTenant(tenantId, (tx) => abortBulk(tx, { bulkId: params.bulk_id, actor, requestId }));
      return { status: 202, body: bulkJson(bulk) };
    },
  });

/** Many tasks at once: preview with totals and outliers, then a durable run with progress, abort and receipt. */
export const bulkRoutes = (deps: BulkDeps): Route[] => [
  previewRoute(deps.db),
  listRoute(deps.db),
  progressRoute(deps.db),
  itemsRoute(deps.db),
  startRoute(deps),
  abortRoute(deps.db),
];

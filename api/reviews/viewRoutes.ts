import { asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { removeView } from '../../books/reviews/removeView.ts';
import { saveView } from '../../books/reviews/saveView.ts';
import { type Database, isUuid } from '../../db/database.ts';
import { savedViews } from '../../db/reviews/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { MAXIMUM_VIEWS } from '../../domain/reviews/limits.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { plainText } from '../http/text.ts';

const viewSchema = z
  .object({ view_id: z.uuid(), page: z.string(), name: z.string(), query: z.string(), created_at: z.string() })
  .meta({ id: 'SavedView' });
const viewBody = z.strictObject({
  page: z.string().regex(/^[a-z-]{1,30}$/, 'a page such as reviews'),
  name: plainText(60),
  query: z
    .string()
    .max(1000)
    .regex(/^[^\s<>"?#]*$/, 'a query string without ?'),
});

const viewJson = (view: typeof savedViews.$inferSelect) => ({
  view_id: view.id,
  page: view.page,
  name: view.name,
  query: view.query,
  created_at: view.createdAt.toISOString(),
});

const listViews = (db: Database): Route =>
  defineRoute({
    method: 'get',
    path: '/saved-views',
    area: 'desk',
    summary: 'Your saved views: filters and order of a list under a name',
    access: 'user',
    responses: {
      200: { description: `All of them, at most ${MAXIMUM_VIEWS}`, schema: z.object({ views: z.array(viewSchema) }) },
    },
    errors: [],
    async handle(_context, principal) {
      const rows = await db.readTenant(principal.tenantId, (tx) =>
        tx
          .select()
          .from(savedViews)
          .where(eq(savedViews.userId, principal.userId))
          .orderBy(asc(savedViews.page), asc(savedViews.name)),
      );
      return { status: 200, body: { views: rows.map(viewJson) } };
    },
  });

const keepView = (db: Database): Route =>
  defineRoute({
    method: 'post',
    path: '/saved-views',
    area: 'desk',
    summary: 'Save a view; the same page and name again replaces it',
    access: 'user',
    body: viewBody,
    responses: { 201: { description: 'The view', schema: viewSchema } },
    errors: [],
    example: { page: 'reviews', name: 'Large ones', query: 'minimum_minor=10000&sort=-at_risk' },
    async handle(_context, { tenantId, userId }, { body }) {
      const view = await db.withTenant(tenantId, (tx) => saveView(tx, { tenantId, userId, ...body }));
      return { status: 201, body: viewJson(view) };
    },
  });

const deleteView = (db: Database): Route =>
  defineRoute({
    method: 'delete',
    path: '/saved-views/:view_id',
    area: 'desk',
    summary: 'Remove one of your views',
    access: 'user',
    params: z.object({ view_id: z.string().max(100) }),
    responses: { 204: { description: 'Removed' } },
    errors: ['NOT_FOUND'],
    async handle(_context, { tenantId, userId }, { params: { view_id: viewId } }) {
      if (!isUuid(viewId)) throw new CodedError('NOT_FOUND');
      await db.withTenant(tenantId, (tx) => removeView(tx, { viewId, userId }));
      return { status: 204 };
    },
  });

/** The views that a person keeps. */
export const viewRoutes = (db: Database): Route[] => [listViews(db), keepView(db), deleteView(db)];

import { and, asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { type Database, isUuid } from '../../db/database.ts';
import { savedViews } from '../../db/reviews/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { plainText } from '../http/text.ts';

export interface DeskDeps {
  db: Database;
  version: string;
  /** Where a person reads a run in the Temporal UI; null when there is none. */
  engineUi: { url: string; namespace: string } | null;
  /** True where the vendors are the sandbox's. */
  sandbox: boolean;
  /** Accounts of the rehearsal; empty in production: then the route does not exist. */
  demoLogins: { email: string; password: string; role: string; tenantSlug: string }[];
}

const MAXIMUM_VIEWS = 50;

const deskSchema = z
  .object({
    version: z.string(),
    run_url: z
      .string()
      .nullable()
      .describe('Address of a run in the Temporal UI, with {workflow_id} and {run_id} to fill in'),
    sandbox: z.boolean(),
    now: z.string(),
  })
  .meta({ id: 'Desk' });
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

/** What the desk needs to know of this installation, and the views a person keeps. */
export function deskRoutes({ db, version, engineUi, sandbox, demoLogins }: DeskDeps): Route[] {
  const runUrl =
    engineUi &&
    `${engineUi.url}/namespaces/${encodeURIComponent(engineUi.namespace)}/workflows/{workflow_id}/{run_id}/history`;
  const demo: Route[] =
    demoLogins.length === 0
      ? []
      : [
          defineRoute({
            method: 'get',
            path: '/demo/logins',
            area: 'desk',
            summary: 'Accounts of the rehearsal; not in production',
            access: 'public',
            responses: {
              200: {
                description: 'Accounts',
                schema: z.object({
                  logins: z.array(
                    z.object({ email: z.string(), password: z.string(), role: z.string(), tenant: z.string() }),
                  ),
                }),
              },
            },
            errors: [],
            handle: async () => ({
              status: 200,
              body: {
                logins: demoLogins.map(({ email, password, role, tenantSlug }) => ({
                  email,
                  password,
                  role,
                  tenant: tenantSlug,
                })),
              },
            }),
          }),
        ];
  return [
    ...demo,
    defineRoute({
      method: 'get',
      path: '/desk',
      area: 'desk',
      summary: 'This installation: version, address of runs in the Temporal UI, whether the vendors are simulated',
      access: 'token',
      responses: { 200: { description: 'The installation', schema: deskSchema } },
      errors: [],
      handle: async () => ({ status: 200, body: { version, run_url: runUrl, sandbox, now: new Date().toISOString() } }),
    }),
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
    }),
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
      async handle(_context, principal, { body }) {
        const { tenantId, userId } = principal;
        const view = await db.withTenant(tenantId, async (tx) => {
          if ((await tx.$count(savedViews, eq(savedViews.userId, userId))) >= MAXIMUM_VIEWS)
            throw new CodedError('VALIDATION_FAILED', `name: at most ${MAXIMUM_VIEWS} views; remove one first`, {
              fields: [{ field: 'name', rule: `at most ${MAXIMUM_VIEWS} views` }],
            });
          const [saved] = await tx
            .insert(savedViews)
            .values({ tenantId, userId, ...body })
            .onConflictDoUpdate({
              target: [savedViews.tenantId, savedViews.userId, savedViews.page, savedViews.name],
              set: { query: body.query },
            })
            .returning();
          if (!saved) throw new Error('view not written');
          return saved;
        });
        return { status: 201, body: viewJson(view) };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/saved-views/:view_id',
      area: 'desk',
      summary: 'Remove one of your views',
      access: 'user',
      params: z.object({ view_id: z.string().max(100) }),
      responses: { 204: { description: 'Removed' } },
      errors: ['NOT_FOUND'],
      async handle(_context, principal, { params }) {
        const removed = isUuid(params.view_id)
          ? await db.withTenant(principal.tenantId, (tx) =>
              tx
                .delete(savedViews)
                .where(and(eq(savedViews.id, params.view_id), eq(savedViews.userId, principal.userId)))
                .returning(),
            )
          : [];
        if (removed.length === 0) throw new CodedError('NOT_FOUND');
        return { status: 204 };
      },
    }),
  ];
}

import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { changeTenant, tellTenantChange } from '../../books/identity/changeTenant.ts';
import { beginTenant, fillTenant, openTenant, type TenantRow } from '../../books/identity/createTenant.ts';
import { type Database, isUuid } from '../../db/database.ts';
import { tenants } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { assertUnchanged, etag } from '../http/etag.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { plainText } from '../http/text.ts';
import { emailSchema } from './account.ts';
import type { Passwords } from './passwords.ts';

export interface TenantAdminDeps {
  db: Database;
  passwords: Passwords;
  /** Model budget a new tenant starts with, per day, in nano-dollars. */
  dailyBudgetNano: number;
  /** Gives a new tenant its schedules; where the engine is away the worker's next start does it. */
  scheduleTenant(tenantId: string): Promise<void>;
}

const status = z.enum(['active', 'suspended']);
const tenantSchema = z
  .object({ tenant_id: z.uuid(), slug: z.string(), name: z.string(), status, created_at: z.string() })
  .meta({ id: 'Tenant' });

const tenantJson = (tenant: TenantRow) => ({
  tenant_id: tenant.id,
  slug: tenant.slug,
  name: tenant.name,
  status: tenant.status,
  created_at: tenant.createdAt.toISOString(),
});

const listTenants = ({ db }: TenantAdminDeps): Route =>
  defineRoute({
    method: 'get',
    path: '/admin/tenants',
    budget: 'admin',
    area: 'admin',
    summary: 'All tenants',
    access: 'admin:tenants',
    query: listQuery(['created_at', 'slug'], 'created_at', { status: status.optional() }),
    responses: { 200: { description: 'A page', schema: listSchema('tenants', tenantSchema) } },
    errors: [],
    async handle(_context, _principal, { query }) {
      const list = keyset(query, { created_at: tenants.createdAt, slug: tenants.slug }, tenants.id);
      const rows = await db.withPlatform('tenants', (tx) =>
        tx
          .select({ tenant: tenants, ...list.columns })
          .from(tenants)
          .where(
            sql.join(
              [query.status ? sql`${tenants.status} = ${query.status}` : sql`true`, list.where ?? sql`true`],
              sql` and `,
            ),
          )
          .orderBy(...list.orderBy)
          .limit(list.limit),
      );
      const { rows: shown, ...page } = list.page(rows);
      return { status: 200, body: { tenants: shown.map((row) => tenantJson(row.tenant)), ...page } };
    },
  });

const createTenant = ({ db, passwords, dailyBudgetNano, scheduleTenant }: TenantAdminDeps): Route =>
  defineRoute({
    method: 'post',
    path: '/admin/tenants',
    budget: 'admin',
    area: 'admin',
    summary: 'Create a tenant and invite its first admin',
    access: 'admin:tenants',
    body: z.strictObject({
      slug: z.string().regex(/^[a-z0-9][a-z0-9-]{1,40}$/, 'small letters, digits and hyphens'),
      name: plainText(100).min(1),
      admin_email: emailSchema,
    }),
    idempotent: true,
    responses: { 201: { description: 'The tenant', schema: tenantSchema } },
    errors: ['SLUG_TAKEN', 'EMAIL_TAKEN', 'IDEMPOTENCY_KEY_REUSED', 'REQUEST_IN_PROGRESS'],
    example: { slug: 'acme', name: 'Acme Finance', admin_email: 'admin@acme.example' },
    async handle(context, principal, { body }) {
      const by = { actor: principal.actor, requestId: context.requestId };
      const { slug, name, admin_email: adminEmail } = body;
      const tenant = await db.withPlatform('new tenant', (tx) => beginTenant(tx, { slug, name }));
      const passwordHash = await passwords.hashUnknown();
      await db.withTenant(tenant.id, (tx) => fillTenant(tx, tenant, { adminEmail, passwordHash, dailyBudgetNano }, by));
      const opened = await db.withPlatform('new tenant', (tx) => openTenant(tx, tenant.id));
      await scheduleTenant(tenant.id);
      return { status: 201, body: tenantJson(opened), headers: etag(opened.version) };
    },
  });

const readTenant = ({ db }: TenantAdminDeps): Route =>
  defineRoute({
    method: 'get',
    path: '/admin/tenants/:tenant_id',
    budget: 'admin',
    area: 'admin',
    summary: 'One tenant, with the ETag for changes',
    access: 'admin:tenants',
    params: z.object({ tenant_id: z.string().max(100) }),
    responses: { 200: { description: 'The tenant', schema: tenantSchema } },
    errors: ['NOT_FOUND'],
    async handle(_context, _principal, { params }) {
      const [tenant] = isUuid(params.tenant_id)
        ? await db.withPlatform('tenants', (tx) => tx.select().from(tenants).where(eq(tenants.id, params.tenant_id)))
        : [];
      if (!tenant) throw new CodedError('NOT_FOUND');
      return { status: 200, body: tenantJson(tenant), headers: etag(tenant.version) };
    },
  });

const changeTenantRoute = ({ db }: TenantAdminDeps): Route =>
  defineRoute({
    method: 'patch',
    path: '/admin/tenants/:tenant_id',
    budget: 'admin',
    area: 'admin',
    summary: 'Rename or suspend a tenant; suspending ends all its tokens at once',
    access: 'admin:tenants',
    params: z.object({ tenant_id: z.string().max(100) }),
    body: z
      .strictObject({ name: plainText(100).min(1).optional(), status: status.optional() })
      .refine((changes) => Object.keys(changes).length > 0, 'name at least one change'),
    revokes: true,
    responses: { 200: { description: 'The tenant', schema: tenantSchema } },
    errors: ['NOT_FOUND', 'PRECONDITION_FAILED', 'FORBIDDEN'],
    async handle(context, principal, { params, body }) {
      const tenantId = params.tenant_id;
      if (!isUuid(tenantId)) throw new CodedError('NOT_FOUND');
      if (body.status === 'suspended' && tenantId === principal.tenantId)
        throw new CodedError('FORBIDDEN', 'Nobody suspends the tenant they work in');
      const tenant = await db.withPlatform('tenants', async (tx) => {
        const [before] = await tx.select().from(tenants).where(eq(tenants.id, tenantId)).for('update');
        if (!before) throw new CodedError('NOT_FOUND');
        assertUnchanged(context, before.version);
        return changeTenant(tx, before, body);
      });
      const by = { actor: principal.actor, requestId: context.requestId };
      await db.withTenant(tenantId, (tx) => tellTenantChange(tx, tenantId, body, by));
      return { status: 200, body: tenantJson(tenant), headers: etag(tenant.version) };
    },
  });

/** Organisations, for super users. Everything inside one is its own admin's work. */
export function tenantAdminRoutes(deps: TenantAdminDeps): Route[] {
  return [listTenants(deps), createTenant(deps), readTenant(deps), changeTenantRoute(deps)];
}

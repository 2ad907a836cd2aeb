import { randomBytes } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { makeKey } from '../../books/identity/makeKey.ts';
import { revokeKey } from '../../books/identity/revokeKey.ts';
import { type Database, isUuid } from '../../db/database.ts';
import { accountNames } from '../../db/identity/people.ts';
import { apiKeys, users } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { PERMISSIONS, permissionNames } from '../../domain/identity/permissions.ts';
import { apiKeyHash } from '../http/knownKeys.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { defineRoute, type Reply, type Route } from '../http/route.ts';
import { instantText, plainText } from '../http/text.ts';

const scopes = z
  .array(z.enum(PERMISSIONS))
  .min(1)
  .max(PERMISSIONS.length)
  .refine((list) => new Set(list).size === list.length, 'each permission once')
  .meta({ uniqueItems: true });
const keySchema = z
  .object({
    key_id: z.uuid(),
    name: z.string(),
    prefix: z.string(),
    scopes: z.array(z.string()),
    may: z.string().describe('The scopes in words, to stand behind “may”'),
    created_by_name: z.string().nullable().describe('The person who made it'),
    created_at: z.string(),
    last_used_at: z.string().nullable(),
    expires_at: z.string().nullable(),
    revoked_at: z.string().nullable(),
    waits_for: z
      .uuid()
      .nullable()
      .describe('The change a second person has still to approve; until then the key opens nothing'),
  })
  .meta({ id: 'ApiKey' });

type KeyRow = typeof apiKeys.$inferSelect;
const keyJson = (key: KeyRow, maker: string | null) => ({
  key_id: key.id,
  name: key.name,
  prefix: `cs_${key.prefix}`,
  scopes: key.scopes,
  may: permissionNames(key.scopes),
  created_by_name: maker,
  created_at: key.createdAt.toISOString(),
  last_used_at: key.lastUsedAt?.toISOString() ?? null,
  expires_at: key.expiresAt?.toISOString() ?? null,
  revoked_at: key.revokedAt?.toISOString() ?? null,
  waits_for: key.waitsFor,
});

interface KeyDeps {
  db: Database;
}

const listKeys = ({ db }: KeyDeps): Route =>
  defineRoute({
    method: 'get',
    path: '/admin/api-keys',
    budget: 'admin',
    area: 'admin',
    summary: 'API keys of your tenant; never their secret part',
    access: 'admin:api-keys',
    query: listQuery(['created_at', 'name'], '-created_at', { active: z.enum(['true', 'false']).optional() }),
    responses: { 200: { description: 'A page', schema: listSchema('api_keys', keySchema) } },
    errors: [],
    async handle(_context, principal, { query }) {
      const list = keyset(query, { created_at: apiKeys.createdAt, name: apiKeys.name }, apiKeys.id);
      const rows = await db.readTenant(principal.tenantId, (tx) =>
        tx
          .select({ key: apiKeys, maker: users.displayName, address: users.email, ...list.columns })
          .from(apiKeys)
          .leftJoin(users, eq(users.id, apiKeys.createdBy))
          .where(
            and(
              query.active ? sql`(${apiKeys.revokedAt} is null) = ${query.active === 'true'}` : undefined,
              list.where,
            ),
          )
          .orderBy(...list.orderBy)
          .limit(list.limit),
      );
      const { rows: shown, ...page } = list.page(rows);
      return {
        status: 200,
        body: { api_keys: shown.map((row) => keyJson(row.key, row.maker || row.address)), ...page },
      };
    },
  });

const makeKeyRoute = ({ db }: KeyDeps): Route =>
  defineRoute({
    method: 'post',
    path: '/admin/api-keys',
    budget: 'admin',
    area: 'admin',
    summary:
      'Make an API key; the answer is the only place where it is shown. With rights over money it waits for a second person',
    access: 'admin:api-keys',
    body: z.strictObject({
      name: plainText(100).min(1),
      scopes,
      expires_at: instantText().optional().describe('Without it the key lives until it is revoked'),
    }),
    responses: {
      201: {
        description: 'The key, to be sent as X-API-Key',
        schema: keySchema.extend({ key: z.string() }).meta({ id: 'NewApiKey' }),
      },
    },
    errors: ['FORBIDDEN'],
    example: { name: 'case system', scopes: ['disputes:start', 'disputes:read'] },
    async handle(context, principal, { body }) {
      // A key that makes keys would outlive whoever it was given to.
      if (principal.kind !== 'user') throw new CodedError('FORBIDDEN', 'Only a person makes keys');
      const { name, scopes } = body;
      const expiresAt = body.expires_at ? new Date(body.expires_at) : null;
      if (expiresAt && expiresAt.getTime() <= Date.now())
        throw new CodedError('VALIDATION_FAILED', 'expires_at: in the past', {
          fields: [{ field: 'expires_at', rule: 'in the future' }],
        });
      const prefix = randomBytes(6).toString('hex');
      const key = `cs_${prefix}_${randomBytes(32).toString('base64url')}`;
      return db.withTenant(principal.tenantId, async (tx): Promise<Reply> => {
        const made = { name, scopes, expiresAt, prefix, keyHash: apiKeyHash(key) };
        const row = await makeKey(tx, made, principal, context.requestId);
        const maker = (await accountNames(tx, [principal.actor])).get(principal.actor) ?? null;
        return { status: 201, body: { ...keyJson(row, maker), key } };
      });
    },
  });

const revokeKeyRoute = ({ db }: KeyDeps): Route =>
  defineRoute({
    method: 'delete',
    path: '/admin/api-keys/:key_id',
    budget: 'admin',
    area: 'admin',
    summary: 'Revoke an API key; it stops working at once and stays in the list',
    access: 'admin:api-keys',
    revokes: true,
    params: z.object({ key_id: z.string().max(100) }),
    responses: { 204: { description: 'Revoked; revoking it again changes nothing' } },
    errors: ['NOT_FOUND'],
    async handle(context, principal, { params }) {
      const keyId = params.key_id;
      if (!isUuid(keyId)) throw new CodedError('NOT_FOUND');
      await db.withTenant(principal.tenantId, async (tx) => {
        const [key] = await tx.select({ id: apiKeys.id }).from(apiKeys).where(eq(apiKeys.id, keyId));
        if (!key) throw new CodedError('NOT_FOUND');
        await revokeKey(tx, principal.tenantId, keyId, { actor: principal.actor, requestId: context.requestId });
      });
      return { status: 204 };
    },
  });

/** Keys of services: shown once, kept as a hash, never with more rights than whoever makes them. */
export function apiKeyRoutes(deps: KeyDeps): Route[] {
  return [listKeys(deps), makeKeyRoute(deps), revokeKeyRoute(deps)];
}

import { randomBytes } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { appendEvent } from '../../books/events.ts';
import { requestPowerChange } from '../../books/identity/requestPowerChange.ts';
import { type Database, isUuid, type Transaction } from '../../db/database.ts';
import { apiKeys } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { PERMISSIONS } from '../../domain/identity/permissions.ts';
import { powerAmong } from '../../domain/identity/power.ts';
import { apiKeyHash } from '../http/knownKeys.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { instantText, plainText } from '../http/text.ts';
import type { Principal } from '../http/tokens.ts';
import { revokeKey } from './keyChanges.ts';
import { keySummary } from './powerSummary.ts';

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
const keyJson = (key: KeyRow) => ({
  key_id: key.id,
  name: key.name,
  prefix: `cs_${key.prefix}`,
  scopes: key.scopes,
  created_at: key.createdAt.toISOString(),
  last_used_at: key.lastUsedAt?.toISOString() ?? null,
  expires_at: key.expiresAt?.toISOString() ?? null,
  revoked_at: key.revokedAt?.toISOString() ?? null,
  waits_for: key.waitsFor,
});

interface NewKey {
  name: string;
  scopes: string[];
  expires_at?: string | undefined;
  prefix: string;
  keyHash: string;
}

/** Writes a key with its event; one whose rights are power over money waits for a second person. */
async function makeKey(tx: Transaction, wanted: NewKey, principal: Principal, requestId: string): Promise<KeyRow> {
  const { tenantId, userId, actor } = principal;
  const { name, scopes, prefix, keyHash } = wanted;
  const id = crypto.randomUUID();
  const power = powerAmong(scopes);
  const change =
    power.length > 0
      ? await requestPowerChange(tx, {
          tenantId,
          kind: 'api_key',
          subject: `key:${id}`,
          subjectUserId: null,
          before: null,
          after: { name, scopes },
          summary: keySummary(name, power),
          principal,
          requestId,
        })
      : null;
  const [made] = await tx
    .insert(apiKeys)
    .values({
      id,
      tenantId,
      name,
      prefix,
      keyHash,
      scopes,
      createdBy: userId,
      waitsFor: change?.id ?? null,
      expiresAt: wanted.expires_at ? new Date(wanted.expires_at) : null,
    })
    .returning();
  if (!made) throw new Error('api key not written');
  await appendEvent(tx, {
    type: 'api_key_created',
    actor,
    subject: `key:${made.id}`,
    data: { name, scopes },
    requestId,
  });
  return made;
}

/** Keys of services: shown once, kept as a hash, never with more rights than whoever makes them. */
export function apiKeyRoutes(db: Database): Route[] {
  return [
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
            .select({ key: apiKeys, ...list.columns })
            .from(apiKeys)
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
        return { status: 200, body: { api_keys: shown.map((row) => keyJson(row.key)), ...page } };
      },
    }),
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
        const missing = body.scopes.filter((scope) => !principal.permissions.includes(scope));
        if (missing.length > 0)
          throw new CodedError('FORBIDDEN', `You do not have ${missing.join(', ')} yourself`, { scopes: missing });
        if (body.expires_at && Date.parse(body.expires_at) <= Date.now())
          throw new CodedError('VALIDATION_FAILED', 'expires_at: in the past', {
            fields: [{ field: 'expires_at', rule: 'in the future' }],
          });
        const prefix = randomBytes(6).toString('hex');
        const key = `cs_${prefix}_${randomBytes(32).toString('base64url')}`;
        const row = await db.withTenant(principal.tenantId, (tx) =>
          makeKey(tx, { ...body, prefix, keyHash: apiKeyHash(key) }, principal, context.requestId),
        );
        return { status: 201, body: { ...keyJson(row), key }, headers: { 'cache-control': 'no-store' } };
      },
    }),
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
    }),
  ];
}

import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { endOwnSession, logOut } from '../../books/identity/logOut.ts';
import { type Database, isUuid } from '../../db/database.ts';
import { userSessions } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { TokenService } from '../http/tokens.ts';
import { createRefreshCookie } from './refreshCookie.ts';

const meSchema = z
  .object({
    kind: z.enum(['user', 'service']),
    user_id: z.uuid(),
    tenant_id: z.uuid(),
    roles: z.array(z.string()),
    permissions: z.array(z.string()),
    session_id: z.uuid().nullable(),
  })
  .meta({ id: 'Caller' });
const sessionSchema = z
  .object({
    session_id: z.uuid(),
    current: z.boolean(),
    user_agent: z.string().nullable(),
    created_at: z.string(),
    last_used_at: z.string(),
    expires_at: z.string(),
    revoked_at: z.string().nullable(),
    revoked_reason: z.string().nullable(),
  })
  .meta({ id: 'Session' });

interface SessionDeps {
  db: Database;
  tokens: TokenService;
  production: boolean;
}

const logOutRoute = ({ db, production }: SessionDeps): Route =>
  defineRoute({
    method: 'post',
    path: '/auth/logout',
    area: 'identity',
    summary: 'End this session and its tokens',
    access: 'user',
    revokes: true,
    responses: { 204: { description: 'Ended' } },
    errors: [],
    async handle(context, principal) {
      await db.withTenant(principal.tenantId, (tx) => logOut(tx, principal, context.requestId));
      return { status: 204, headers: { 'set-cookie': createRefreshCookie(production).cleared } };
    },
  });

const whoAmI = (): Route =>
  defineRoute({
    method: 'get',
    path: '/auth/me',
    area: 'identity',
    summary: 'Who this token or key belongs to and what it may do',
    access: 'token',
    responses: { 200: { description: 'The caller', schema: meSchema } },
    errors: [],
    handle: async (_context, principal) => ({
      status: 200,
      body: {
        kind: principal.kind,
        user_id: principal.userId,
        tenant_id: principal.tenantId,
        roles: principal.roles,
        permissions: principal.permissions,
        session_id: principal.sessionId,
      },
    }),
  });

const listSessions = ({ db }: SessionDeps): Route =>
  defineRoute({
    method: 'get',
    path: '/auth/sessions',
    area: 'identity',
    summary: 'Your sessions, newest first',
    access: 'user',
    query: listQuery(['created_at'], '-created_at', {}),
    responses: { 200: { description: 'A page', schema: listSchema('sessions', sessionSchema) } },
    errors: [],
    async handle(_context, principal, { query }) {
      const list = keyset(query, { created_at: userSessions.createdAt }, userSessions.id);
      const rows = await db.readTenant(principal.tenantId, (tx) =>
        tx
          .select({ session: userSessions, ...list.columns })
          .from(userSessions)
          .where(and(eq(userSessions.userId, principal.userId), list.where))
          .orderBy(...list.orderBy)
          .limit(list.limit),
      );
      const { rows: shown, ...page } = list.page(rows);
      const sessions = shown.map(({ session }) => ({
        session_id: session.id,
        current: session.id === principal.sessionId,
        user_agent: session.userAgent,
        created_at: session.createdAt.toISOString(),
        last_used_at: session.lastUsedAt.toISOString(),
        expires_at: session.expiresAt.toISOString(),
        revoked_at: session.revokedAt?.toISOString() ?? null,
        revoked_reason: session.revokedReason,
      }));
      return { status: 200, body: { sessions, ...page } };
    },
  });

const endSessionRoute = ({ db }: SessionDeps): Route =>
  defineRoute({
    method: 'delete',
    path: '/auth/sessions/:session_id',
    area: 'identity',
    summary: 'End one of your sessions and its tokens',
    access: 'user',
    params: z.object({ session_id: z.string().max(100) }),
    revokes: true,
    responses: { 204: { description: 'Ended; ending it again changes nothing' } },
    errors: ['NOT_FOUND'],
    async handle(context, principal, { params }) {
      const sessionId = params.session_id;
      if (!isUuid(sessionId)) throw new CodedError('NOT_FOUND');
      await db.withTenant(principal.tenantId, (tx) => endOwnSession(tx, principal, sessionId, context.requestId));
      return { status: 204 };
    },
  });

const publicKeys = ({ tokens }: SessionDeps): Route =>
  defineRoute({
    method: 'get',
    path: '/.well-known/jwks.json',
    area: 'identity',
    summary: 'Public keys that check our tokens, newest first',
    access: 'public',
    responses: {
      200: { description: 'JWKS', schema: z.object({ keys: z.array(z.record(z.string(), z.unknown())) }) },
    },
    errors: [],
    handle: async () => ({ status: 200, body: await tokens.jwks() }),
  });

/** Who a token belongs to, the sessions of a person and how they end, and the keys that check tokens. */
export function sessionRoutes(deps: SessionDeps): Route[] {
  return [logOutRoute(deps), whoAmI(), listSessions(deps), endSessionRoute(deps), publicKeys(deps)];
}

import { eq, sql } from 'drizzle-orm';
import type { Database } from '../../db/database.ts';
import { apiKeys, tenants } from '../../db/schema/identity.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { PERMISSIONS, type Permission } from '../../domain/identity/permissions.ts';
import { createKnownKeys } from './knownKeys.ts';
import type { Revocations } from './revocations.ts';
import type { Route } from './route.ts';
import { type Principal, principalOf, type TokenService } from './tokens.ts';

export interface Authenticator {
  /** Who calls this route; null on public ones. Throws UNAUTHENTICATED, TOKEN_EXPIRED, TOKEN_REVOKED, FORBIDDEN, TENANT_MISMATCH. */
  authenticate(route: Pick<Route, 'access'>, header: (name: string) => string | undefined): Promise<Principal | null>;
  /** Whether a caller's token is still good: for answers that stay open. */
  assertStillValid(principal: Principal): Promise<void>;
  revocationsChanged(): void;
}

// Written at most this often per key: a busy service must not cost a write per request.
const LAST_USED_STEP_MS = 60_000;
const isPermission = (scope: string): scope is Permission => (PERMISSIONS as readonly string[]).includes(scope);

export function createAuthenticator(db: Database, tokens: TokenService, revocations: Revocations): Authenticator {
  const knownKeys = createKnownKeys(db);

  async function serviceOf(key: string): Promise<Principal> {
    const known = await knownKeys.find(key);
    if (!known) throw new CodedError('UNAUTHENTICATED');
    if (known.ended) throw new CodedError(known.ended);
    const { prefix } = known;
    const end = (code: 'TOKEN_REVOKED' | 'TOKEN_EXPIRED'): never => {
      knownKeys.end(prefix, code);
      throw new CodedError(code);
    };
    const [found] = await db.withPlatform('api key', (tx) =>
      tx
        .select({ key: apiKeys, tenantStatus: tenants.status })
        .from(apiKeys)
        .innerJoin(tenants, eq(tenants.id, apiKeys.tenantId))
        .where(eq(apiKeys.prefix, prefix)),
    );
    if (found?.tenantStatus !== 'active') throw new CodedError('UNAUTHENTICATED');
    const { id, tenantId, createdBy, scopes, revokedAt, expiresAt, lastUsedAt } = found.key;
    if (revokedAt) end('TOKEN_REVOKED');
    if (expiresAt && expiresAt.getTime() <= Date.now()) end('TOKEN_EXPIRED');
    if (!lastUsedAt || Date.now() - lastUsedAt.getTime() > LAST_USED_STEP_MS)
      await db.withTenant(tenantId, (tx) =>
        tx.update(apiKeys).set({ lastUsedAt: sql`now()` }).where(eq(apiKeys.id, id)),
      );
    return {
      kind: 'service',
      actor: `key:${id}`,
      userId: createdBy,
      tenantId,
      roles: ['service'],
      permissions: scopes.filter(isPermission),
      sessionId: null,
      tokenId: id,
      issuedAtMs: 0,
      expiresAtMs: expiresAt?.getTime() ?? Number.POSITIVE_INFINITY,
    };
  }

  async function callerOf(header: (name: string) => string | undefined): Promise<Principal> {
    const authorization = header('authorization');
    const key = header('x-api-key');
    if (authorization === undefined && key !== undefined) return serviceOf(key);
    const [scheme, token, ...rest] = (authorization ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || !token || rest.length > 0) throw new CodedError('UNAUTHENTICATED');
    const verified = await tokens.verify('access', token);
    await revocations.assertLive(verified);
    return principalOf(verified);
  }

  return {
    async authenticate(route, header) {
      if (route.access === 'public') return null;
      const principal = await callerOf(header);
      const tenant = header('x-tenant-id');
      if (tenant !== undefined && tenant !== principal.tenantId) throw new CodedError('TENANT_MISMATCH');
      if (route.access === 'token') return principal;
      const allowed =
        route.access === 'user' ? principal.kind === 'user' : principal.permissions.includes(route.access);
      if (!allowed) throw new CodedError('FORBIDDEN');
      return principal;
    },
    async assertStillValid(principal) {
      if (principal.expiresAtMs <= Date.now()) throw new CodedError('TOKEN_EXPIRED');
      if (principal.sessionId !== null) await revocations.assertLive({ ...principal, sessionId: principal.sessionId });
    },
    revocationsChanged: () => revocations.changed(),
  };
}

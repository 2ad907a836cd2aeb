import { eq, sql } from 'drizzle-orm';
import { noteKeyUse, USE_STEP_SECONDS } from '../../books/identity/noteKeyUse.ts';
import type { Database } from '../../db/database.ts';
import { apiKeys, tenants, users } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import type { DatabaseClock } from './databaseClock.ts';
import { createKnownKeys } from './knownKeys.ts';
import { presentRights } from './presentRights.ts';
import type { Revocations } from './revocations.ts';
import type { Route } from './route.ts';
import { type Principal, principalOf, type TokenService } from './tokens.ts';

export interface Authenticator {
  /**
   * Who calls this route; null on public ones. Throws UNAUTHENTICATED, TOKEN_EXPIRED, TOKEN_REVOKED, FORBIDDEN, TENANT_MISMATCH.
   * `known` is called with who it is, before what they may is checked.
   */
  authenticate(
    route: Pick<Route, 'access'>,
    header: (name: string) => string | undefined,
    known?: (principal: Principal) => Promise<void>,
  ): Promise<Principal | null>;
  /** Whether a caller's token is still good: for answers that stay open. */
  assertStillValid(principal: Principal): Promise<void>;
  revocationsChanged(): void;
}

export function createAuthenticator(
  db: Database,
  tokens: TokenService,
  revocations: Revocations,
  clock: DatabaseClock,
): Authenticator {
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
        .select({
          key: apiKeys,
          // Judged by the database's clock, as revocations are.
          nowMs: sql<number>`extract(epoch from now())::float8 * 1000`,
          tenantStatus: tenants.status,
          maker: {
            tenantId: users.tenantId,
            roles: users.roles,
            disabledAt: users.disabledAt,
            secondFactorConfirmedAt: users.secondFactorConfirmedAt,
          },
        })
        .from(apiKeys)
        .innerJoin(tenants, eq(tenants.id, apiKeys.tenantId))
        .innerJoin(users, eq(users.id, apiKeys.createdBy))
        .where(eq(apiKeys.prefix, prefix)),
    );
    if (found?.tenantStatus !== 'active') throw new CodedError('UNAUTHENTICATED');
    const { nowMs } = found;
    const { id, tenantId, createdBy, scopes, revokedAt, expiresAt, lastUsedAt, waitsFor } = found.key;
    if (revokedAt) end('TOKEN_REVOKED');
    if (expiresAt && expiresAt.getTime() <= nowMs) end('TOKEN_EXPIRED');
    // Their maker may come back, so this is asked anew at each use.
    if (found.maker.disabledAt) throw new CodedError('TOKEN_REVOKED');
    if (waitsFor) throw new CodedError('UNAUTHENTICATED', 'A second person has still to approve this key');
    // A key acts for its maker, so it never may more than they may now.
    const makersRights = await presentRights(db, found.maker);
    if (!lastUsedAt || nowMs - lastUsedAt.getTime() > USE_STEP_SECONDS * 1000)
      await db.withTenant(tenantId, (tx) => noteKeyUse(tx, id));
    return {
      kind: 'service',
      actor: `key:${id}`,
      userId: createdBy,
      tenantId,
      roles: ['service'],
      permissions: makersRights.filter((right) => scopes.includes(right)),
      sessionId: null,
      tokenId: id,
      // Its rights are those of this moment: what is revoked later ends what is open under them.
      issuedAtMs: Math.floor(nowMs),
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
    async authenticate(route, header, known) {
      if (route.access === 'public') return null;
      const principal = await callerOf(header);
      await known?.(principal);
      const tenant = header('x-tenant-id');
      if (tenant !== undefined && tenant !== principal.tenantId) throw new CodedError('TENANT_MISMATCH');
      if (route.access === 'token') return principal;
      const allowed =
        route.access === 'user' ? principal.kind === 'user' : principal.permissions.includes(route.access);
      if (!allowed) throw new CodedError('FORBIDDEN');
      return principal;
    },
    async assertStillValid(principal) {
      if (principal.expiresAtMs <= (await clock.nowMs())) throw new CodedError('TOKEN_EXPIRED');
      // A key has no session; its own id stands there, which no session has.
      await revocations.assertLive({ ...principal, sessionId: principal.sessionId ?? principal.tokenId });
    },
    revocationsChanged: () => revocations.changed(),
  };
}

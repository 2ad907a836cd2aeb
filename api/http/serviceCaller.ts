import { eq, sql } from 'drizzle-orm';
import { noteKeyUse, USE_STEP_SECONDS } from '../../books/identity/noteKeyUse.ts';
import type { Database } from '../../db/database.ts';
import { apiKeys, tenants, users } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { createKnownKeys } from './knownKeys.ts';
import { presentRights } from './presentRights.ts';
import type { Principal } from './tokens.ts';

/** A key with its tenant's state and its maker, as the books have them now. */
async function keyOf(db: Database, prefix: string) {
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
  return found;
}
type FoundKey = NonNullable<Awaited<ReturnType<typeof keyOf>>>;

/** Who calls with this key; a key acts for its maker, so it never may more than they may now. */
async function principalOfKey(db: Database, { key, maker, nowMs }: FoundKey): Promise<Principal> {
  const makersRights = await presentRights(db, maker);
  return {
    kind: 'service',
    actor: `key:${key.id}`,
    userId: key.createdBy,
    tenantId: key.tenantId,
    roles: ['service'],
    permissions: makersRights.filter((right) => key.scopes.includes(right)),
    sessionId: null,
    tokenId: key.id,
    // Its rights are those of this moment: what is revoked later ends what is open under them.
    issuedAtMs: Math.floor(nowMs),
    expiresAtMs: key.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY,
  };
}

/** Callers with an API key. Throws UNAUTHENTICATED, TOKEN_REVOKED, TOKEN_EXPIRED. */
export function createServiceCaller(db: Database): (key: string) => Promise<Principal> {
  const knownKeys = createKnownKeys(db);
  return async (given) => {
    const known = await knownKeys.find(given);
    if (!known) throw new CodedError('UNAUTHENTICATED');
    if (known.ended) throw new CodedError(known.ended);
    const { prefix } = known;
    const end = (code: 'TOKEN_REVOKED' | 'TOKEN_EXPIRED'): never => {
      knownKeys.end(prefix, code);
      throw new CodedError(code);
    };
    const found = await keyOf(db, prefix);
    if (found?.tenantStatus !== 'active') throw new CodedError('UNAUTHENTICATED');
    const { nowMs } = found;
    const { id, tenantId, revokedAt, expiresAt, lastUsedAt, waitsFor } = found.key;
    if (revokedAt) end('TOKEN_REVOKED');
    if (expiresAt && expiresAt.getTime() <= nowMs) end('TOKEN_EXPIRED');
    // Their maker may come back, so this is asked anew at each use.
    if (found.maker.disabledAt) throw new CodedError('TOKEN_REVOKED');
    if (waitsFor) throw new CodedError('UNAUTHENTICATED', 'A second person has still to approve this key');
    const principal = await principalOfKey(db, found);
    if (!lastUsedAt || nowMs - lastUsedAt.getTime() > USE_STEP_SECONDS * 1000)
      await db.withTenant(tenantId, (tx) => noteKeyUse(tx, id));
    return principal;
  };
}

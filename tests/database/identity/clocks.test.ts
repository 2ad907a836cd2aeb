import { generateKeyPairSync } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { type Authenticator, createAuthenticator } from '../../../api/http/authenticate.ts';
import { createDatabaseClock } from '../../../api/http/databaseClock.ts';
import { apiKeyHash } from '../../../api/http/knownKeys.ts';
import { createRevocations } from '../../../api/http/revocations.ts';
import { createTokenService, type TokenService } from '../../../api/http/tokens.ts';
import { tokenPair } from '../../../api/identity/tokenPair.ts';
import { openSession } from '../../../books/identity/openSession.ts';
import { revoke } from '../../../books/identity/revoke.ts';
import { users } from '../../../db/identity/schema.ts';
import { DEFAULT_TENANT_ID as tenantId } from '../../../db/seed/tenants.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

interface Machine {
  tokens: TokenService;
  authenticator: Authenticator;
  /** Does something while the computer's clock shows the machine's time. */
  on<Result>(work: () => Promise<Result>): Promise<Result>;
}

const HOUR_MS = 3_600_000;
let database: TestDatabase;
let ahead: Machine;
let behind: Machine;

function machine(pem: string, offMs: number): Machine {
  const clock = createDatabaseClock(database.db);
  const tokens = createTokenService(pem, 'test', clock);
  const authenticator = createAuthenticator(database.db, tokens, createRevocations(database.db, clock), clock);
  return {
    tokens,
    authenticator,
    async on(work) {
      vi.useFakeTimers({ toFake: ['Date'], now: performance.timeOrigin + performance.now() + offMs });
      try {
        return await work();
      } finally {
        vi.useRealTimers();
      }
    },
  };
}

beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  ahead = machine(pem, HOUR_MS);
  behind = machine(pem, -HOUR_MS);
});
afterEach(() => vi.useRealTimers());
afterAll(() => database.end());

const signIn = ({ on, tokens }: Machine) =>
  on(async () => {
    const grant = await database.db.withTenant(tenantId, async (tx) => {
      const [user] = await tx.select().from(users).where(eq(users.email, 'admin@countersign.example'));
      if (!user) throw new Error('nobody');
      return openSession(tx, user, undefined);
    });
    return { userId: grant.user.id, access: (await tokenPair(tokens, grant)).access_token };
  });
const revokeUser = ({ on, authenticator }: Machine, subject: string) =>
  on(async () => {
    await database.db.withTenant(tenantId, (tx) => revoke(tx, { tenantId, kind: 'user', subject }));
    // The other machine reads the list anew within half a second; here both are told.
    authenticator.revocationsChanged();
  });
const use = ({ on, authenticator }: Machine, secret: string, header = 'authorization') =>
  on(() => {
    authenticator.revocationsChanged();
    return authenticator
      .authenticate({ access: 'token' }, (name) =>
        name !== header ? undefined : header === 'authorization' ? `Bearer ${secret}` : secret,
      )
      .then(
        () => 'good',
        (error: { code: string }) => error.code,
      );
  });

describe('API machines whose clocks differ by two hours', () => {
  it('take each other’s tokens', async () => {
    for (const [made, asked] of [
      [ahead, behind],
      [behind, ahead],
    ] as const)
      expect(await use(asked, (await signIn(made)).access)).toBe('good');
  });

  it('agree that a token from before a revocation is dead, and one from after it is not', async () => {
    for (const [made, revoked] of [
      [ahead, behind],
      [behind, ahead],
    ] as const) {
      const { access, userId } = await signIn(made);
      await revokeUser(revoked, userId);
      // Tokens are compared by the millisecond.
      await new Promise((resolve) => setTimeout(resolve, 2));
      const { access: later } = await signIn(made);
      for (const asked of [made, revoked]) {
        expect(await use(asked, access)).toBe('TOKEN_REVOKED');
        expect(await use(asked, later)).toBe('good');
      }
    }
  });

  it('say the same of a key that ends in a minute, and of one that has ended', async () => {
    const { userId } = await signIn(ahead);
    const make = async (prefix: string, inSeconds: number) => {
      const key = `cs_${prefix}_${'x'.repeat(43)}`;
      await database.owner`insert into api_keys (tenant_id, name, prefix, key_hash, scopes, created_by, expires_at)
        values (${tenantId}, 'k', ${prefix}, ${apiKeyHash(key)}, '{disputes:read}', ${userId}, now() + make_interval(secs => ${inSeconds}))`;
      return key;
    };
    const keys = [await make('aaaaaaaaaaaa', 60), await make('bbbbbbbbbbbb', -1)];
    for (const asked of [ahead, behind])
      for (const [index, said] of ['good', 'TOKEN_EXPIRED'].entries())
        expect(await use(asked, keys[index] ?? '', 'x-api-key')).toBe(said);
  });
});

import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Principal, TokenService } from '../../../api/http/tokens.ts';
import { profileRoutes } from '../../../api/identity/profileRoutes.ts';
import { signInRoutes } from '../../../api/identity/signInRoutes.ts';
import { changeUser } from '../../../books/identity/changeUser.ts';
import { openSession } from '../../../books/identity/openSession.ts';
import { lockSettings, writeSetting } from '../../../books/identity/writeSetting.ts';
import type { Transaction } from '../../../db/database.ts';
import { tokenRevocations, users } from '../../../db/identity/schema.ts';
import { DEFAULT_TENANT_ID as A } from '../../../db/seed/tenants.ts';
import { adminDeps, caller, principalOf } from '../routeCaller.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

const EMAIL = 'reviewer@countersign.example';
const BY = { actor: 'test', requestId: 'test' };
let database: TestDatabase;
let call: ReturnType<typeof caller>;
let person: Principal;
/** What happens while a password is looked at. */
let meanwhile: () => Promise<unknown> = async () => undefined;
let issued: { claims: Record<string, unknown>; issuedAtMs: number }[] = [];

beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  const deps = adminDeps(database.db);
  const tokens = {
    issue: async (kind: string, _subject: object, issuedAtMs: number, claims: Record<string, unknown>) => {
      if (kind === 'access') issued.push({ claims, issuedAtMs });
      return { token: 't', expiresAtMs: 0 };
    },
    verify: async (_kind: string, token: string) => JSON.parse(token),
  } as unknown as TokenService;
  call = caller([
    ...profileRoutes(deps),
    ...signInRoutes({
      ...deps,
      passwords: {
        ...deps.passwords,
        verify: async () => {
          await meanwhile();
          return true;
        },
      },
      tokens,
      sessionSecret: 'a secret of at least thirty-two characters',
      defaultTenantId: A,
      authPerMinute: 10_000,
      production: false,
      log: () => undefined,
    }),
  ]);
});
afterAll(() => database.end());
beforeEach(async () => {
  meanwhile = async () => undefined;
  issued = [];
  await database.owner`update tenants set status = 'active' where id = ${A}`;
  await database.owner`update tenant_settings set second_factor_required = false`;
  await database.owner`update users set roles = '{reviewer}', disabled_at = null, second_factor_confirmed_at = null where email = ${EMAIL}`;
  person = await principalOf(database, EMAIL);
});

const logIn = async () =>
  (await call(null, 'POST /auth/login', {}, { email: EMAIL, password: 'x', refresh_in: 'body' })).code;
const sessions = async () =>
  Number((await database.owner`select count(*) as n from user_sessions where user_id = ${person.userId}`)[0]?.n);

describe('what changes while a password is looked at', () => {
  it('an account that was disabled, or has another password or a factor, opens no session, and the try is in the log', async () => {
    for (const change of [
      'disabled_at = now()',
      "password_hash = 'another'",
      "second_factor_secret = 'x', second_factor_confirmed_at = now()",
    ]) {
      const before = await sessions();
      meanwhile = () => database.owner.unsafe(`update users set ${change} where email = '${EMAIL}'`);
      expect(await logIn(), change).toBe('INVALID_CREDENTIALS');
      expect(await sessions(), change).toBe(before);
      const [last] =
        await database.owner`select type from events where tenant_id = ${A} order by sequence desc limit 1`;
      expect(last?.type).toBe('login_failed');
      await database.owner`update users set disabled_at = null, second_factor_confirmed_at = null where email = ${EMAIL}`;
    }
  });

  it('a tenant that was suspended opens no session', async () => {
    meanwhile = () => database.owner`update tenants set status = 'suspended' where id = ${A}`;
    expect(await logIn()).toBe('INVALID_CREDENTIALS');
  });

  it('roles that were taken are not in the token', async () => {
    meanwhile = () => database.owner`update users set roles = '{user}' where email = ${EMAIL}`;
    expect(await logIn()).toBeNull();
    expect(issued.map(({ claims }) => claims.roles)).toEqual([['user']]);
  });
});

describe('a refresh beside a change that is not committed yet', () => {
  /** Refreshes while `change` is under way, and says what the token carries and whether the change's revocation ends it. */
  async function refreshBeside(change: (tx: Transaction) => Promise<unknown>) {
    const grant = await database.db.withTenant(A, async (tx) => {
      const [user] = await tx.select().from(users).where(eq(users.email, EMAIL));
      if (!user) throw new Error('nobody');
      return openSession(tx, user, undefined);
    });
    let done: () => void = () => undefined;
    const hold = new Promise<void>((resolve) => {
      done = resolve;
    });
    let begun: () => void = () => undefined;
    const changed = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const changing = database.db.withTenant(A, async (tx) => {
      await change(tx);
      begun();
      await hold;
    });
    await changed;
    const token = { tenantId: A, userId: grant.user.id, sessionId: grant.sessionId, tokenId: grant.refreshTokenId };
    const refreshing = call(
      null,
      'POST /auth/refresh',
      {},
      { refresh_token: JSON.stringify(token), refresh_in: 'body' },
    );
    const waits = async () =>
      (
        await database.owner`select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`
      ).length > 0;
    // It waits for the change, or has ended without.
    let ended = false;
    refreshing.finally(() => {
      ended = true;
    });
    while (!ended && !(await waits())) await new Promise((resolve) => setImmediate(resolve));
    done();
    await changing;
    const answer = await refreshing;
    const [revoked] = await database.db.withTenant(A, (tx) => tx.select().from(tokenRevocations));
    const [made] = issued;
    return {
      code: answer.code,
      secondFactor: answer.body?.second_factor,
      roles: made?.claims.roles,
      permissions: made?.claims.permissions,
      revoked: revoked !== undefined,
    };
  }

  it('carries the roles after it', async () => {
    const answer = await refreshBeside(async (tx) => {
      const [user] = await tx.select().from(users).where(eq(users.email, EMAIL)).for('update');
      if (!user) throw new Error('nobody');
      await changeUser(tx, user, { roles: ['user'] }, BY);
    });
    expect(answer).toMatchObject({ code: null, roles: ['user'], revoked: true });
  });

  it('carries no rights where a second factor is demanded by then', async () => {
    const answer = await refreshBeside(async (tx) =>
      writeSetting(tx, await lockSettings(tx), 'second_factor_required', true, BY),
    );
    expect(answer).toMatchObject({ code: null, secondFactor: 'setup_required', permissions: [] });
  });
});

describe('a profile', () => {
  it('keeps its name where an empty one is sent', async () => {
    const before = await call(person, 'GET /me');
    const changed = await call(person, 'PATCH /me', {}, { display_name: ' ' });
    expect(changed.body.display_name).toBe(before.body.display_name);
    expect((await call(person, 'PATCH /me', {}, { display_name: 'Other' })).body.display_name).toBe('Other');
  });
});

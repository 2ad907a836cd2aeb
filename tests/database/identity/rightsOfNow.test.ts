import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { type Authenticator, createAuthenticator } from '../../../api/http/authenticate.ts';
import { createDatabaseClock } from '../../../api/http/databaseClock.ts';
import { createRevocations, type Revocations } from '../../../api/http/revocations.ts';
import { createTokenService, type Principal, type TokenService } from '../../../api/http/tokens.ts';
import { apiKeyRoutes } from '../../../api/identity/apiKeyRoutes.ts';
import { configRoutes } from '../../../api/identity/configRoutes.ts';
import { powerRoutes } from '../../../api/identity/powerRoutes.ts';
import { userAdminRoutes } from '../../../api/identity/userRoutes.ts';
import { codecRoutes } from '../../../api/operations/codecRoutes.ts';
import { DEFAULT_TENANT_ID as A } from '../../../db/seed/tenants.ts';
import { adminDeps, caller, giveSecondFactor, principalOf } from '../routeCaller.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

let database: TestDatabase;
let call: ReturnType<typeof caller>;
let tokens: TokenService;
let revocations: Revocations;
let authenticator: Authenticator;
let admin: Principal;
let boss: Principal;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const clock = createDatabaseClock(database.db);
  tokens = createTokenService(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), 'test', clock);
  revocations = createRevocations(database.db, clock);
  authenticator = createAuthenticator(database.db, tokens, revocations, clock);
  const deps = adminDeps(database.db);
  const text = async (payloads: object[]) => payloads;
  call = caller([
    ...apiKeyRoutes(deps),
    ...configRoutes(deps),
    ...powerRoutes(deps),
    ...userAdminRoutes(deps),
    ...codecRoutes({
      db: database.db,
      tokens,
      revocations,
      encode: text,
      decode: text,
    }),
  ]);
});
afterAll(() => database.end());
beforeEach(async () => {
  await database.owner`update users set disabled_at = null, second_factor_confirmed_at = null, roles = '{admin}' where email = 'admin@countersign.example'`;
  await database.owner`update users set roles = '{super_user}' where email = 'super@countersign.example'`;
  await database.owner`update tenant_settings set second_factor_required = false`;
  admin = await principalOf(database, 'admin@countersign.example');
  boss = await principalOf(database, 'super@countersign.example');
});

async function makeKey(scopes: string[]) {
  const made = await call(admin, 'POST /admin/api-keys', {}, { name: 'k', scopes });
  if (made.status !== 201) throw new Error(`key: ${made.code}`);
  if (made.body.waits_for)
    await call(boss, 'POST /admin/power-changes/:change_id/approve', { change_id: made.body.waits_for }, {});
  return { id: String(made.body.key_id), key: String(made.body.key), waited: made.body.waits_for !== null };
}
const use = (key: string, access: Parameters<Authenticator['authenticate']>[0]['access'] = 'token') =>
  authenticator
    .authenticate({ access }, (name) => (name === 'x-api-key' ? key : undefined))
    .then(
      (principal) => principal,
      (error: { code: string }) => error.code,
    );
const rightsOf = async (key: string) => {
  const principal = await use(key);
  return typeof principal === 'object' ? principal?.permissions.toSorted() : principal;
};
const setRoles = (roles: string[]) => database.owner`update users set roles = ${roles} where id = ${admin.userId}`;
const revoked = async (work: () => Promise<unknown>) => {
  await work();
  authenticator.revocationsChanged();
};
const stream = async (key: string) => {
  const principal = await use(key);
  if (typeof principal !== 'object' || !principal) throw new Error(`stream: ${principal}`);
  return () =>
    authenticator.assertStillValid(principal).then(
      () => 'open',
      (error: { code: string }) => error.code,
    );
};

describe('a key has no more rights than whoever made it has now', () => {
  it('with fewer roles its scopes shrink, with the old ones they come back, and a disabled maker closes it', async () => {
    const scopes = ['admin:config', 'admin:users', 'review:decide', 'disputes:read'];
    const { key } = await makeKey(scopes);
    expect(await rightsOf(key)).toEqual(scopes.toSorted());
    for (const [roles, left] of [
      [['reviewer'], ['disputes:read', 'review:decide']],
      [['user'], []],
      [['super_user'], ['admin:config', 'admin:users']],
      [['admin'], scopes.toSorted()],
    ] as const) {
      await setRoles([...roles]);
      expect(await rightsOf(key), roles.join()).toEqual(left);
    }
    await setRoles(['reviewer']);
    expect(await use(key, 'admin:config')).toBe('FORBIDDEN');
    await setRoles(['admin']);
    await database.owner`update users set disabled_at = now() where id = ${admin.userId}`;
    expect(await use(key)).toBe('TOKEN_REVOKED');
    await database.owner`update users set disabled_at = null where id = ${admin.userId}`;
    expect(await rightsOf(key)).toEqual(scopes.toSorted());
    // The same rule as for the maker's own token: without the factor that is demanded they may nothing.
    await database.owner`update tenant_settings set second_factor_required = true where tenant_id = ${A}`;
    expect(await rightsOf(key)).toEqual([]);
    await giveSecondFactor(database, admin.userId);
    expect(await rightsOf(key)).toEqual(scopes.toSorted());
  });

  it('a key makes no keys, and one with rights over money gives no access until a second person has approved it', async () => {
    const service: Principal = { ...admin, kind: 'service', sessionId: null };
    for (const scopes of [['disputes:read'], ['admin:api-keys'], ['review:decide']])
      expect((await call(service, 'POST /admin/api-keys', {}, { name: 'k', scopes })).code).toBe('FORBIDDEN');
    expect((await makeKey(['disputes:start', 'disputes:read', 'review:read', 'ledger:read'])).waited).toBe(false);
    const made = await call(admin, 'POST /admin/api-keys', {}, { name: 'k', scopes: ['review:read', 'review:decide'] });
    const { key, key_id: keyId, waits_for: changeId } = made.body;
    expect(await use(key)).toBe('TOKEN_INVALID');
    const at = { change_id: changeId };
    expect((await call(admin, 'POST /admin/power-changes/:change_id/approve', at, {})).code).toBe(
      'SECOND_PERSON_REQUIRED',
    );
    expect(await use(key)).toBe('TOKEN_INVALID');
    expect((await call(boss, 'POST /admin/power-changes/:change_id/approve', at, {})).status).toBe(200);
    expect(await rightsOf(key)).toEqual(['review:decide', 'review:read']);
    expect((await call(admin, 'DELETE /admin/api-keys/:key_id', { key_id: keyId })).status).toBe(204);
    expect(await use(key)).toBe('TOKEN_REVOKED');
    const refused = await call(admin, 'POST /admin/api-keys', {}, { name: 'k', scopes: ['admin:users'] });
    await call(boss, 'POST /admin/power-changes/:change_id/refuse', { change_id: refused.body.waits_for }, {});
    expect(await use(refused.body.key)).toBe('TOKEN_REVOKED');
  });
});

describe('what stays open ends with the right it was opened under', () => {
  it('a stream ends when its key is revoked or expires, and when its maker’s roles change, they are disabled or the tenant closes', async () => {
    const endings: [string, string, (keyId: string) => Promise<unknown>][] = [
      ['revoked', 'TOKEN_REVOKED', (id) => call(admin, 'DELETE /admin/api-keys/:key_id', { key_id: id })],
      [
        'fewer roles',
        'TOKEN_REVOKED',
        () => call(boss, 'PATCH /admin/users/:user_id', { user_id: admin.userId }, { roles: ['user'] }),
      ],
      [
        'disabled',
        'TOKEN_REVOKED',
        () => call(boss, 'PATCH /admin/users/:user_id', { user_id: admin.userId }, { active: false }),
      ],
      [
        'a second factor is demanded',
        'TOKEN_REVOKED',
        () => call(admin, 'PUT /admin/config/:key', { key: 'second_factor_required' }, { value: true }),
      ],
    ];
    for (const [name, code, end] of endings) {
      await setRoles(['admin']);
      await database.owner`update users set disabled_at = null where id = ${admin.userId}`;
      await database.owner`update tenant_settings set second_factor_required = false`;
      const { id, key } = await makeKey(['review:read']);
      const state = await stream(key);
      expect(await state(), name).toBe('open');
      const answer = { status: 0 };
      await revoked(async () => Object.assign(answer, await end(id)));
      expect([200, 204], name).toContain(answer.status);
      expect(await state(), name).toBe(code);
    }
    await setRoles(['admin']);
    await database.owner`update tenant_settings set second_factor_required = false`;
    await database.owner`update users set disabled_at = null where id = ${admin.userId}`;
    // What was revoked before a stream began does not end it.
    const { key } = await makeKey(['review:read']);
    expect(await (await stream(key))()).toBe('open');
  });
});

describe('payloads of workflows', () => {
  const codecToken = (who: Principal) =>
    tokens.issue('codec', { userId: who.userId, tenantId: who.tenantId, sessionId: crypto.randomUUID() }, Date.now());
  const open = async (token: string, door: 'encode' | 'decode') =>
    (await call(null, `POST /codec/:operator_token/${door}`, { operator_token: token }, { payloads: [] })).code ??
    'open';

  it('are opened and made for operators of the platform only, as they are at that moment', async () => {
    const { token } = await codecToken(boss);
    for (const door of ['encode', 'decode'] as const) expect(await open(token, door)).toBe('open');
    // A token from when tenants' admins got one, and one of whoever lost the role.
    const old = (await codecToken(admin)).token;
    for (const door of ['encode', 'decode'] as const) expect(await open(old, door), door).toBe('TOKEN_REVOKED');
    expect((await call(admin, 'POST /codec-tokens')).code).toBe('FORBIDDEN');
    await database.owner`update users set roles = '{admin,reviewer}' where id = ${boss.userId}`;
    for (const door of ['encode', 'decode'] as const) expect(await open(token, door), door).toBe('TOKEN_REVOKED');
    await database.owner`update users set roles = '{super_user}', disabled_at = now() where id = ${boss.userId}`;
    expect(await open(token, 'decode')).toBe('TOKEN_REVOKED');
    await database.owner`update users set disabled_at = null where id = ${boss.userId}`;
    expect(await open(token, 'decode')).toBe('open');
  });
});

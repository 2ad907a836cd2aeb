import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Principal } from '../../../api/http/tokens.ts';
import { apiKeyRoutes } from '../../../api/identity/apiKeyRoutes.ts';
import { configRoutes } from '../../../api/identity/configRoutes.ts';
import { powerRoutes } from '../../../api/identity/powerRoutes.ts';
import { rightsRoutes } from '../../../api/identity/rightsRoutes.ts';
import { userAdminRoutes } from '../../../api/identity/userRoutes.ts';
import { DEFAULT_TENANT_ID as A } from '../../../db/seed/tenants.ts';
import { PERMISSIONS } from '../../../domain/identity/permissions.ts';
import { SETTING_KEYS } from '../../../domain/settings.ts';
import { adminDeps, caller, principalOf } from '../routeCaller.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

let database: TestDatabase;
let call: ReturnType<typeof caller>;
let admin: Principal;
let boss: Principal;
let reviewer: Principal;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  const deps = adminDeps(database.db);
  call = caller([
    ...configRoutes(deps),
    ...userAdminRoutes(deps),
    ...powerRoutes(deps),
    ...apiKeyRoutes(deps),
    ...rightsRoutes(),
  ]);
  admin = await principalOf(database, 'admin@countersign.example');
  boss = await principalOf(database, 'super@countersign.example');
  reviewer = await principalOf(database, 'reviewer@countersign.example');
});
afterAll(() => database.end());
beforeEach(async () => {
  await database.owner`update tenant_settings set policy_cap_minor = 50000, reviewer_limit_minor = null, limit_currency = 'USD',
    review_expire_seconds = null, operator_signal_allowed = true where tenant_id = ${A}`;
});

const change = (values: object, who = admin) => call(who, 'PATCH /admin/config', {}, { values });
const preview = (values: object, who = admin) => call(who, 'POST /admin/config/preview', {}, { values });
const settings = async () => (await call(admin, 'GET /admin/config')).body.config as Record<string, unknown>[];
const setting = async (key: string) => (await settings()).find((entry) => entry.key === key);
const row = async () => (await database.owner`select * from tenant_settings where tenant_id = ${A}`)[0] ?? {};

describe('settings of a group are changed together', () => {
  it('a preview says in words what would change and what takes a second person, and changes nothing', async () => {
    const before = await row();
    const { body } = await preview({
      policy_cap_minor: null,
      review_expire_seconds: 259_200,
      operator_signal_allowed: true,
    });
    expect(body.changes).toEqual([
      {
        key: 'policy_cap_minor',
        name: 'Most one refund may pay',
        before: '$500.00',
        after: 'No limit',
        note: null,
        widens: true,
      },
      {
        key: 'review_expire_seconds',
        name: 'A review waits at most',
        before: 'As the installation says: 7 days',
        after: '3 days',
        note: null,
        widens: false,
      },
    ]);
    expect(await row()).toEqual(before);
    const currency = await preview({ limit_currency: 'JPY' });
    expect(currency.body.changes[0].note).toBe('“Most one refund may pay” keeps its digits: $500.00 becomes ¥50,000');
  });

  it('what narrows is saved, what widens waits, in one transaction; a value that does not fit changes nothing', async () => {
    const { body } = await change({ policy_cap_minor: null, review_expire_seconds: 259_200 });
    expect(body.power_changes).toHaveLength(1);
    expect(body.power_changes[0].summary).toBe('“Most one refund may pay” becomes no limit, it is $500.00 now');
    expect(await row()).toMatchObject({ policy_cap_minor: '50000', review_expire_seconds: 259_200 });
    const before = await row();
    expect((await change({ operator_signal_allowed: false, review_expire_seconds: 5 })).code).toBe('VALIDATION_FAILED');
    expect(await row()).toEqual(before);
    await expect(change({ nothing: 1 })).rejects.toThrow();
    await expect(change({})).rejects.toThrow();
  });

  it('each says what holds, from where, who changed it last, and who may approve what waits', async () => {
    await change({ review_expire_seconds: 259_200, policy_cap_minor: 60_000 });
    expect(await setting('review_expire_seconds')).toMatchObject({
      holds: '3 days',
      source: 'tenant',
      changed_by_name: expect.any(String),
      changed_at: expect.any(String),
      waiting: null,
    });
    const cap = await setting('policy_cap_minor');
    expect(cap).toMatchObject({ holds: '$500.00', currency: 'USD', group: 'Money limits' });
    const waiting = cap?.waiting as { change_id: string; sentence: string; may_approve: string[] };
    expect(waiting.sentence).toMatch(/ asks that “Most one refund may pay” becomes \$600\.00, it is \$500\.00 now$/);
    expect(waiting.may_approve.length).toBeGreaterThan(0);
    const { body: me } = await call(admin, 'GET /admin/users/:user_id', { user_id: admin.userId });
    expect(waiting.may_approve).not.toContain(me.display_name);
    await call(boss, 'POST /admin/power-changes/:change_id/approve', { change_id: waiting.change_id }, {});
    expect(await setting('policy_cap_minor')).toMatchObject({
      holds: '$600.00',
      waiting: null,
      approved_by_name: expect.any(String),
    });
    expect(await setting('booking_expiration_minutes')).toMatchObject({
      value: null,
      holds: '15 minutes',
      source: 'installation',
      unset: 'As the installation says: 15 minutes',
      changed_at: null,
    });
  });

  it('all are there, group by group, without a word of code', async () => {
    const all = await settings();
    expect(all.map(({ key }) => key).toSorted()).toEqual([...SETTING_KEYS].toSorted());
    const groups = all.map(({ group }) => group);
    expect(groups.filter((group, index) => group !== groups[index - 1])).toHaveLength(new Set(groups).size);
    for (const { group, name, about, unset, text, holds } of all)
      expect([group, name, about, unset ?? '', text, holds].join(' ')).not.toMatch(/_|null|undefined|minor|nano/);
  });

  it('a currency that there is not is refused, and only those who may change settings look or change', async () => {
    expect((await change({ limit_currency: 'XXQ' })).code).toBe('VALIDATION_FAILED');
    for (const answer of [
      await change({ policy_cap_minor: 1 }, reviewer),
      await preview({ policy_cap_minor: 1 }, reviewer),
    ])
      expect(answer.status).toBe(403);
  });
});

describe('people and keys are said in words', () => {
  it('a limit is in the currency of limits, and a raised one waits as a sentence', async () => {
    const { owner } = database;
    await owner`update users set review_limit_minor = 50000 where id = ${reviewer.userId}`;
    const user = await call(admin, 'GET /admin/users/:user_id', { user_id: reviewer.userId });
    expect(user.body).toMatchObject({ review_limit_minor: 50_000, limit_currency: 'USD', last_sign_in_at: null });
    await owner`insert into user_sessions (tenant_id, user_id, current_token_hash, expires_at)
      values (${A}, ${reviewer.userId}, 'x', now() + interval '1 hour')`;
    const { body } = await call(admin, 'GET /admin/users/:user_id', { user_id: reviewer.userId });
    expect(Date.parse(body.last_sign_in_at)).toBeGreaterThan(Date.now() - 60_000);
    const asked = await call(
      admin,
      'PATCH /admin/users/:user_id',
      { user_id: reviewer.userId },
      { review_limit_minor: null },
    );
    expect(asked.body.summary).toBe(`The limit of ${body.display_name} becomes no limit, it is $500.00 now`);
    const read = await call(admin, 'GET /admin/power-changes/:change_id', { change_id: asked.body.change_id });
    expect(read.body.sentence).toContain(` asks that the limit of ${body.display_name} becomes no limit`);
    await owner`update users set review_limit_minor = null where id = ${reviewer.userId}`;
  });

  it('a key says what it may do and who made it, and every permission has a name', async () => {
    const made = await call(
      admin,
      'POST /admin/api-keys',
      {},
      { name: 'case system', scopes: ['disputes:start', 'disputes:read'] },
    );
    expect(made.body).toMatchObject({ may: 'start disputes and see disputes', created_by_name: expect.any(String) });
    expect(made.body.key.startsWith(made.body.prefix)).toBe(true);
    const { body } = await call(reviewer, 'GET /rights');
    expect(body.permissions.map((entry: { permission: string }) => entry.permission)).toEqual([...PERMISSIONS]);
    expect(body.roles).toContainEqual({ role: 'super_user', name: 'super user', about: expect.any(String) });
  });
});

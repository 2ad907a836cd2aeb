import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Principal } from '../../../api/http/tokens.ts';
import { configRoutes } from '../../../api/identity/configRoutes.ts';

import { powerRoutes } from '../../../api/identity/powerRoutes.ts';
import { userAdminRoutes } from '../../../api/identity/userRoutes.ts';
import { approvePowerChange } from '../../../books/identity/approvePowerChange.ts';
import { lockPowerChange } from '../../../books/identity/closePowerChange.ts';
import { operatorPowerChange } from '../../../books/identity/operatorPowerChange.ts';
import { DEFAULT_TENANT_ID as A, SECOND_TENANT_ID as B } from '../../../db/seed/tenants.ts';
import { PERMISSIONS, permissionsOf, ROLES } from '../../../domain/identity/permissions.ts';
import { OPERATOR, powerAmong } from '../../../domain/identity/power.ts';
import { adminDeps, caller, giveSecondFactor, principalOf } from '../routeCaller.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

let database: TestDatabase;
let call: ReturnType<typeof caller>;
let admin: Principal;
let boss: Principal;
let reviewer: Principal;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  const deps = adminDeps(database.db);
  call = caller([...configRoutes(deps), ...userAdminRoutes(deps), ...powerRoutes(deps)]);
});
afterAll(() => database.end());
beforeEach(async () => {
  const { owner } = database;
  await owner`update tenant_settings set policy_cap_minor = null, reviewer_limit_minor = null, limit_currency = null, operator_signal_allowed = false,
    second_factor_required = true, verification_mode = 'manual', auto_confirm_min_confidence = 80, payment_provider_email = 'pay@provider.example', payment_provider_domains = '{}'`;
  await owner`update users set disabled_at = null, review_limit_minor = null, second_factor_secret = null, second_factor_confirmed_at = null`;
  await owner`update users set roles = '{reviewer}' where email like 'reviewer%'`;
  await owner`update users set roles = '{admin}' where email like 'admin@%'`;
  admin = await principalOf(database, 'admin@countersign.example');
  boss = await principalOf(database, 'super@countersign.example');
  reviewer = await principalOf(database, 'reviewer@countersign.example');
});

const APPROVE = 'POST /admin/power-changes/:change_id/approve';
const setting = (key: string, value: unknown, who = admin) => call(who, 'PUT /admin/config/:key', { key }, { value });
const person = (userId: string, body: object, who = admin) =>
  call(who, 'PATCH /admin/users/:user_id', { user_id: userId }, body);
const approve = (changeId: string, who = boss, body: object = {}) => call(who, APPROVE, { change_id: changeId }, body);
const settings = async () => (await database.owner`select * from tenant_settings where tenant_id = ${A}`)[0] ?? {};
/** A setting as the API gives it: the driver hands over whole numbers as text. */
const current = async (key: string) => {
  const value = (await settings())[key];
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
};
const user = async (id: string) => (await database.owner`select * from users where id = ${id}`)[0] ?? {};
/** Sets something to where it widens from, as the owner of the tables. */
const start = (column: string, value: unknown) =>
  database.owner`update tenant_settings set ${database.owner({ [column]: value })} where tenant_id = ${A}`;

const WIDER: [column: string, before: unknown, after: unknown][] = [
  ['policy_cap_minor', 1000, 1001],
  ['policy_cap_minor', 1000, null],
  ['policy_cap_minor', 0, 1],
  ['reviewer_limit_minor', 0, null],
  ['reviewer_limit_minor', 20_000, 2_000_000],
  ['limit_currency', 'USD', null],
  ['limit_currency', 'JPY', 'USD'],
  ['operator_signal_allowed', false, true],
  ['second_factor_required', true, false],
  ['verification_mode', 'manual', 'hybrid'],
  ['verification_mode', 'manual', 'automated'],
  ['verification_mode', 'hybrid', 'automated'],
  ['verification_mode', null, 'hybrid'],
  ['auto_confirm_min_confidence', 80, 79],
  ['auto_confirm_min_confidence', 80, null],
  ['auto_confirm_min_confidence', null, 0],
  ['payment_provider_email', 'pay@provider.example', 'me@evil.example'],
  ['payment_provider_email', null, 'me@evil.example'],
  ['payment_provider_domains', ['mail.example'], ['mail.example', 'evil.example']],
  ['payment_provider_domains', null, ['evil.example']],
  ['payment_provider_domains', [], ['evil.example']],
];
const NARROWER: [column: string, before: unknown, after: unknown][] = [
  ['policy_cap_minor', null, 1000],
  ['policy_cap_minor', 1000, 0],
  ['reviewer_limit_minor', 1000, 999],
  ['limit_currency', null, 'USD'],
  ['operator_signal_allowed', true, false],
  ['second_factor_required', false, true],
  ['verification_mode', 'automated', 'manual'],
  ['verification_mode', 'hybrid', null],
  ['auto_confirm_min_confidence', 10, 90],
  ['payment_provider_name', 'x', 'y'],
  ['payment_provider_domains', ['a.example', 'b.example'], ['b.example']],
  ['review_expire_seconds', null, 600],
];

describe('what widens power over money takes a second person', () => {
  it.each(WIDER)('%s from %s to %s waits, and holds once another admin has approved it', async (key, before, after) => {
    await start(key, before);
    const asked = await setting(key, after);
    expect([asked.status, asked.body.state]).toEqual([202, 'pending']);
    expect(await current(key)).toEqual(before);
    expect((await approve(asked.body.change_id, admin)).code).toBe('SECOND_PERSON_REQUIRED');
    expect(await current(key)).toEqual(before);
    const approved = await approve(asked.body.change_id);
    expect([approved.status, approved.body?.state, approved.code]).toEqual([200, 'approved', null]);
    expect(await current(key)).toEqual(after);
    expect(asked.body.summary).not.toMatch(/null|_|undefined/);
  });

  it.each(NARROWER)('%s from %s to %s acts at once', async (key, before, after) => {
    await start(key, before);
    expect((await setting(key, after)).status).toBe(200);
    expect(await current(key)).toEqual(after);
  });

  it('a limit, a role, an account that comes back and an invited decider wait; less power acts at once', async () => {
    const id = reviewer.userId;
    await database.owner`update users set review_limit_minor = 1000 where id = ${id}`;
    const wider: object[] = [
      { review_limit_minor: null },
      { review_limit_minor: 1001 },
      { roles: ['admin'] },
      { roles: ['reviewer', 'admin'] },
      { roles: ['admin'], active: false },
      { display_name: 'Somebody', review_limit_minor: 5000 },
    ];
    for (const body of wider) {
      const asked = await person(id, body);
      expect([asked.status, asked.body?.state], JSON.stringify(body)).toEqual([202, 'pending']);
    }
    expect(await user(id)).toMatchObject({ review_limit_minor: '1000', roles: ['reviewer'], disabled_at: null });
    for (const body of [{ review_limit_minor: 0 }, { roles: ['user'] }, { active: false }, { display_name: 'R' }])
      expect((await person(id, body)).status, JSON.stringify(body)).toBe(200);
    await database.owner`update users set roles = '{reviewer}' where id = ${id}`;
    const back = await person(id, { active: true });
    expect([back.status, (await user(id)).disabled_at === null]).toEqual([202, false]);
    expect((await approve(back.body.change_id)).status).toBe(200);
    expect((await user(id)).disabled_at).toBeNull();
    for (const roles of [['reviewer'], ['admin'], ['user', 'admin']]) {
      const email = `${crypto.randomUUID()}@new.example`;
      const invited = await call(admin, 'POST /admin/users', {}, { email, display_name: 'New', roles });
      expect(invited.status).toBe(202);
      expect(await database.owner`select 1 from users where email = ${email}`).toHaveLength(0);
      expect((await approve(invited.body.change_id)).status).toBe(200);
      const [made] = await database.owner`select roles, address from users where email = ${email}`;
      expect(made).toEqual({ roles, address: 'invited' });
    }
    const plain = { email: `${crypto.randomUUID()}@new.example`, display_name: 'New', roles: ['user'] };
    expect((await call(admin, 'POST /admin/users', {}, plain)).status).toBe(201);
  });

  it('is told to all admins when it is asked for and when it is decided, and both are events', async () => {
    await start('policy_cap_minor', 1);
    const asked = await setting('policy_cap_minor', null);
    await approve(asked.body.change_id);
    const mails =
      await database.owner`select recipient, template from notifications where variables->>'summary' = ${asked.body.summary} and created_at > now() - interval '20 seconds' order by recipient, template`;
    const both = ['power_change_decided', 'power_change_requested'];
    for (const recipient of ['admin@countersign.example', 'super@countersign.example'])
      expect(mails.filter((mail) => mail.recipient === recipient).map((mail) => mail.template)).toEqual(
        expect.arrayContaining(both),
      );
    expect(mails.some((mail) => String(mail.recipient).startsWith('reviewer'))).toBe(false);
    const events =
      await database.owner`select type, actor from events where subject = ${`power-change:${asked.body.change_id}`} order by sequence`;
    expect(events.map(({ type, actor }) => [type, actor])).toEqual([
      ['power_change_requested', admin.actor],
      ['power_change_approved', boss.actor],
    ]);
    const [made] =
      await database.owner`select actor, data from events where type = 'config_changed' order by sequence desc limit 1`;
    expect(made).toMatchObject({ actor: admin.actor, data: { from: 1, to: null, approvedBy: boss.actor } });
  });
});

describe('who may be the second person', () => {
  const asked = async (who = admin) => {
    await start('reviewer_limit_minor', 5);
    return String((await setting('reviewer_limit_minor', null, who)).body.change_id);
  };

  it('not whoever asked, nor whoever gains, nor a key, nor an account made for it, nor anybody without the right', async () => {
    const key: Principal = { ...boss, kind: 'service', actor: `key:${crypto.randomUUID()}` };
    expect((await approve(await asked(), key)).code).toBe('FORBIDDEN');
    expect((await approve(await asked(), reviewer)).code).toBe('FORBIDDEN');
    const own = { ...admin, kind: 'service', actor: `key:${crypto.randomUUID()}` } as Principal;
    const [anyKey] =
      await database.owner`insert into api_keys (tenant_id, name, prefix, key_hash, scopes, created_by) values (${A}, 'k', ${crypto.randomUUID()}, 'x', '{admin:config}', ${admin.userId}) returning id`;
    // What a key asks for, its maker does not approve.
    const byKey = await asked({ ...own, actor: `key:${anyKey?.id}` });
    expect((await approve(byKey, admin)).code).toBe('SECOND_PERSON_REQUIRED');
    const [second] =
      await database.owner`insert into users (tenant_id, email, display_name, password_hash, roles, created_at)
      values (${A}, ${`${crypto.randomUUID()}@x.example`}, 'Second', 'x', '{admin}', now() - interval '1 day') returning *`;
    const other = await principalOf(database, String(second?.email));
    await database.owner`update users set review_limit_minor = 10 where id = ${other.userId}`;
    const gains = await person(other.userId, { review_limit_minor: null });
    expect((await approve(gains.body.change_id, other)).code).toBe('SECOND_PERSON_REQUIRED');
    const id = await asked();
    await database.owner`update users set created_at = now() + interval '1 second' where id = ${other.userId}`;
    expect((await approve(id, other)).code).toBe('SECOND_PERSON_REQUIRED');
    await database.owner`update users set created_at = now() - interval '1 day' where id = ${other.userId}`;
    expect((await approve(id, other)).status).toBe(200);
  });

  it('a request does not outlive the rights of whoever made it, nor what it was made for, nor its time; it is decided once', async () => {
    let id = await asked();
    await database.owner`update users set roles = '{reviewer}' where id = ${admin.userId}`;
    expect((await approve(id)).code).toBe('POWER_CHANGE_CLOSED');
    await database.owner`update users set roles = '{admin}', disabled_at = now() where id = ${admin.userId}`;
    expect((await approve(id)).code).toBe('POWER_CHANGE_CLOSED');
    await database.owner`update users set disabled_at = null where id = ${admin.userId}`;
    await start('reviewer_limit_minor', 6);
    expect((await approve(id)).code).toBe('PRECONDITION_FAILED');
    await start('reviewer_limit_minor', 5);
    const answers = await Promise.all([approve(id), approve(id), approve(id)]);
    expect(answers.map((answer) => answer.code ?? 'made').sort()).toEqual([
      'POWER_CHANGE_CLOSED',
      'POWER_CHANGE_CLOSED',
      'made',
    ]);
    id = await asked();
    const newer = await asked();
    expect((await approve(id)).code).toBe('POWER_CHANGE_CLOSED');
    expect((await call(admin, 'POST /admin/power-changes/:change_id/refuse', { change_id: newer })).body.state).toBe(
      'refused',
    );
    expect((await approve(newer)).code).toBe('POWER_CHANGE_CLOSED');
    id = await asked();
    await database.owner`alter table power_changes disable trigger guard_power_change`;
    await database.owner`update power_changes set expires_at = now() where id = ${id}`;
    await database.owner`alter table power_changes enable trigger guard_power_change`;
    expect((await approve(id)).code).toBe('POWER_CHANGE_CLOSED');
    for (const missing of ['x', crypto.randomUUID()]) expect((await approve(missing)).code).toBe('NOT_FOUND');
  });

  it('a waiting grant of super user is judged again: its asker must still be one, and so must who approves it', async () => {
    const [chosen] = await database.owner`select id from users where email = 'reviewer2@countersign.example'`;
    const id = String(chosen?.id);
    const grant = async () => String((await person(id, { roles: ['super_user'] }, boss)).body.change_id);
    const waiting = await grant();
    expect((await approve(waiting, admin)).code).toBe('FORBIDDEN');
    await database.owner`update users set roles = '{admin,super_user}' where id = ${admin.userId}`;
    const second = await principalOf(database, 'admin@countersign.example');
    await database.owner`update users set roles = '{admin}' where id = ${boss.userId}`;
    expect((await approve(waiting, second)).code).toBe('POWER_CHANGE_CLOSED');
    expect((await user(id)).roles).toEqual(['reviewer']);
    await database.owner`update users set roles = '{super_user}' where id = ${boss.userId}`;
    expect((await approve(await grant(), second)).status).toBe(200);
    expect((await user(id)).roles).toEqual(['super_user']);
  });

  it.each([
    ['has expired', "expires_at = now() - interval '1 hour'"],
    ['has lost the scope', "scopes = '{}'"],
  ])('a request of a key that %s is closed', async (_what, loss) => {
    const [key] =
      await database.owner`insert into api_keys (tenant_id, name, prefix, key_hash, scopes, created_by) values (${A}, 'k', ${crypto.randomUUID()}, 'x', '{admin:config}', ${admin.userId}) returning id`;
    await start('policy_cap_minor', 5);
    const byKey: Principal = { ...admin, kind: 'service', actor: `key:${key?.id}`, permissions: ['admin:config'] };
    const id = String((await setting('policy_cap_minor', 9, byKey)).body.change_id);
    await database.owner`update api_keys set ${database.owner.unsafe(loss)} where id = ${key?.id ?? ''}`;
    expect((await approve(id)).code).toBe('POWER_CHANGE_CLOSED');
    expect(await current('policy_cap_minor')).toBe(5);
  });

  it('proves their second factor again where they have one, with a code that works once', async () => {
    const code = await giveSecondFactor(database, boss.userId);
    const id = await asked();
    expect((await approve(id)).code).toBe('SECOND_FACTOR_REQUIRED');
    expect((await approve(id, boss, { code: '000000' })).code).toBe('INVALID_CREDENTIALS');
    const good = code();
    expect((await approve(id, boss, { code: good })).status).toBe(200);
    expect((await approve(await asked(), boss, { code: good })).code).toBe('INVALID_CREDENTIALS');
  });

  it('a tenant with a single admin asks a super user, who sees its changes and nobody else of another tenant does', async () => {
    const single = await principalOf(database, 'admin@second.example');
    await database.owner`update tenant_settings set reviewer_limit_minor = 5 where tenant_id = ${B}`;
    const id = String((await setting('reviewer_limit_minor', 9, single)).body.change_id);
    expect((await approve(id, single)).code).toBe('SECOND_PERSON_REQUIRED');
    expect((await approve(id, admin)).code).toBe('NOT_FOUND');
    expect((await approve(id, boss)).code).toBe('NOT_FOUND');
    const at = { tenant_id: B, change_id: id };
    const platform = 'POST /admin/tenants/:tenant_id/power-changes/:change_id/approve';
    expect((await call(admin, platform, at)).code).toBe('FORBIDDEN');
    expect((await call(boss, platform, { ...at, tenant_id: A })).code).toBe('NOT_FOUND');
    const listed = await call(boss, 'GET /admin/tenants/:tenant_id/power-changes', { tenant_id: B });
    expect(listed.body.power_changes[0]).toMatchObject({ change_id: id, state: 'pending' });
    expect((await call(boss, platform, at)).body.state).toBe('approved');
  });
});

describe('how much may wait', () => {
  it('twenty changes of one person at most, so others can still ask', async () => {
    const invite = (email: string, who: Principal) =>
      call(who, 'POST /admin/users', {}, { email, display_name: 'x', roles: ['reviewer'] });
    const answers = [];
    for (let index = 0; index < 22; index += 1) answers.push(await invite(`many${index}@x.example`, admin));
    expect(answers.at(-1)?.code).toBe('RATE_LIMITED');
    const [waiting] =
      await database.owner`select count(*)::int as n from power_changes where state = 'pending' and requested_by_user = ${admin.userId}`;
    expect(waiting?.n).toBe(20);
    // The bound holds for many at once too; they come after those that wait by now.
    await database.owner`update power_changes set state = 'replaced', decided_at = now(), decided_by = 'test' where state = 'pending'`;
    const atOnce = await Promise.all(Array.from({ length: 24 }, (_, index) => invite(`once${index}@x.example`, admin)));
    expect(atOnce.filter(({ status }) => status === 202)).toHaveLength(20);
    expect(new Set(atOnce.map(({ code }) => code))).toEqual(new Set([null, 'RATE_LIMITED']));
    expect((await invite('other@x.example', boss)).status).toBe(202);
    await database.owner`update power_changes set state = 'replaced', decided_at = now(), decided_by = 'test' where state = 'pending'`;
  });
});

describe('the same asked for at once', () => {
  it('is kept once: the last one waits, and nobody gets an error of ours', async () => {
    const invitation = { email: 'twin@x.example', display_name: 'x', roles: ['reviewer'] };
    const asked = await Promise.all(Array.from({ length: 5 }, () => call(admin, 'POST /admin/users', {}, invitation)));
    expect(asked.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202]);
    const rows =
      await database.owner`select state, count(*)::int as n from power_changes where subject = 'invitation:twin@x.example' group by state order by state`;
    expect(rows.map(({ state, n }) => [state, n])).toEqual([
      ['pending', 1],
      ['replaced', 4],
    ]);
  });
});

describe('somebody at the machine', () => {
  it('is the second person of a tenant with a single admin, and every such change is kept, an event and a mail', async () => {
    await start('policy_cap_minor', 5);
    const id = String((await setting('policy_cap_minor', 9)).body.change_id);
    const { passwords } = adminDeps(database.db);
    await database.db.withTenant(A, async (tx) => {
      const change = await lockPowerChange(tx, id);
      await approvePowerChange(tx, change, { actor: OPERATOR, userId: null, requestId: 'cli' }, passwords.hashUnknown);
    });
    expect(await current('policy_cap_minor')).toBe(9);
    const email = `${crypto.randomUUID()}@machine.example`;
    await database.db.withTenant(A, async (tx) => {
      await operatorPowerChange(tx, {
        tenantId: A,
        kind: 'invitation',
        subject: `invitation:${email}`,
        after: { email, display_name: 'M', roles: ['super_user'] },
        summary: `M (${email}) is invited as super user`,
      });
      await tx.execute(
        sql`insert into users (tenant_id, email, display_name, password_hash, roles) values (${A}, ${email}, 'M', 'x', '{super_user}')`,
      );
    });
    const [kept] =
      await database.owner`select c.state, c.decided_by, (select count(*)::int from events e where e.subject = 'power-change:' || c.id) as events,
      (select count(*)::int from notifications n where n.variables->>'summary' = c.summary) as mails from power_changes c where c.subject = ${`invitation:${email}`}`;
    expect(kept).toMatchObject({ state: 'approved', decided_by: 'operator', events: 1 });
    expect(kept?.mails).toBeGreaterThanOrEqual(2);
  });
});

describe('second factors', () => {
  it('an admin does not take off their own, and takes off another’s with a fresh code, an event and a mail to all admins', async () => {
    const code = await giveSecondFactor(database, admin.userId);
    const own = await person(admin.userId, { reset_second_factor: true, code: code() });
    expect([own.code, (await user(admin.userId)).second_factor_confirmed_at !== null]).toEqual(['FORBIDDEN', true]);
    await giveSecondFactor(database, reviewer.userId);
    const reset = (body: object, who = admin) => person(reviewer.userId, { reset_second_factor: true, ...body }, who);
    expect((await reset({})).code).toBe('SECOND_FACTOR_REQUIRED');
    expect((await reset({ code: '123456' })).code).toBe('INVALID_CREDENTIALS');
    expect((await reset({ code: code(1) }, { ...admin, kind: 'service' })).code).toBe('FORBIDDEN');
    expect((await reset({ code: code(1), roles: ['user'] })).code).toBe('VALIDATION_FAILED');
    expect((await user(reviewer.userId)).second_factor_confirmed_at).not.toBeNull();
    expect((await reset({ code: code(1) })).status).toBe(200);
    expect((await user(reviewer.userId)).second_factor_confirmed_at).toBeNull();
    const [mail] =
      await database.owner`select recipient from notifications where template = 'second_factor_off' and recipient = 'super@countersign.example'`;
    expect(mail).toBeDefined();
  });
});

describe('the database keeps the rule where a row can express it', () => {
  const asApp = (statement: string, tenant = A) =>
    database.db
      .withTenant(tenant, (tx) => tx.execute(sql.raw(statement)))
      .then(
        () => 'done',
        (error: { cause?: { code?: string } }) => error.cause?.code ?? String(error),
      );
  const forbidden = () => [
    `update tenant_settings set policy_cap_minor = policy_cap_minor + 1`,
    `update tenant_settings set policy_cap_minor = null`,
    `update tenant_settings set reviewer_limit_minor = null`,
    `update tenant_settings set limit_currency = null`,
    `update tenant_settings set operator_signal_allowed = true`,
    `update tenant_settings set second_factor_required = false`,
    `update tenant_settings set verification_mode = 'automated'`,
    `update tenant_settings set auto_confirm_min_confidence = 1`,
    `update tenant_settings set payment_provider_email = 'me@evil.example'`,
    `update tenant_settings set payment_provider_domains = '{evil.example}'`,
    `update users set review_limit_minor = null where id = '${reviewer.userId}'`,
    `update users set roles = '{admin}' where id = '${reviewer.userId}'`,
    `update users set roles = '{user,super_user}' where id = '${reviewer.userId}'`,
    `update users set disabled_at = null where email = 'reviewer2@countersign.example'`,
    `insert into users (tenant_id, email, display_name, password_hash, roles) values ('${A}', '${crypto.randomUUID()}@x.example', 'X', 'x', '{reviewer}')`,
    `insert into api_keys (tenant_id, name, prefix, key_hash, scopes, created_by) values ('${A}', 'k', '${crypto.randomUUID()}', 'x', '{review:decide}', '${admin.userId}')`,
    `update api_keys set waits_for = null where name = 'waits'`,
  ];
  const prepare = async () => {
    await database.owner`update tenant_settings set policy_cap_minor = 5, reviewer_limit_minor = 5, limit_currency = 'USD' where tenant_id = ${A}`;
    await database.owner`update users set review_limit_minor = 5 where id = ${reviewer.userId}`;
    await database.owner`update users set disabled_at = now() where email = 'reviewer2@countersign.example'`;
    await database.owner`insert into api_keys (tenant_id, name, prefix, key_hash, scopes, created_by, waits_for) values (${A}, 'waits', ${crypto.randomUUID()}, 'x', '{review:decide}', ${admin.userId}, ${crypto.randomUUID()})`;
  };

  it('planted bug: code that forgets to ask is refused by the triggers, and would pass without them', async () => {
    await prepare();
    for (const statement of forbidden()) expect(await asApp(statement), statement).toBe('23514');
    const tables = { tenant_settings: 'guard_setting_power', users: 'guard_user_power', api_keys: 'guard_key_power' };
    for (const [table, trigger] of Object.entries(tables))
      await database.owner.unsafe(`alter table ${table} disable trigger ${trigger}`);
    for (const statement of forbidden()) expect(await asApp(statement), statement).toBe('done');
    for (const [table, trigger] of Object.entries(tables))
      await database.owner.unsafe(`alter table ${table} enable trigger ${trigger}`);
  });

  it('an approval opens what it was for, in its own transaction, and nothing else', async () => {
    await prepare();
    const id = String((await setting('reviewer_limit_minor', null)).body.change_id);
    const approveBy = (decider: string, deciderId: string | null, what: string) => `
      update power_changes set state = 'approved', decided_by = '${decider}', decided_by_user = ${deciderId ? `'${deciderId}'` : 'null'}, decided_at = now() where id = '${id}';
      select set_config('app.power_change', '${id}', true); ${what}`;
    const run = (text: string) =>
      database.db
        .withTenant(A, async (tx) => {
          for (const statement of text.split(';').filter((part) => part.trim())) await tx.execute(sql.raw(statement));
        })
        .then(
          () => 'done',
          (error: { cause?: { code?: string } }) => error.cause?.code ?? String(error),
        );
    const raise = 'update tenant_settings set reviewer_limit_minor = null';
    for (const [decider, deciderId] of [
      [admin.actor, admin.userId],
      [admin.actor, boss.userId],
      [`key:${crypto.randomUUID()}`, boss.userId],
      [boss.actor, null],
    ] as const)
      expect(await run(approveBy(decider, deciderId, raise)), decider).toBe('23514');
    expect(await run(approveBy(boss.actor, boss.userId, 'update tenant_settings set policy_cap_minor = null'))).toBe(
      '23514',
    );
    expect(await run(`select set_config('app.power_change', '${id}', true); ${raise}`)).toBe('23514');
    expect(await run(approveBy(boss.actor, boss.userId, raise))).toBe('done');
    await database.owner`update tenant_settings set reviewer_limit_minor = 5 where tenant_id = ${A}`;
    expect(await run(`select set_config('app.power_change', '${id}', true); ${raise}`)).toBe('23514');
    expect(await run(`update power_changes set state = 'pending' where id = '${id}'`)).toBe('23001');
    expect(
      await run(
        `insert into power_changes (tenant_id, kind, subject, after, summary, requested_by, state, decided_by, expires_at) values ('${A}', 'setting', 'config:x', '{}', 'x', 'user:x', 'approved', 'user:y', now())`,
      ),
    ).toBe('23514');
  });

  it('knows the same roles and rights as the application', async () => {
    for (const role of ROLES) {
      const [row] = await database.owner`select power_permissions(${[role]}) as power`;
      expect(row?.power, role).toEqual(powerAmong(permissionsOf([role])).sort());
    }
    const [scopes] = await database.owner`select power_scopes() as power`;
    expect(scopes?.power).toEqual(powerAmong(PERMISSIONS).sort());
  });
});

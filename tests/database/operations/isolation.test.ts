import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { appendEvent } from '../../../books/events.ts';
import { users } from '../../../db/identity/schema.ts';
import { DEFAULT_TENANT_ID as A, SECOND_TENANT_ID as B } from '../../../db/seed/tenants.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

const TENANTS = 50;
const TRANSACTIONS = 10_000;

let database: TestDatabase;
let tenantIds: string[];
let victim: { userId: string; sessionId: string };

beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  const { db, owner } = database;
  tenantIds = (
    await owner`insert into tenants (slug, name) select 't' || n, 'T' || n from generate_series(1, ${TENANTS}) n returning id`
  ).map((row) => String(row.id));
  for (const tenantId of tenantIds) {
    await db.withTenant(tenantId, (tx) =>
      tx.insert(users).values({
        tenantId,
        email: `${tenantId}@example.com`,
        displayName: tenantId,
        passwordHash: 'x',
        roles: ['user'],
      }),
    );
  }
  await db.withTenant(A, (tx) => appendEvent(tx, { type: 'user_changed', actor: 'test', subject: 'of_a' }));
  const [user] = await owner`select id from users where tenant_id = ${B} limit 1`;
  const [session] =
    await owner`insert into user_sessions (tenant_id, user_id, current_token_hash, expires_at) values (${B}, ${user?.id}, 'x', now() + interval '1 day') returning id`;
  victim = { userId: String(user?.id), sessionId: String(session?.id) };
});
afterAll(() => database.end());

describe('[S2] [PY-TEN-03] [PY-SEC-03] the catalogue', () => {
  it('every tenant table has FORCE row security and a policy on its tenant; what has none is listed', async () => {
    const rows = await database.owner`
      select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
        exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped) as owned,
        exists (select 1 from pg_policy p where p.polrelid = c.oid and pg_get_expr(p.polqual, p.polrelid) like '%current_tenant()%') as bound
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r'`;
    expect(rows.filter((row) => row.owned && !(row.forced && row.bound)).map((row) => row.name)).toEqual([]);
    expect(
      rows
        .filter((row) => !row.owned)
        .map((row) => row.name)
        .sort(),
    ).toEqual(['rate_limits', 'review_actions', 'tenants', 'vendor_health']);
    expect(rows.length).toBeGreaterThan(30);
  });

  it('a foreign key between tenant tables carries the tenant, so that it can never lead to a foreign row', async () => {
    const bare = await database.owner`
      select con.conrelid::regclass::text as from_table, con.confrelid::regclass::text as to_table
      from pg_constraint con where con.contype = 'f'
        and exists (select 1 from pg_attribute a where a.attrelid = con.conrelid and a.attname = 'tenant_id')
        and exists (select 1 from pg_attribute a where a.attrelid = con.confrelid and a.attname = 'tenant_id')
        and not exists (select 1 from pg_attribute a where a.attrelid = con.conrelid and a.attnum = any (con.conkey) and a.attname = 'tenant_id')`;
    expect(bare).toHaveLength(0);
  });

  it('views run with the rights of who reads them; one function runs with its owner’s rights', async () => {
    const views = await database.owner`
      select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind = 'v' and not coalesce(array_to_string(c.reloptions, ',') like '%security_invoker=true%', false)`;
    expect(views).toHaveLength(0);
    const definers = await database.owner`
      select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public' and p.prosecdef`;
    expect(definers.map((row) => row.proname)).toEqual(['append_event']);
  });

  it('the platform login has exactly this list of grants', async () => {
    const grants = await database.owner`
      select table_name || ': ' || string_agg(privilege_type, ', ' order by privilege_type) as line
      from information_schema.role_table_grants where grantee = ${database.logins.platform.user} group by table_name order by table_name`;
    expect(grants.map((row) => row.line)).toEqual([
      'api_keys: SELECT',
      'event_heads: SELECT',
      'money_commands: SELECT',
      'money_stops: INSERT, SELECT, UPDATE',
      'outbox: SELECT, UPDATE',
      'password_resets: SELECT',
      'processes: SELECT, UPDATE',
      'rate_limits: DELETE, INSERT, SELECT, UPDATE',
      'tenants: INSERT, SELECT, UPDATE',
      'token_revocations: SELECT',
      'users: SELECT',
      'vendor_health: INSERT, SELECT, UPDATE',
    ]);
  });
});

describe('[S2] [PY-TEN-03] [PY-TEN-05] attacks as the application login, in a transaction of another tenant', () => {
  /** What the statement gave an attacker: foreign rows read or written. A refusal gives nothing. */
  async function loot(statements: string[]): Promise<number> {
    const reserved = await database.app.reserve();
    let foreign = 0;
    try {
      await reserved.unsafe('begin');
      await reserved.unsafe(`select set_config('app.tenant_id', '${A}', true)`);
      for (const statement of statements) {
        const rows = await reserved.unsafe(statement);
        foreign = rows.filter((row) => Object.values(row).some((value) => String(value).includes(B))).length;
        if (statement.startsWith('update') || statement.startsWith('delete') || statement.startsWith('insert'))
          foreign += rows.count;
      }
      await reserved.unsafe('commit');
    } catch {
      await reserved.unsafe('rollback').catch(() => undefined);
      foreign = 0;
    } finally {
      reserved.release();
    }
    return foreign;
  }

  const attacks = (): [string, string[]][] => [
    ['plain read', ['select tenant_id from users']],
    ['read by id', [`select tenant_id from user_sessions where id = '${victim.sessionId}'`]],
    ['or true', ['select tenant_id from users where email = $$x$$ or true']],
    ['union', ['select tenant_id::text from users union all select tenant_id::text from user_sessions']],
    ['set role to the platform group', [`set role ${database.logins.platform.user}`, 'select tenant_id from users']],
    ['reset role', ['reset role', 'select tenant_id from users']],
    ['reset session authorization', ['reset session authorization', 'select tenant_id from users']],
    ['set session authorization', ["set session authorization 'postgres'", 'select tenant_id from users']],
    ['set role none', ['set role none', 'select tenant_id from users']],
    ['row_security off', ['set local row_security = off', 'select tenant_id from users']],
    ['disable row security', ['alter table users disable row level security', 'select tenant_id from users']],
    ['no force', ['alter table users no force row level security', 'select tenant_id from users']],
    ['drop the policy', ['drop policy own_tenant on users', 'select tenant_id from users']],
    ['a policy of its own', ['create policy mine on users using (true)', 'select tenant_id from users']],
    [
      'replace current_tenant()',
      [
        `create or replace function current_tenant() returns uuid language sql as $$ select '${B}'::uuid $$`,
        'select tenant_id from users',
      ],
    ],
    [
      'shadow current_tenant() in pg_temp',
      [
        `create function pg_temp.current_tenant() returns uuid language sql as $$ select '${B}'::uuid $$`,
        'set local search_path = pg_temp, public',
        'select tenant_id from users',
      ],
    ],
    [
      'a definer function of its own',
      [
        'create function steal() returns setof users language sql security definer as $$ select * from users $$',
        'select tenant_id from steal()',
      ],
    ],
    ['a view of its own', ['create view mine as select * from users', 'select tenant_id from mine']],
    ['a temporary view', ['create temp view mine as select * from users', 'select tenant_id from mine']],
    [
      'a leaky function in the condition',
      [
        "create function pg_temp.peek(t text) returns boolean language plpgsql cost 0.0000001 as $$ begin raise notice '%', t; return true; end $$",
        'select tenant_id from users where pg_temp.peek(email)',
      ],
    ],
    [
      'insert a foreign row',
      [
        `insert into users (tenant_id, email, display_name, password_hash, roles) values ('${B}', 'thief@example.com', 'x', 'x', '{admin}')`,
      ],
    ],
    [
      'insert … on conflict update',
      [
        `insert into tenant_settings (tenant_id, llm_daily_budget_nano) values ('${B}', 1) on conflict (tenant_id) do update set llm_daily_budget_nano = 1`,
      ],
    ],
    ['update a foreign row', [`update users set roles = '{admin}' where id = '${victim.userId}' returning tenant_id`]],
    ['move an own row to the other tenant', [`update users set tenant_id = '${B}' where tenant_id = '${A}'`]],
    ['pull a foreign row over', [`update users set tenant_id = '${A}' where tenant_id = '${B}'`]],
    ['delete a foreign session', [`delete from user_sessions where id = '${victim.sessionId}' returning tenant_id`]],
    [
      'a session for a foreign user',
      [
        `insert into user_sessions (tenant_id, user_id, current_token_hash, expires_at) values ('${A}', '${victim.userId}', 'x', now())`,
      ],
    ],
    ['copy out', ['copy users to stdout']],
    ['copy to a program', ["copy (select 1) to program 'id'"]],
    ['lock the table', ['lock table users in access exclusive mode', 'select tenant_id from users']],
    ['truncate', ['truncate users cascade']],
    ['read statistics', ["select most_common_vals::text from pg_stats where tablename = 'users'"]],
    [
      'grant itself the rights of the platform login',
      [`grant ${database.logins.platform.user} to current_user`, 'select tenant_id from users'],
    ],
    ['alter its login', ['alter role current_user bypassrls', 'select tenant_id from users']],
    [
      'append to the foreign chain by hand',
      [
        `insert into events values ('${B}', 99, 'x', 'x', 'x', '{}', gen_random_uuid(), 'x', 'x', 'x', null, null, now())`,
      ],
    ],
    ['read rate limits', ['select bucket from rate_limits']],
    ['read vendor health', ['select vendor from vendor_health']],
  ];

  it('36 statements read and write no foreign row', async () => {
    await database.owner`analyze users`;
    const list = attacks();
    expect(list.length).toBeGreaterThanOrEqual(25);
    const taken: string[] = [];
    for (const [name, statements] of list) if ((await loot(statements)) > 0) taken.push(name);
    expect(taken).toEqual([]);
    const [intact] = await database.owner`
      select (select count(*) from users where tenant_id = ${B} and 'admin' = any (roles)) as admins,
        (select count(*) from users where email = 'thief@example.com') as thieves,
        (select count(*) from user_sessions where id = ${victim.sessionId}) as sessions,
        (select count(*) from user_sessions where tenant_id = ${A}) as forged`;
    expect(intact).toEqual({ admins: '1', thieves: '0', sessions: '1', forged: '0' });
  });

  it('a setting injected for good is a bug that this harness sees: planted SET without LOCAL reads the other tenant', async () => {
    expect(
      await loot([`select set_config('app.tenant_id', '${B}', true)`, 'select tenant_id from users']),
    ).toBeGreaterThan(0);
  });

  it('an unset tenant is 0 rows and no error, and a foreign e-mail or id says nothing', async () => {
    expect(await database.app`select count(*) as n from users`).toEqual([{ n: '0' }]);
    const answers = await Promise.all(
      [victim.userId, crypto.randomUUID()].map((id) =>
        database.db.withTenant(A, (tx) => tx.execute(sql`select * from users where id = ${id}`)),
      ),
    );
    expect(answers.map((rows) => rows.length)).toEqual([0, 0]);
  });
});

describe('[S2] [PY-TEN-02] [PY-TEN-04] many tenants on few connections', () => {
  it(`${TRANSACTIONS} transactions of ${TENANTS} tenants interleaved on a pool of 5 read and write no foreign row`, async () => {
    let foreign = 0;
    let written = 0;
    const work = async (index: number) => {
      const tenantId = tenantIds[(index * 7919) % TENANTS] ?? '';
      await database.db
        .withTenant(tenantId, async (tx) => {
          // One in ten meets injected role switches; one in twenty fails and must leave nothing behind.
          if (index % 10 === 0) await tx.execute(sql.raw(index % 20 === 0 ? 'reset role' : 'set role none'));
          const rows = await tx.execute(sql`select tenant_id from users`);
          foreign += rows.filter((row) => row.tenant_id !== tenantId).length + (rows.length === 1 ? 0 : 1);
          const changed = await tx.execute(sql`update users set display_name = ${String(index)} returning tenant_id`);
          foreign += changed.filter((row) => row.tenant_id !== tenantId).length;
          written += changed.length;
          if (index % 20 === 1) throw new Error('given up');
        })
        .catch((error: Error) => {
          if (error.message !== 'given up') throw error;
        });
    };
    for (let start = 0; start < TRANSACTIONS; start += 250)
      await Promise.all(Array.from({ length: 250 }, (_, offset) => work(start + offset)));
    expect({ foreign, written }).toEqual({ foreign: 0, written: TRANSACTIONS });
  });

  it('reads in one message, interleaved with others of the same pool, see rows of their own tenant only', async () => {
    const people = await database.owner`select id, tenant_id from users where tenant_id = any(${tenantIds})`;
    const personOf = new Map(people.map(({ id, tenant_id }) => [String(tenant_id), String(id)]));
    const read = (tenantId: string, person: string) =>
      database.db.callRead<{ tenantId: string }>('own_profile', tenantId, [person]);
    const wrong = (
      await Promise.all(
        Array.from({ length: 1_000 }, async (_, index) => {
          const tenantId = tenantIds[(index * 7919) % TENANTS] ?? '';
          const other = tenantIds[(index * 7919 + 1) % TENANTS] ?? '';
          const [own, foreign] = await Promise.all([
            read(tenantId, personOf.get(tenantId) ?? ''),
            read(tenantId, personOf.get(other) ?? ''),
          ]);
          return own.length === 1 && own[0]?.tenantId === tenantId && foreign.length === 0 ? [] : [own, foreign];
        }),
      )
    ).flat();
    expect(wrong).toEqual([]);
    await expect(read('not a tenant', A)).rejects.toThrow('uuid');
  });

  it('a read in one message leaves no tenant behind on its connection', async () => {
    const [{ app }] = [database];
    const one = await app.reserve();
    try {
      await one`select * from own_profile(${A}, ${A})`;
      const [row] =
        await one`select coalesce(current_setting('app.tenant_id', true), '') as tenant, (select count(*)::int from users) as seen`;
      expect(row).toEqual({ tenant: '', seen: 0 });
    } finally {
      one.release();
    }
  });
});

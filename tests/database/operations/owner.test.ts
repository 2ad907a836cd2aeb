import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { appendEvent } from '../../../books/events.ts';
import { openDatabase } from '../../../db/database.ts';
import { dropEverything, migrateDatabase, missingMigrations } from '../../../db/migrate.ts';
import { type DatabaseLogins, loginName, loginProblem, loginUrl } from '../../../db/roles.ts';
import { seedTenants } from '../../../db/seed/seedTenants.ts';
import { DEFAULT_TENANT_ID as TENANT } from '../../../db/seed/tenants.ts';
import { createOwnedDatabase } from '../testDatabase.ts';

const quiet = { max: 1, onnotice: () => undefined } as const;
const SEED = { dailyBudgetNano: 1, demoLogins: false };

const loginsOf = (name: string, password = 'test-app-password'): DatabaseLogins => ({
  app: { user: loginName(name, 'app'), password },
  platform: { user: loginName(name, 'platform'), password },
});

/** One statement as one login. */
async function run(url: string, statement: string): Promise<postgres.RowList<postgres.Row[]>> {
  const client = postgres(url, quiet);
  try {
    return await client.unsafe(statement);
  } finally {
    await client.end();
  }
}

/** The books work for both logins: an event is written and read, and the tenants are seen from the platform's. */
async function works(ownerUrl: string, logins: DatabaseLogins): Promise<void> {
  const db = openDatabase({ app: loginUrl(ownerUrl, logins.app), platform: loginUrl(ownerUrl, logins.platform) }, 1);
  try {
    await db.withTenant(TENANT, (tx) => appendEvent(tx, { type: 'user_changed', actor: 'test', subject: 'x' }));
    expect(await db.withPlatform('test', (tx) => tx.execute('select id from tenants'))).toHaveLength(1);
  } finally {
    await db.end();
  }
}

/** Every right that a login of this database has, with the login's own name left out. */
async function rightsOf(url: string, logins: DatabaseLogins): Promise<string[]> {
  const rows = await run(
    url,
    `select regexp_replace(line, '${logins.app.user}|${logins.platform.user}', case when line like '%${logins.app.user}%' then 'APP' else 'PLATFORM' end, 'g') as line from (
       select 'table ' || c.relname || ' ' || a.privilege_type || ' ' || a.grantee::regrole from pg_class c cross join aclexplode(c.relacl) a
         where c.relnamespace = 'public'::regnamespace and a.grantee <> c.relowner
       union all select 'column ' || t.attrelid::regclass || '.' || t.attname || ' ' || a.privilege_type || ' ' || a.grantee::regrole
         from pg_attribute t cross join aclexplode(t.attacl) a where t.attrelid::regclass::text not like 'pg_%' and a.grantee <> 0
       union all select 'function ' || p.proname || ' ' || a.grantee::regrole from pg_proc p cross join aclexplode(p.proacl) a
         where p.pronamespace = 'public'::regnamespace and a.grantee not in (0, p.proowner)
       union all select 'policy ' || polname || ' ' || polrelid::regclass || ' ' || array_to_string(polroles::regrole[], ',') from pg_policy
       union all select 'body ' || prosrc from pg_proc where proname = 'open_platform_door') as rights(line) order by 1`,
  );
  return rows.map((row) => String(row.line));
}

function suite(server: string, serverUrl: () => string): void {
  describe(`the owner of the database is no superuser (${server})`, () => {
    const asSuper = (name: string, statement: string) =>
      run(Object.assign(new URL(serverUrl()), { pathname: `/${name}` }).toString(), statement);

    it('sets up, repeats, changes a password and starts again; another installation beside it shares no login', async () => {
      const [one, two] = [await createOwnedDatabase(serverUrl()), await createOwnedDatabase(serverUrl())];
      for (const { name, ownerUrl } of [one, two, one]) {
        await migrateDatabase(ownerUrl, loginsOf(name));
        await seedTenants(ownerUrl, SEED);
        await works(ownerUrl, loginsOf(name));
        expect(await missingMigrations(ownerUrl)).toEqual([]);
      }
      const fresh = loginsOf(one.name, 'another-app-password');
      await migrateDatabase(one.ownerUrl, fresh);
      await works(one.ownerUrl, fresh);
      await dropEverything(one.ownerUrl);
      expect((await missingMigrations(one.ownerUrl)).length).toBeGreaterThan(5);
      await migrateDatabase(one.ownerUrl, fresh);
      await seedTenants(one.ownerUrl, SEED);
      await works(one.ownerUrl, fresh);
      // The login of one installation gets no row out of the other.
      const stranger = loginUrl(one.ownerUrl, loginsOf(two.name).platform);
      await expect(run(stranger, 'select id from tenants')).rejects.toThrow('permission denied');
      // The owner is as weak as it is meant to be: what the set-up once stated is refused to it.
      const stated = `alter role ${fresh.app.user} nosuperuser nobypassrls`;
      await expect(run(one.ownerUrl, stated)).rejects.toThrow(/permission denied|must be superuser/);
    });

    it('an owner of the schema alone, who may not make another, sets up and starts again', async () => {
      const { name, ownerUrl } = await createOwnedDatabase(serverUrl());
      await asSuper(name, `alter schema public owner to ${name}_owner`);
      await asSuper(name, `alter database ${name} owner to current_user`);
      await expect(run(ownerUrl, 'create schema other')).rejects.toThrow('permission denied');
      const said: string[] = [];
      await migrateDatabase(ownerUrl, loginsOf(name), (line) => said.push(line));
      await seedTenants(ownerUrl, SEED);
      await works(ownerUrl, loginsOf(name));
      await dropEverything(ownerUrl);
      await migrateDatabase(ownerUrl, loginsOf(name));
      expect(await missingMigrations(ownerUrl)).toEqual([]);
      const [vector] = await asSuper(name, "select 1 from pg_available_extensions where name = 'vector'");
      if (vector) expect(said.join()).toContain('pgvector is available but this login may not create it');
      else expect(said).toEqual([]);
    });

    it('an owner who may not make logins says what to run, and works once somebody has run it', async () => {
      const { name, ownerUrl } = await createOwnedDatabase(serverUrl());
      await asSuper(name, `alter role ${name}_owner nocreaterole`);
      const logins = loginsOf(name);
      await expect(migrateDatabase(ownerUrl, logins)).rejects.toThrow(
        `may not manage logins. Either let it: ALTER ROLE ${name}_owner CREATEROLE; or have somebody who may run: CREATE ROLE ${logins.app.user}`,
      );
      for (const { user, password } of Object.values(logins)) {
        await asSuper(name, `create role ${user} login password '${password}'`);
        await asSuper(name, `alter role ${user} set statement_timeout = '15s'`);
      }
      await migrateDatabase(ownerUrl, logins);
      await seedTenants(ownerUrl, SEED);
      await works(ownerUrl, logins);
    });

    it.each([
      ['is a superuser', (user: string) => `alter role ${user} superuser`],
      ['bypasses row security', (user: string) => `alter role ${user} bypassrls`],
      ['may make roles', (user: string) => `alter role ${user} createrole`],
      [
        'is a member of one that bypasses',
        (user: string) => `create role ${user}_above bypassrls; grant ${user}_above to ${user}`,
      ],
      ['may run programs', (user: string) => `grant pg_execute_server_program to ${user}`],
      ['owns a table', (user: string) => `alter table users owner to ${user}`],
      [
        "is a member of a table's owner",
        (user: string) =>
          `create role ${user}_owns; alter table users owner to ${user}_owns; grant ${user}_owns to ${user}`,
      ],
      ['is a member of the platform login', (user: string) => `grant ${user.replace(/app$/, 'platform')} to ${user}`],
    ])('a login that %s is refused, at set-up and at boot', async (_name, spoil) => {
      const { name, ownerUrl } = await createOwnedDatabase(serverUrl());
      const logins = loginsOf(name);
      await migrateDatabase(ownerUrl, logins);
      const boot = async () => {
        const client = postgres(loginUrl(ownerUrl, logins.app), quiet);
        return loginProblem(client, logins.app.user, 'app').finally(() => client.end());
      };
      expect(await boot()).toBeNull();
      await asSuper(name, spoil(logins.app.user));
      expect(await boot()).toContain(logins.app.user);
      await expect(migrateDatabase(ownerUrl, logins)).rejects.toThrow(logins.app.user);
    });

    it('an installation of the version with shared group roles, a renamed database and a foreign dump keep their rights', async () => {
      const [old, fresh] = [await createOwnedDatabase(serverUrl()), await createOwnedDatabase(serverUrl())];
      await migrateDatabase(fresh.ownerUrl, loginsOf(fresh.name));
      const mark = randomBytes(4).toString('hex');
      // As that version did it: the grants belong to two roles, and the logins are their members.
      const shared = loginsOf(`shared_${mark}`);
      await migrateDatabase(old.ownerUrl, shared);
      const logins = loginsOf(old.name);
      for (const kind of ['app', 'platform'] as const) {
        await asSuper(old.name, `create role ${logins[kind].user} login password '${logins[kind].password}'`);
        await asSuper(old.name, `grant ${shared[kind].user} to ${logins[kind].user}`);
        await asSuper(old.name, `grant ${logins[kind].user} to ${old.name}_owner with admin option`);
      }
      await asSuper(old.name, `grant select (slug) on tenants to ${shared.app.user}`);
      await asSuper(fresh.name, `grant select (slug) on tenants to ${loginsOf(fresh.name).app.user}`);
      await migrateDatabase(old.ownerUrl, logins);
      await seedTenants(old.ownerUrl, SEED);
      await works(old.ownerUrl, logins);
      expect(await rightsOf(old.ownerUrl, logins)).toEqual(await rightsOf(fresh.ownerUrl, loginsOf(fresh.name)));
      expect((await rightsOf(old.ownerUrl, logins)).length).toBeGreaterThan(100);
      await expect(run(loginUrl(old.ownerUrl, shared.platform), 'select id from tenants')).rejects.toThrow(
        'permission',
      );
      // And a table that a later migration opens goes to the login of today.
      await run(old.ownerUrl, "create table later (n int); select open_platform_door('later', 'SELECT')");
      expect(await run(loginUrl(old.ownerUrl, logins.platform), 'select * from later')).toHaveLength(0);
    });
  });
}

suite('PostgreSQL 18', () => inject('embeddedUrl'));
if (process.env.VECTOR_DATABASE_URL) suite('the server with pgvector', () => process.env.VECTOR_DATABASE_URL ?? '');

describe('names of logins', () => {
  let url: string;
  beforeAll(() => {
    url = inject('embeddedUrl');
  });
  const admin = (statement: string) => run(url, statement);
  const made: string[] = [];
  afterAll(async () => {
    for (const name of made) await admin(`drop database if exists "${name}"`);
  });

  it('are plain, short enough and different for each database and kind', () => {
    const names = [
      'paymentsagent',
      'Payments-Agent',
      'payments agent',
      'a'.repeat(63),
      `${'a'.repeat(62)}b`,
      "o'brien",
      'größe',
      '1st',
    ].flatMap((database) => [loginName(database, 'app'), loginName(database, 'platform')]);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z_][a-z0-9_]{0,62}$/);
    expect(names[0]).toBe('cs_paymentsagent_app');
  });

  it.each(['Odd-Name', 'x'.repeat(63)])('a database called %s is set up', async (name) => {
    made.push(name);
    await admin(`create database "${name}"`);
    const ownerUrl = Object.assign(new URL(url), { pathname: `/${name}` }).toString();
    await migrateDatabase(ownerUrl, loginsOf(name));
    await seedTenants(ownerUrl, SEED);
    await works(ownerUrl, loginsOf(name));
  });
});

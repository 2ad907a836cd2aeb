import { randomBytes } from 'node:crypto';
import postgres, { type Sql } from 'postgres';
import { type Database, openDatabase } from '../../db/database.ts';
import { migrateDatabase } from '../../db/migrate.ts';
import { type DatabaseLogins, loginName, loginUrl } from '../../db/roles.ts';
import { seedTenants } from '../../db/seed/seedTenants.ts';

const OWNER_PASSWORD = 'test-owner-password';

export interface TestDatabase {
  db: Database;
  /** A superuser: sees through row security, may break things on purpose. The schema belongs to somebody else. */
  owner: Sql;
  /** The application's login, raw. */
  app: Sql;
  /** The login that set the database up: it may create roles and owns the database, and is no superuser. */
  ownerUrl: string;
  logins: DatabaseLogins;
  end(): Promise<void>;
}

/** A fresh database on the server at `serverUrl`, and its owner as docs/operations.md describes it. */
export async function createOwnedDatabase(serverUrl: string): Promise<{ name: string; ownerUrl: string }> {
  const name = `t_${randomBytes(5).toString('hex')}`;
  const admin = postgres(serverUrl, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create role ${name}_owner login createrole password '${OWNER_PASSWORD}'`);
  await admin.unsafe(`create database ${name} owner ${name}_owner`);
  await admin.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { name, ownerUrl: loginUrl(url.toString(), { user: `${name}_owner`, password: OWNER_PASSWORD }) };
}

const TEMPLATE = 't_template';
// Files may ask at once; one of them makes the template. Any constant that nobody else uses.
const TEMPLATE_LOCK = 20_261_127;
const LOGINS: DatabaseLogins = {
  app: { user: loginName(TEMPLATE, 'app'), password: 'test-app-password' },
  platform: { user: loginName(TEMPLATE, 'platform'), password: 'test-platform-password' },
};
const ON_TEMPLATE = { user: `${TEMPLATE}_owner`, password: OWNER_PASSWORD };

const inDatabase = (serverUrl: string, name: string) =>
  Object.assign(new URL(serverUrl), { pathname: `/${name}` }).toString();

/** Migrates and seeds once for each server, as an owner who is no superuser; every test database is a copy. */
async function makeTemplate(admin: Sql, serverUrl: string): Promise<void> {
  await admin`select pg_advisory_lock(${TEMPLATE_LOCK})`;
  try {
    const [present] = await admin`select 1 from pg_database where datname = ${TEMPLATE}`;
    if (present) return;
    const making = `${TEMPLATE}_new`;
    await admin.unsafe(`create role ${ON_TEMPLATE.user} login createrole password '${OWNER_PASSWORD}'`);
    await admin.unsafe(`create database ${making} owner ${ON_TEMPLATE.user}`);
    const owner = postgres(inDatabase(serverUrl, making), { max: 1, onnotice: () => undefined });
    // Where the server has pgvector, an administrator adds it before the set-up: the owner may not.
    const [vector] = await owner`select 1 from pg_available_extensions where name = 'vector'`;
    if (vector) await owner`create extension if not exists vector`;
    await owner.end();
    const ownerUrl = loginUrl(inDatabase(serverUrl, making), ON_TEMPLATE);
    await migrateDatabase(ownerUrl, LOGINS);
    await seedTenants(ownerUrl, { dailyBudgetNano: 5_000_000_000, demoLogins: true });
    await admin.unsafe(`alter database ${making} rename to ${TEMPLATE}`);
  } finally {
    await admin`select pg_advisory_unlock(${TEMPLATE_LOCK})`;
  }
}

/** A fresh database on the server at `serverUrl`, migrated and seeded by its owner, who is no superuser. */
export async function createTestDatabase(serverUrl: string): Promise<TestDatabase> {
  const name = `t_${randomBytes(5).toString('hex')}`;
  const admin = postgres(serverUrl, { max: 1, onnotice: () => undefined });
  await makeTemplate(admin, serverUrl);
  await admin.unsafe(`create database ${name} template ${TEMPLATE} owner ${ON_TEMPLATE.user}`);
  await admin.end();
  const ownerUrl = loginUrl(inDatabase(serverUrl, name), ON_TEMPLATE);
  const owner = postgres(inDatabase(serverUrl, name), { max: 4, onnotice: () => undefined });
  const as = (login: { user: string; password: string }) => loginUrl(ownerUrl, login);
  const db = openDatabase({ app: as(LOGINS.app), platform: as(LOGINS.platform) }, 5);
  const app = postgres(as(LOGINS.app), { max: 2, onnotice: () => undefined });
  const end = async () => void (await Promise.all([db.end(), owner.end(), app.end()]));
  return { db, owner, app, ownerUrl, logins: LOGINS, end };
}

import { randomBytes } from 'node:crypto';
import postgres, { type Sql } from 'postgres';
import { type Database, openDatabase } from '../../db/database.ts';
import { migrateDatabase } from '../../db/migrate.ts';
import { seedTenants } from '../../db/seed/seedTenants.ts';

export interface TestDatabase {
  db: Database;
  /** Owner login: sees through row security, may break things on purpose. */
  owner: Sql;
  /** The application's login, raw. */
  app: Sql;
  ownerUrl: string;
  end(): Promise<void>;
}

/** A fresh, migrated and seeded database on the server at `serverUrl`. */
export async function createTestDatabase(serverUrl: string): Promise<TestDatabase> {
  const name = `t_${randomBytes(5).toString('hex')}`;
  const admin = postgres(serverUrl, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create database ${name}`);
  await admin.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const ownerUrl = url.toString();
  const logins = {
    app: { user: `cs_${name}_app`, password: 'test-app-password' },
    platform: { user: `cs_${name}_platform`, password: 'test-platform-password' },
  };
  await migrateDatabase(ownerUrl, logins);
  await seedTenants(ownerUrl, { dailyBudgetNano: 5_000_000_000, demoLogins: true });
  const as = (login: { user: string; password: string }) =>
    Object.assign(new URL(ownerUrl), { username: login.user, password: login.password }).toString();
  const db = openDatabase({ app: as(logins.app), platform: as(logins.platform) }, 5);
  const owner = postgres(ownerUrl, { max: 4, onnotice: () => undefined });
  const app = postgres(as(logins.app), { max: 2, onnotice: () => undefined });
  return { db, owner, app, ownerUrl, end: async () => void (await Promise.all([db.end(), owner.end(), app.end()])) };
}

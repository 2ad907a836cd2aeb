import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { type DatabaseLogins, ensureRoles } from './roles.ts';

const folder = join(import.meta.dirname, 'migrations');
// One migration run at a time, whoever starts first; any constant works as long as nobody else uses it.
const MIGRATION_LOCK = 20_261_121;

/** Brings the database at `ownerUrl` to the newest schema. Safe to run from several processes at once. */
export async function migrateDatabase(ownerUrl: string, logins: DatabaseLogins): Promise<void> {
  const client = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await ensureRoles(client, logins);
    await migrate(drizzle(client), { migrationsFolder: folder });
  } finally {
    await client.end();
  }
}

/** Names of migrations that this database lacks; empty when it is up to date. */
export async function missingMigrations(ownerUrl: string): Promise<string[]> {
  const journal = JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8')) as {
    entries: { tag: string; when: number }[];
  };
  const client = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    const [table] = await client`select to_regclass('drizzle.__drizzle_migrations') as name`;
    if (!table?.name) return journal.entries.map((entry) => entry.tag);
    const applied = await client<{ created_at: string }[]>`select created_at from drizzle.__drizzle_migrations`;
    const times = new Set(applied.map((row) => Number(row.created_at)));
    return journal.entries.filter((entry) => !times.has(entry.when)).map((entry) => entry.tag);
  } finally {
    await client.end();
  }
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import postgres, { type Sql } from 'postgres';
import { declareReviewActions } from './reviews/declareActions.ts';
import { type DatabaseLogins, ensureRoles, ownRoles } from './roles.ts';

const folder = join(import.meta.dirname, 'migrations');
// One migration run at a time, whoever starts first; any constant works as long as nobody else uses it.
const MIGRATION_LOCK = 20_261_121;

/** What the server says while it migrates; only a warning is for people, e.g. that pgvector may not be created. */
const warn = (say: (line: string) => void) => (notice: postgres.Notice) => {
  if (notice.severity === 'WARNING') say(notice.message ?? '');
};

const OWN_LIST = 'drizzle.__drizzle_migrations';
const LIST_IN_SCHEMA = 'public.__drizzle_migrations';

/** Where the applied migrations are listed; null on a database that has none. */
async function listOfApplied(client: Sql): Promise<string | null> {
  for (const list of [OWN_LIST, LIST_IN_SCHEMA]) {
    const [table] = await client`select to_regclass(${list}) as name`;
    if (table?.name) return list;
  }
  return null;
}

/** Makes that list: in a schema of its own, or beside the tables where the owner of the schema may not make another. */
async function startList(client: Sql): Promise<string> {
  const [may] = await client`select has_database_privilege(current_database(), 'CREATE') as make`;
  if (may?.make) await client`create schema if not exists drizzle`;
  const list = may?.make ? OWN_LIST : LIST_IN_SCHEMA;
  await client.unsafe(`CREATE TABLE ${list} (id serial PRIMARY KEY, hash text NOT NULL, created_at bigint)`);
  return list;
}

/** All missing migrations in one transaction, in the order of the journal, and what the areas declare beside them. */
async function applyMissing(client: Sql, logins: DatabaseLogins): Promise<void> {
  const list = (await listOfApplied(client)) ?? (await startList(client));
  await client.begin(async (tx) => {
    const [last] = await tx.unsafe<{ at: string | null }[]>(`SELECT max(created_at) AS at FROM ${list}`);
    for (const migration of readMigrationFiles({ migrationsFolder: folder })) {
      if (migration.folderMillis <= Number(last?.at ?? 0)) continue;
      for (const statement of migration.sql) await tx.unsafe(ownRoles(statement, logins));
      await tx.unsafe(`INSERT INTO ${list} (hash, created_at) VALUES ($1, $2)`, [
        migration.hash,
        migration.folderMillis,
      ]);
    }
    await declareReviewActions(tx);
  });
}

/** Brings the database at `ownerUrl` to the newest schema. Safe to run from several processes at once. */
export async function migrateDatabase(
  ownerUrl: string,
  logins: DatabaseLogins,
  say: (line: string) => void = () => undefined,
): Promise<void> {
  const client = postgres(ownerUrl, { max: 1, onnotice: warn(say) });
  try {
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await ensureRoles(client, ownerUrl, logins);
    await applyMissing(client, logins);
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
    const list = await listOfApplied(client);
    if (!list) return journal.entries.map((entry) => entry.tag);
    const applied = await client.unsafe<{ created_at: string }[]>(`SELECT created_at FROM ${list}`);
    const times = new Set(applied.map((row) => Number(row.created_at)));
    return journal.entries.filter((entry) => !times.has(entry.when)).map((entry) => entry.tag);
  } finally {
    await client.end();
  }
}

// Each list is sorted, so that its names are read before the first object is gone.
/** Drops everything in the schema, and keeps the schema itself: not every owner may make one. */
export async function dropEverything(ownerUrl: string): Promise<void> {
  const client = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    await client.unsafe(`
      DROP SCHEMA IF EXISTS drizzle CASCADE;
      DO $$
      DECLARE entry record;
      BEGIN
        FOR entry IN SELECT c.oid::regclass::text AS name, CASE c.relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END AS what FROM pg_class c
          WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('v', 'r', 'p')
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e') ORDER BY c.relkind = 'v' DESC
        LOOP EXECUTE format('DROP %s IF EXISTS %s CASCADE', entry.what, entry.name); END LOOP;
        FOR entry IN SELECT p.oid::regprocedure::text AS name FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') ORDER BY 1
        LOOP EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', entry.name); END LOOP;
        FOR entry IN SELECT t.oid::regtype::text AS name FROM pg_type t WHERE t.typnamespace = 'public'::regnamespace AND t.typtype IN ('e', 'd')
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = t.oid AND d.deptype = 'e') ORDER BY 1
        LOOP EXECUTE format('DROP TYPE IF EXISTS %s CASCADE', entry.name); END LOOP;
        FOR entry IN SELECT c.oid::regclass::text AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'S' ORDER BY 1
        LOOP EXECUTE format('DROP SEQUENCE IF EXISTS %s CASCADE', entry.name); END LOOP;
      END $$`);
  } finally {
    await client.end();
  }
}

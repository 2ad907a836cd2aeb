import type { Sql } from 'postgres';

/** Logins of one database. Names carry the database, so that several databases on one server do not share passwords. */
export interface DatabaseLogins {
  app: { user: string; password: string };
  platform: { user: string; password: string };
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/**
 * Makes the group roles and the two logins of this database. Neither login owns anything, is SUPERUSER or has
 * BYPASSRLS, so an injected RESET ROLE gains nothing (D-17). Needs a login that may create roles.
 */
export async function ensureRoles(owner: Sql, logins: DatabaseLogins): Promise<void> {
  for (const group of ['countersign_app', 'countersign_platform']) {
    await owner.unsafe(
      `DO $$ BEGIN CREATE ROLE ${group} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`,
    );
    await owner.unsafe(`GRANT USAGE ON SCHEMA public TO ${group}`);
  }
  for (const [group, login] of [
    ['countersign_app', logins.app],
    ['countersign_platform', logins.platform],
  ] as const) {
    const flags = `LOGIN PASSWORD ${literal(login.password)} NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS`;
    await owner.unsafe(
      `DO $$ BEGIN CREATE ROLE ${quote(login.user)}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`,
    );
    await owner.unsafe(`ALTER ROLE ${quote(login.user)} ${flags}`);
    await owner.unsafe(`ALTER ROLE ${quote(login.user)} SET statement_timeout = '15s'`);
    await owner.unsafe(`GRANT ${group} TO ${quote(login.user)}`);
  }
}

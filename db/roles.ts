import { createHash } from 'node:crypto';
import postgres, { type Sql } from 'postgres';
import { moveGrants } from './moveGrants.ts';

export interface Login {
  user: string;
  password: string;
}

/** The two logins of one database. Names carry the database, so that several installations on one server share nothing. */
export interface DatabaseLogins {
  app: Login;
  platform: Login;
}

const LOGINS = ['app', 'platform'] as const;
const LONGEST_NAME = 63;
const PLAIN_NAME = /^[a-z_][a-z0-9_]*$/;

/** Name of a login: always a plain identifier, and another one for each database. */
export function loginName(database: string, kind: (typeof LOGINS)[number]): string {
  const name = `cs_${database}_${kind}`;
  if (PLAIN_NAME.test(name) && name.length <= LONGEST_NAME) return name;
  const mark = createHash('sha256').update(database).digest('hex').slice(0, 10);
  return `cs_${database
    .toLowerCase()
    .replace(/[^a-z0-9_]/g, '_')
    .slice(0, 35)}_${mark}_${kind}`;
}

/** Migrations name the logins by these words; each installation puts its own names there. */
export function ownRoles(statement: string, logins: DatabaseLogins): string {
  // In one pass: what a name puts there may hold one of these words itself.
  return statement.replace(/countersign_(app|platform)/g, (_word, kind: 'app' | 'platform') => logins[kind].user);
}

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
const refused = (error: unknown): boolean => error instanceof postgres.PostgresError && error.code === '42501';

/**
 * `url` with another login. Only host, port and database are taken from it, so it need not name the owner at all. A URL
 * without a host can hold no login, and would connect as whoever owns it.
 */
export function loginUrl(url: string, login: Login): string {
  const own = new URL(url);
  if (!own.hostname)
    throw new Error(
      'the database URL names no host: write it as postgres://host:port/database (for this machine localhost)',
    );
  // The setters leave a % as it is, so it would be read as the start of a code.
  return Object.assign(own, {
    username: encodeURIComponent(login.user),
    password: encodeURIComponent(login.password),
  }).toString();
}

/** Whether a login gets in with its password already. */
async function getsIn(url: string): Promise<boolean> {
  const client = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => undefined });
  return client`select 1`
    .then(
      () => true,
      () => false,
    )
    .finally(() => client.end({ timeout: 1 }));
}

/** Runs a statement on a login; when this owner may not, the error says what somebody who may has to run. */
async function onLogin(owner: Sql, statement: string, advice: string): Promise<void> {
  try {
    await owner.unsafe(statement);
  } catch (error) {
    if (!refused(error)) throw error;
    const [me] = await owner`select current_user as name`;
    throw new Error(
      `the database owner ${String(me?.name)} may not manage logins. Either let it: ALTER ROLE ${String(me?.name)} CREATEROLE; or have somebody who may run: ${advice}`,
    );
  }
}

/** Makes the login where it is missing, or gives it its password. Says nothing of rights: a new login has none. */
async function ensureLogin(owner: Sql, ownerUrl: string, login: Login): Promise<void> {
  const { user, password } = login;
  if (!PLAIN_NAME.test(user)) throw new Error(`${user} is no name for a login: letters, digits and _ only`);
  const [present] = await owner`select 1 from pg_roles where rolname = ${user}`;
  const asMade = `LOGIN PASSWORD ${literal(password)}`;
  if (!present) await onLogin(owner, `CREATE ROLE ${user} ${asMade}`, `CREATE ROLE ${user} LOGIN PASSWORD '…';`);
  else if (!(await getsIn(loginUrl(ownerUrl, login))))
    await onLogin(owner, `ALTER ROLE ${user} ${asMade}`, `ALTER ROLE ${user} LOGIN PASSWORD '…';`);
  const limit = `ALTER ROLE ${user} SET statement_timeout = '15s'`;
  const [limited] =
    await owner`select 1 from pg_roles where rolname = ${user} and 'statement_timeout=15s' = any (rolconfig)`;
  if (!limited) await onLogin(owner, limit, `${limit};`);
}

/**
 * Makes the two logins of this database, for an owner who may create roles and need not be a superuser. Neither owns
 * anything or stands above row security, so an injected RESET ROLE gains nothing; `loginProblem` checks that.
 */
export async function ensureRoles(owner: Sql, ownerUrl: string, logins: DatabaseLogins): Promise<void> {
  for (const kind of LOGINS) await ensureLogin(owner, ownerUrl, logins[kind]);
  for (const kind of LOGINS) {
    const problem = await loginProblem(owner, logins[kind].user, kind);
    if (problem) throw new Error(problem);
  }
  await moveGrants(owner, logins);
  for (const kind of LOGINS) await owner.unsafe(`GRANT USAGE ON SCHEMA public TO ${logins[kind].user}`);
  // Everybody's right to create in the schema, which PostgreSQL before 15 gives. Who does not own the schema gets a warning.
  await owner.unsafe('REVOKE CREATE ON SCHEMA public FROM PUBLIC');
}

/** Why the connection of a login must not be used; null when it is that login's and may no more than it should. */
export async function connectionProblem(
  client: Sql,
  user: string,
  kind: (typeof LOGINS)[number],
): Promise<string | null> {
  const [row] = await client<{ me: string }[]>`select current_user::text as me`;
  if (row?.me !== user) return `the connection for ${user} got in as ${row?.me}; check the database URL`;
  return loginProblem(client, user, kind);
}

/** Why a login must not be used; null when it is as it should be. Asked at set-up, and by each process at its boot. */
export async function loginProblem(client: Sql, user: string, kind: (typeof LOGINS)[number]): Promise<string | null> {
  const [row] = await client<{ above: string[]; owned: string[]; crossing: string[] }[]>`
    select
      array(select rolname::text from pg_roles where pg_has_role(${user}, oid, 'MEMBER')
        and (rolsuper or rolbypassrls or rolcreaterole
          or rolname in ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files'))) as above,
      array(select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind in ('r', 'p') and pg_has_role(${user}, c.relowner, 'MEMBER') limit 3) as owned,
      array(select distinct r.rolname::text from pg_policy p cross join unnest(p.polroles) as named(oid) join pg_roles r on r.oid = named.oid
        where p.polname = 'platform_door' and pg_has_role(${user}, r.oid, 'MEMBER')) as crossing`;
  if (!row) return `the database has no login ${user}`;
  if (row.above.length > 0)
    return `the login ${user} is, or is a member of, ${row.above.join(', ')}: that stands above row security or can give itself more rights. Take it away: ALTER ROLE ${user} NOSUPERUSER NOBYPASSRLS NOCREATEROLE;`;
  if (row.owned.length > 0)
    return `the login ${user} owns ${row.owned.join(', ')} or is a member of their owner, so it could switch row security off`;
  if (kind === 'app' && row.crossing.length > 0)
    return `the login ${user} of the application has the rights of ${row.crossing.join(', ')}, which reads over all tenants`;
  return null;
}

import type { Sql } from 'postgres';
import type { DatabaseLogins } from './roles.ts';

/**
 * Rights of one role in this database, given to another and taken from the first: tables, columns, functions, schemas,
 * policies, and the function that writes policies for later tables.
 */
const MOVE = `
CREATE FUNCTION pg_temp.move_grants(was text, now_is text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE entry record;
BEGIN
  FOR entry IN
    SELECT format('%s ON %s', string_agg(DISTINCT a.privilege_type, ', '), c.oid::regclass) AS rights
    FROM pg_class c CROSS JOIN aclexplode(c.relacl) a WHERE a.grantee = was::regrole AND c.relkind IN ('r', 'p', 'v', 'm') GROUP BY c.oid
    UNION ALL SELECT format('%s ON SEQUENCE %s', string_agg(DISTINCT a.privilege_type, ', '), c.oid::regclass)
    FROM pg_class c CROSS JOIN aclexplode(c.relacl) a WHERE a.grantee = was::regrole AND c.relkind = 'S' GROUP BY c.oid
    UNION ALL SELECT format('%s (%I) ON %s', a.privilege_type, t.attname, t.attrelid::regclass)
    FROM pg_attribute t CROSS JOIN aclexplode(t.attacl) a WHERE a.grantee = was::regrole
    UNION ALL SELECT format('EXECUTE ON FUNCTION %s', p.oid::regprocedure)
    FROM pg_proc p CROSS JOIN aclexplode(p.proacl) a WHERE a.grantee = was::regrole
    UNION ALL SELECT format('%s ON SCHEMA %I', a.privilege_type, n.nspname)
    FROM pg_namespace n CROSS JOIN aclexplode(n.nspacl) a WHERE a.grantee = was::regrole
  LOOP
    EXECUTE format('GRANT %s TO %I', entry.rights, now_is);
    EXECUTE format('REVOKE %s FROM %I', entry.rights, was);
  END LOOP;
  FOR entry IN SELECT polname, polrelid::regclass AS place FROM pg_policy WHERE polroles = ARRAY[was::regrole::oid] LOOP
    EXECUTE format('ALTER POLICY %I ON %s TO %I', entry.polname, entry.place, now_is);
  END LOOP;
  FOR entry IN SELECT pg_get_functiondef(oid) AS body FROM pg_proc
    WHERE proname = 'open_platform_door' AND position(was IN prosrc) > 0 LOOP
    EXECUTE replace(entry.body, was, now_is);
  END LOOP;
END $$`;

/**
 * Gives the grants in this database to the logins of today. They belong to others after an update from a version whose
 * installations shared two group roles, after the database got another name, and after a dump was read into a new one.
 */
export async function moveGrants(owner: Sql, logins: DatabaseLogins): Promise<void> {
  const [holder] = await owner<{ name: string }[]>`
    select r.rolname as name from pg_policy p join pg_roles r on r.oid = p.polroles[1] where p.polname = 'platform_door' limit 1`;
  if (!holder || holder.name === logins.platform.user) return;
  await owner.begin(async (tx) => {
    await tx.unsafe(MOVE);
    for (const [was, now] of [
      [holder.name, logins.platform.user],
      [holder.name.replace(/platform$/, 'app'), logins.app.user],
    ] as const) {
      const [present] = await tx`select 1 from pg_roles where rolname = ${was}`;
      if (!present) continue;
      await tx`select pg_temp.move_grants(${was}, ${now})`;
      // The shared group of an older version stays for the other databases of this server, without these members.
      const [member] =
        await tx`select 1 from pg_auth_members where roleid = ${was}::regrole and member = ${now}::regrole`;
      if (member) await tx.unsafe(`REVOKE "${was}" FROM ${now}`);
    }
    await tx`drop function pg_temp.move_grants`;
  });
}

import type { Sql } from 'postgres';

/** Copies tables of a small test database aside; what comes back puts their rows back as they were, behind every trigger. */
export async function backupOf(owner: Sql, tables: readonly string[]): Promise<() => Promise<void>> {
  const columns = new Map<string, string>();
  await owner`create schema backup`;
  for (const table of tables) {
    const [row] = await owner`select string_agg(quote_ident(column_name), ', ' order by ordinal_position) as names
      from information_schema.columns where table_schema = 'public' and table_name = ${table} and is_generated = 'NEVER'`;
    columns.set(table, String(row?.names));
    await owner.unsafe(`create table backup.${table} as select ${row?.names} from public.${table}`);
  }
  return () =>
    owner.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      for (const [table, names] of columns) {
        await sql.unsafe(`delete from public.${table}`);
        await sql.unsafe(`insert into public.${table} (${names}) select ${names} from backup.${table}`);
      }
    }) as unknown as Promise<void>;
}

import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';

/** Writes a field under another key, where nobody has written it meanwhile; false when somebody has. */
export async function renewField(
  tx: Transaction,
  field: { table: string; column: string; key: string; rowId: string; before: string; after: string },
): Promise<boolean> {
  const { table, column, key, rowId, before, after } = field;
  const [into, name, id] = [sql.identifier(table), sql.identifier(column), sql.identifier(key)];
  const written = await tx.execute(
    sql`update ${into} set ${name} = ${after} where ${id} = ${rowId}::uuid and ${name} = ${before}`,
  );
  return written.count > 0;
}

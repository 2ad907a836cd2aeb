import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import type { RetentionRule } from '../../db/slice.ts';

/** Deletes what a rule says, at most so many rows (all where the platform's login does it), or empties their columns. Returns how many rows it changed. */
export async function purgeRows(tx: Transaction, rule: RetentionRule, most: number): Promise<number> {
  const { table, when, sets, platform } = rule;
  const from = sql.identifier(table);
  if (sets) return (await tx.execute(sql`update ${from} set ${sets.values} where ${when}`)).count;
  const rows = platform ? when : sql`ctid = any (array (select ctid from ${from} where ${when} limit ${most}))`;
  return (await tx.execute(sql`delete from ${from} where ${rows}`)).count;
}

import { type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../database.ts';

/** Rows of a raw query: drizzle types them as unknown records, and the statement returns exactly these columns. */
export const rowsOf = async <Row>(tx: Transaction, query: SQL): Promise<Row[]> =>
  (await tx.execute(query)) as unknown as Row[];

/** An instant as ISO 8601 in UTC. `column`: an expression without parameters. */
export const iso = (column: string): SQL =>
  sql.raw(`to_char((${column}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`);

/** bigint comes as text. */
type Texts<Row, Name extends keyof Row> = Omit<Row, Name> & { [Key in Name]: string | null };
/** Rows whose named columns are numbers of the database, as numbers. */
export const numbered = <Row extends object, Name extends keyof Row & string>(
  rows: readonly Texts<Row, Name>[],
  names: readonly Name[],
): Row[] =>
  rows.map((row) => {
    const read: Record<string, unknown> = { ...row };
    for (const name of names) {
      const value = row[name as keyof typeof row];
      read[name] = value === null ? null : Number(value);
    }
    return read as Row;
  });

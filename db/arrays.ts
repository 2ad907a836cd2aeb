import { type SQL, sql } from 'drizzle-orm';

type Value = string | number | boolean | null;
const quoted = (value: Value) =>
  value === null
    ? 'NULL'
    : typeof value === 'string'
      ? `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
      : String(value);

/**
 * An array as one parameter, in PostgreSQL's own text: drizzle has the driver leave dates alone, and arrays of them with it.
 * `type` is that of an element, e.g. `text`.
 */
export const arrayOf = (values: readonly Value[], type: string): SQL =>
  sql`${`{${values.map(quoted).join(',')}}`}::${sql.raw(type)}[]`;

/** The same as a table of one column, `given.value`. */
export const arrayTable = (values: readonly Value[], type: string): SQL =>
  sql`unnest(${arrayOf(values, type)}) as given (value)`;

/** Columns of rows side by side, as one parameter each: a statement for thousands of rows has as many parameters as one for one. Names are `given.<column>`. */
export function columnsOf<Row>(
  rows: readonly Row[],
  types: Record<string, readonly [type: string, read: (row: Row) => Value]>,
): SQL {
  const values = Object.values(types).map(([type, read]) => arrayOf(rows.map(read), type));
  return sql`unnest(${sql.join(values, sql`, `)}) as given (${sql.raw(Object.keys(types).join(', '))})`;
}

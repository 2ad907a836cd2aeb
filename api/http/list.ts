import { asc, desc, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { CodedError } from '../../domain/errors/codes.ts';
import { queryInteger } from './numbers.ts';

/**
 * One way to page, filter and sort, the same on every list: `limit`, `cursor`, `sort` (a name, `-` before it = falling)
 * and the list's own filters. The cursor is a place in the order (keyset), so pages neither skip nor repeat rows that
 * stay where they are, however deep.
 */
export function listQuery<Sort extends string, Filters extends z.ZodRawShape>(
  sorts: readonly [Sort, ...Sort[]],
  normal: Sort | `-${Sort}`,
  filters: Filters,
) {
  // Both orders of every name; the types can't follow flatMap, but it keeps the list non-empty and holds `normal`.
  const choices = sorts.flatMap((name) => [name, `-${name}`] as const) as [Sort | `-${Sort}`, ...(Sort | `-${Sort}`)[]];
  return z.strictObject({
    limit: queryInteger(1, 200).default(50),
    cursor: z.string().max(500).optional().describe('next_cursor of the page before'),
    sort: z
      .enum(choices)
      .default(normal as never)
      .describe('`-` before the name: falling'),
    ...filters,
  });
}

/** The answer's schema: rows under the list's name, how many, and where the next page starts. */
export const listSchema = <Row extends z.ZodType>(name: string, row: Row) =>
  z.object({ [name]: z.array(row), count: z.int(), next_cursor: z.string().nullable() });

const cursorSchema = z.tuple([z.string(), z.string().max(300), z.string().max(60)]);
const badCursor = () =>
  new CodedError('VALIDATION_FAILED', 'cursor: not a next_cursor of this list and order', {
    fields: [{ field: 'cursor', rule: 'a next_cursor of this list and order' }],
  });

function readCursor(text: string, sort: string): { value: string; id: string } {
  let read: unknown;
  try {
    read = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    throw badCursor();
  }
  const parsed = cursorSchema.safeParse(read);
  if (!parsed.success || parsed.data[0] !== sort) throw badCursor();
  return { value: parsed.data[1], id: parsed.data[2] };
}

/** Place of a row in the order, selected beside its columns; exact, where a Date would lose microseconds. */
export interface Placed {
  place: string;
  placeId: string;
}

/**
 * Order, condition and page of a keyset list. `sorts` maps names to columns without nulls; `id` breaks ties. Select
 * `columns` beside the row, add `where` and `orderBy`, ask for `limit` rows and hand them to `page`.
 */
export function keyset(
  query: { limit: number; cursor?: string | undefined; sort: string },
  sorts: Record<string, PgColumn>,
  id: PgColumn,
) {
  const falling = query.sort.startsWith('-');
  const column = sorts[falling ? query.sort.slice(1) : query.sort];
  if (!column) throw new Error(`no sort ${query.sort}`);
  const typed = (value: string, of: PgColumn) => sql`${value}::${sql.raw(of.getSQLType().replace('serial', 'int'))}`;
  let where: SQL | undefined;
  if (query.cursor !== undefined) {
    const at = readCursor(query.cursor, query.sort);
    where = sql`(${column}, ${id}) ${sql.raw(falling ? '<' : '>')} (${typed(at.value, column)}, ${typed(at.id, id)})`;
  }
  const order = falling ? desc : asc;
  return {
    columns: { place: sql<string>`${column}::text`, placeId: sql<string>`${id}::text` },
    where,
    orderBy: column === id ? [order(id)] : [order(column), order(id)],
    limit: query.limit + 1,
    page<Row extends Placed>(rows: Row[]): { rows: Row[]; count: number; next_cursor: string | null } {
      const shown = rows.slice(0, query.limit);
      const last = rows.length > query.limit ? shown.at(-1) : undefined;
      return {
        rows: shown,
        count: shown.length,
        next_cursor: last
          ? Buffer.from(JSON.stringify([query.sort, last.place, last.placeId])).toString('base64url')
          : null,
      };
    },
  };
}

import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { listCursors } from '../../db/reconciliation/schema.ts';

/** How far a list of a source has been read; `pass` null = no reading is under way. */
export interface ListCursor<Pass, Resume> {
  pass: Pass | null;
  resume: Resume | null;
}

const ofList = (sourceId: string, list: string) => and(eq(listCursors.sourceId, sourceId), eq(listCursors.list, list));

/** The cursor of a list, as the page that was written last has left it. */
export async function readCursor<Pass, Resume>(
  tx: Transaction,
  sourceId: string,
  list: string,
): Promise<ListCursor<Pass, Resume>> {
  const [row] = await tx.select().from(listCursors).where(ofList(sourceId, list));
  // Nothing else writes these columns than writeCursor, whose callers have the same types.
  return { pass: (row?.pass as Pass | undefined) ?? null, resume: (row?.resume as Resume | undefined) ?? null };
}

/**
 * Moves the cursor of a list, in the transaction that writes its page. False when another reading has moved it since it was
 * read: then the page must not be written either.
 */
export async function writeCursor<Pass, Resume>(
  tx: Transaction,
  where: { tenantId: string; sourceId: string; list: string },
  before: ListCursor<Pass, Resume>,
  after: ListCursor<Pass, Resume>,
): Promise<boolean> {
  const [kept] = await tx
    .insert(listCursors)
    .values({ ...where, pass: null, resume: null })
    .onConflictDoUpdate({
      target: [listCursors.tenantId, listCursors.sourceId, listCursors.list],
      set: { updatedAt: sql`now()` },
    })
    .returning();
  const same = JSON.stringify(sorted(kept?.pass ?? null)) === JSON.stringify(sorted(before.pass));
  if (!same) return false;
  await tx
    .update(listCursors)
    .set({ ...after, updatedAt: sql`now()` })
    .where(ofList(where.sourceId, where.list));
  return true;
}

/** The database orders the names of JSON; compared is what stands there. */
const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([left], [right]) => left.localeCompare(right)))
    : value;

import { and, desc, eq } from 'drizzle-orm';
import { bankPages, type StagedPage } from '../../db/banking/syncSchema.ts';
import type { Transaction } from '../../db/database.ts';
import { storable } from '../../domain/storable.ts';

/** What is read in one go: all accounts of an item, or one account. */
export interface Stream {
  tenantId: string;
  connectionId: string;
  /** The provider's id of the account; empty where all of them come together. */
  stream: string;
}
/** Days that are read, both included (ISO dates); null where changes are read. */
export type ReadDays = { from: string; to: string } | null;

const ofStream = ({ connectionId, stream }: Stream) =>
  and(eq(bankPages.connectionId, connectionId), eq(bankPages.stream, stream));

/** Where a reading stands: after its last page, or nowhere. */
export async function lastPage(tx: Transaction, stream: Stream) {
  const [last] = await tx
    .select({
      position: bankPages.position,
      next: bankPages.next,
      isLast: bankPages.isLast,
      windowFrom: bankPages.windowFrom,
      windowTo: bankPages.windowTo,
    })
    .from(bankPages)
    .where(ofStream(stream))
    .orderBy(desc(bankPages.position))
    .limit(1);
  return last ?? null;
}

/**
 * Keeps a page with where the next one begins, in one go; false where another reader has kept one in its place meanwhile.
 * `position` counts from 0.
 */
export async function stagePage(
  tx: Transaction,
  stream: Stream,
  kept: { position: number; page: StagedPage; next: string | null; isLast: boolean; days: ReadDays },
): Promise<boolean> {
  const { days, ...rest } = kept;
  const rows = await tx
    .insert(bankPages)
    // Ids of vendors are kept as they came, and one that no column holds would stop the reading here for ever.
    .values({
      ...stream,
      ...rest,
      page: storable(rest.page),
      windowFrom: days?.from ?? null,
      windowTo: days?.to ?? null,
    })
    .onConflictDoNothing()
    .returning({ position: bankPages.position });
  return rows.length > 0;
}

/** Forgets the pages of a reading: the data changed, or other days are read now. It begins again from where it began. */
export const dropPages = (tx: Transaction, stream: Stream): Promise<unknown> =>
  tx.delete(bankPages).where(ofStream(stream));

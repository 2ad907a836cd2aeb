import { applyPages } from '../../books/banking/applyPages.ts';
import { dropPages, lastPage, type ReadDays, type Stream, stagePage } from '../../books/banking/stagePage.ts';
import type { StagedPage } from '../../db/banking/syncSchema.ts';
import type { FeedPage } from '../../domain/banking/feed.ts';
import { bankError } from '../../providers/bankError.ts';
import { VendorError } from '../../providers/vendorError.ts';
import type { BankProgress } from '../../workflows/banking/contract.ts';
import type { BankDeps } from './deps.ts';

/** Pages of one step; Plaid gives 500 lines a page. */
const PAGES_PER_STEP = 10;
/** Pages of a reading: half a million lines. A provider that gives more, or the same place twice, never ends. */
const MOST_PAGES = 1_000;
/** Data that change again and again while they are read are read by the next try. */
const RESTARTS = 3;

export const NOTHING_READ: BankProgress = { lines: 0, added: 0, changed: 0, removed: 0, refused: 0, restarts: 0 };

export interface StreamReader {
  stream: Stream;
  provider: string;
  /** The access that the pages are read with. */
  grant: string;
  days: ReadDays;
  /** One page; `after`: where it begins, null = at the mark. Throws VendorError. */
  fetch(after: string | null): Promise<FeedPage & Partial<Pick<StagedPage, 'accounts'>>>;
}

/** Reads on where the last page ended; gives what is still to do. */
async function readPages(deps: BankDeps, reader: StreamReader): Promise<{ whole: boolean; ready: boolean }> {
  const { db } = deps;
  const { stream, days } = reader;
  let last = await db.withTenant(stream.tenantId, (tx) => lastPage(tx, stream));
  for (let pages = 0; pages < PAGES_PER_STEP && !last?.isLast; pages += 1) {
    const page = await reader.fetch(last?.next ?? null);
    if (!page.ready) return { whole: false, ready: false };
    if (page.more && page.next === (last?.next ?? null)) throw bankError(reader.provider, 'BANK_PAGES_CHANGED');
    if (page.more && (last?.position ?? 0) >= MOST_PAGES) {
      await db.withTenant(stream.tenantId, (tx) => dropPages(tx, stream));
      throw new VendorError(reader.provider, 'BANK_ANSWER_UNREADABLE', 'terminal');
    }
    const { lines, removed, refused, accounts = [] } = page;
    const kept = {
      position: (last?.position ?? -1) + 1,
      page: { lines, removed, refused, accounts },
      next: page.next,
      isLast: !page.more,
      days,
    };
    await db.withTenant(stream.tenantId, (tx) => stagePage(tx, stream, kept));
    last = await db.withTenant(stream.tenantId, (tx) => lastPage(tx, stream));
  }
  return { whole: last?.isLast ?? false, ready: true };
}

/**
 * One step of a stream: some pages, and their lines where the last one is there. Where the data change while they are read
 * nothing of it is kept, and it begins again from the mark that it began with.
 */
export async function readStream(deps: BankDeps, reader: StreamReader): Promise<BankProgress & { more: boolean }> {
  const { db, cipher } = deps;
  const { stream, grant } = reader;
  for (let restarts = 0; ; restarts += 1) {
    try {
      const { whole, ready } = await readPages(deps, reader);
      if (!whole) return { ...NOTHING_READ, restarts, more: ready };
      const { unchanged: _unchanged, ...taken } = await db.withTenant(stream.tenantId, (tx) =>
        applyPages(tx, cipher, stream, grant),
      );
      return { ...taken, restarts, more: false };
    } catch (error) {
      if (!(error instanceof VendorError) || error.type !== 'BANK_PAGES_CHANGED') throw error;
      await db.withTenant(stream.tenantId, (tx) => dropPages(tx, stream));
      if (restarts >= RESTARTS) throw error;
    }
  }
}

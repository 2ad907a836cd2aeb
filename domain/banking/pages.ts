import type { FeedPage } from './feed.ts';
import type { BankLine } from './line.ts';

/** Lines of one account, over all pages of a reading. */
export interface AccountLines {
  lines: BankLine[];
  removedExternalIds: string[];
  /** A line of it was named and left out: then what is missing says nothing about what is gone. */
  hasRefused: boolean;
}

/**
 * What pages say together, by the provider's id of the account, in the order in which they came: the last word about a line
 * counts, so one that was added and then taken back is not there, and one that came again is.
 */
export function linesOfPages(
  pages: readonly Pick<FeedPage, 'lines' | 'removed' | 'refused'>[],
): Map<string, AccountLines> {
  const accounts = new Map<string, { lines: Map<string, BankLine>; removed: Set<string>; hasRefused: boolean }>();
  const of = (id: string) => {
    const known = accounts.get(id) ?? { lines: new Map(), removed: new Set(), hasRefused: false };
    accounts.set(id, known);
    return known;
  };
  let nameless = 0;
  for (const page of pages) {
    for (const { accountExternalId, line } of page.lines) {
      const account = of(accountExternalId);
      nameless += 1;
      const key = line.externalId === null ? `nameless:${nameless}` : `id:${line.externalId}`;
      // Told again, it stands where it was told last.
      account.lines.delete(key);
      account.lines.set(key, line);
      if (line.externalId !== null) account.removed.delete(line.externalId);
    }
    for (const { accountExternalId, externalId } of page.removed) {
      const account = of(accountExternalId);
      account.lines.delete(`id:${externalId}`);
      account.removed.add(externalId);
    }
    for (const { accountExternalId } of page.refused) of(accountExternalId).hasRefused = true;
  }
  return new Map(
    [...accounts].map(([id, { lines, removed, hasRefused }]) => [
      id,
      { lines: [...lines.values()], removedExternalIds: [...removed], hasRefused },
    ]),
  );
}

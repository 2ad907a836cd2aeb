import { describe, expect, it } from 'vitest';
import type { FeedPage } from './feed.ts';
import type { BankLine } from './line.ts';
import { linesOfPages } from './pages.ts';

const line = (externalId: string | null, amountMinor = 100): { accountExternalId: string; line: BankLine } => ({
  accountExternalId: 'a',
  line: {
    status: 'posted',
    bookedOn: '2026-01-02',
    valueOn: null,
    amountMinor,
    currency: 'EUR',
    counterparty: null,
    reference: null,
    description: null,
    endToEndId: null,
    bankReference: null,
    externalId,
    pendingExternalId: null,
  },
});
const page = (more: Partial<FeedPage>) => ({ lines: [], removed: [], refused: [], ...more });
const gone = (externalId: string) => ({ accountExternalId: 'a', externalId });
const read = (...pages: Partial<FeedPage>[]) => linesOfPages(pages.map(page)).get('a');

describe('what pages say together', () => {
  it('[PM-PLAID-03] the last word about a line counts', () => {
    const found = read(
      { lines: [line('1'), line('2'), line('3')] },
      { lines: [line('1', 200)], removed: [gone('2'), gone('9')] },
      { lines: [line('9')] },
    );
    expect(found?.lines.map(({ externalId, amountMinor }) => [externalId, amountMinor])).toEqual([
      ['3', 100],
      ['1', 200],
      ['9', 100],
    ]);
    expect(found?.removedExternalIds).toEqual(['2']);
  });

  it('lines without an id are as many as were told', () => {
    expect(read({ lines: [line(null), line(null)] }, { lines: [line(null)] })?.lines).toHaveLength(3);
  });

  it('an account of which a line was left out says so', () => {
    const refused = [{ accountExternalId: 'a', externalId: null, reason: 'shape' as const }];
    expect([read({ refused })?.hasRefused, read({ lines: [line('1')] })?.hasRefused]).toEqual([true, false]);
  });
});

import { describe, expect, it } from 'vitest';
import { filtersOf, isUnreadable } from './filters.ts';

const read = (address: string) => filtersOf(new URLSearchParams(address));

describe('filters of the inbox, as the address says them', () => {
  it('an empty address is the open list, what is worth most first', () => {
    expect(read('')).toEqual({ sort: '-priority', state: 'pending' });
  });

  it('what is known is taken, what is not is left out', () => {
    expect(read('sort=-at_risk&state=expired&kind=dispute_resolution&owner=me&search=CASE&minimum_minor=100')).toEqual({
      sort: '-at_risk',
      state: 'expired',
      kind: 'dispute_resolution',
      owner: 'me',
      search: 'CASE',
      minimum_minor: 100,
    });
    expect(read('sort=x&state=y&kind=toString&owner=z&minimum_minor=ten')).toEqual(read(''));
    expect(read('reason=no_match')).toMatchObject({ reason: 'no_match' });
    expect(read('reason=no%20match')).toEqual(read(''));
    expect(read('owner=escalated')).toMatchObject({ escalated: 'true' });
  });

  it('a least amount that can not be read is said, so that nobody decides the whole list', () => {
    const said = ['', '100', 'ten', '1.5', '-1'].map((text) =>
      isUnreadable(new URLSearchParams({ minimum_minor: text })),
    );
    expect(said).toEqual([false, false, true, true, true]);
    expect(isUnreadable(new URLSearchParams())).toBe(false);
  });
});

import { createElement } from 'react';
import { MemoryRouter } from 'react-router';
import { afterEach, describe, expect, it } from 'vitest';
import { type FakePage, openFakePage } from '../../tests/console/fakePage.ts';
import { useAddressFilters } from './useAddressFilters.ts';

let page: FakePage;
afterEach(() => page.close());

async function filtersAt(address: string) {
  page = openFakePage();
  const used = await page.use(useAddressFilters, (children) =>
    createElement(MemoryRouter, { initialEntries: [address] }, children),
  );
  return {
    address: () => used.now()[0].toString(),
    /** One after the other, before anything is drawn again. */
    set: (...changes: [string, string][]) =>
      page.act(() => {
        const [, set] = used.now();
        for (const [name, value] of changes) set(name, value);
      }),
  };
}

describe('filters in the address', () => {
  it('two changes before the page is drawn again are both kept', async () => {
    const filters = await filtersAt('/reviews?state=pending');
    await filters.set(['search', 'CASE-7'], ['sort', '-at_risk']);
    expect(filters.address()).toBe('state=pending&search=CASE-7&sort=-at_risk');
  });

  it('an empty value takes its filter away and no other', async () => {
    const filters = await filtersAt('/reviews?search=x&kind=money_unknown');
    await filters.set(['search', '']);
    expect(filters.address()).toBe('kind=money_unknown');
  });

  it('a change after a drawn one begins with the address as it is', async () => {
    const filters = await filtersAt('/reviews');
    await filters.set(['search', 'a']);
    await filters.set(['search', ''], ['owner', 'me']);
    expect(filters.address()).toBe('owner=me');
  });
});

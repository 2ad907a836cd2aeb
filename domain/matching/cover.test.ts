import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CoverItem, findCover } from './cover.ts';

const BOUNDS = { atLeast: 2, atMost: 8, effort: 1_000_000 };
const itemsOf = (amounts: readonly number[]): CoverItem[] =>
  amounts.map((amountMinor, index) => ({ id: String(index), amountMinor }));

/** All subsets, one by one. */
function bruteForce(items: readonly CoverItem[], targetMinor: number, atLeast: number, atMost: number): string[][] {
  const found: string[][] = [];
  for (let mask = 1; mask < 2 ** items.length; mask += 1) {
    const members = items.filter((_, index) => (mask >> index) & 1);
    const sum = members.reduce((total, { amountMinor }) => total + amountMinor, 0);
    if (sum === targetMinor && members.length >= atLeast && members.length <= atMost)
      found.push(members.map(({ id }) => id).toSorted());
  }
  return found;
}

describe('[U-38] sets of items that sum exactly', () => {
  it('[PY-MATCH-06] a cover is called unique exactly when trying all subsets finds one', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 11 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 120 }), fc.integer({ min: 2, max: 8 }), (list, target, atMost) => {
        const items = itemsOf(list);
        const truth = bruteForce(items, target, 2, atMost);
        const cover = findCover(items, target, { ...BOUNDS, atMost });
        if (truth.length === 0) expect(cover).toEqual({ kind: 'none' });
        else if (truth.length === 1) expect(cover).toEqual({ kind: 'unique', members: truth[0] });
        else {
          expect(cover.kind).toBe('ambiguous');
          const covers = cover.kind === 'ambiguous' ? cover.covers : [];
          expect(new Set(covers.map(String)).size).toBe(2);
          for (const one of covers) expect(truth.map(String)).toContain(String(one));
        }
      }),
      { numRuns: 400 },
    );
  });

  it('the order of items decides nothing', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 2, maxLength: 10 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 2, max: 150 }), (list, target) => {
        const items = itemsOf(list);
        expect(findCover(items.toReversed(), target, BOUNDS)).toEqual(findCover(items, target, BOUNDS));
      }),
    );
  });

  it('two items of one amount are two covers, and nine items are too many', () => {
    expect(findCover(itemsOf([500, 500, 300]), 800, BOUNDS).kind).toBe('ambiguous');
    expect(findCover(itemsOf(new Array(9).fill(100)), 900, BOUNDS)).toEqual({ kind: 'none' });
    expect(findCover(itemsOf([-100, 600, 400]), 1_000, BOUNDS)).toEqual({ kind: 'unique', members: ['1', '2'] });
  });

  it('a search that is given up proves nothing, and ends', () => {
    // Even amounts never come to an odd sum, so every set would have to be tried.
    const items = itemsOf(Array.from({ length: 60 }, (_, index) => 1_000 + 2 * index * index));
    const began = performance.now();
    expect(findCover(items, 8_001, { ...BOUNDS, effort: 20_000 })).toEqual({ kind: 'too_large', covers: [] });
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

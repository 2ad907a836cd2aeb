import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimBestMutual, claimGreedily, type Edge } from './claim.ts';

const edges = fc
  .uniqueArray(fc.record({ left: fc.nat(7), right: fc.nat(7), weight: fc.integer({ min: 1, max: 6 }) }), {
    selector: ({ left, right }) => `${left} ${right}`,
    maxLength: 40,
  })
  .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));

const text = (list: readonly Edge[]) => list.map(({ left, right }) => `${left} ${right}`).toSorted();

describe('[PY-MATCH-09] one-to-one claims', () => {
  it('no item is claimed twice, claimed and contested, or in two contested groups', () => {
    fc.assert(
      fc.property(edges, ([list]) => {
        const { claimed, contested } = claimBestMutual(list);
        for (const side of ['left', 'right'] as const) {
          const ofGroups = contested.flatMap((group) => [...new Set(group.map((edge) => edge[side]))]);
          const all = [...claimed.map((edge) => edge[side]), ...ofGroups];
          expect(new Set(all).size).toBe(all.length);
        }
      }),
    );
  });

  it('the order of reading changes nothing', () => {
    fc.assert(
      fc.property(edges, ([list, shuffled]) => {
        expect(text(claimBestMutual(shuffled).claimed)).toEqual(text(claimBestMutual(list).claimed));
        expect(text(claimBestMutual(shuffled).contested.flat())).toEqual(text(claimBestMutual(list).contested.flat()));
      }),
    );
  });

  it('what is claimed has no heavier or equal pair that was still free', () => {
    fc.assert(
      fc.property(edges, ([list]) => {
        const { claimed, contested } = claimBestMutual(list);
        const weightOf = (edge: Edge, side: 'left' | 'right') =>
          Math.max(
            0,
            ...[...claimed, ...contested.flat()].filter((one) => one[side] === edge[side]).map((one) => one.weight),
          );
        // A pair that was passed over lost an item to one at least as heavy.
        for (const edge of list)
          if (!claimed.includes(edge) && !contested.flat().includes(edge))
            expect(Math.max(weightOf(edge, 'left'), weightOf(edge, 'right'))).toBeGreaterThanOrEqual(edge.weight);
      }),
    );
  });

  it('equal pairs of one item are contested, also where figures of a scorer take the first', () => {
    const two = [
      { left: 0, right: 0, weight: 5 },
      { left: 0, right: 1, weight: 5 },
    ];
    expect(claimBestMutual(two)).toEqual({ claimed: [], contested: [two] });
    expect(claimGreedily(two)).toEqual([two[0]]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginPass, type Pass, readPage } from './passes.ts';

/** Reads a list to its end; `between` may change it after each page. Returns the ids in the order in which they came. */
function readAll(list: number[], size: number, between: (round: number) => void, from: number | null = null): number[] {
  const seen: number[] = [];
  let pass: Pass = beginPass('2026-11-28T00:00:00Z', from);
  for (let round = 0; round < 500; round += 1) {
    const page = list.slice(pass.offset, pass.offset + size).map((id) => ({ id, mayChange: true }));
    const verdict = readPage(pass, page, { size, total: list.length }, null);
    pass = verdict.next;
    if (verdict.kind === 'take') {
      seen.push(...page.slice(verdict.fresh).map(({ id }) => id));
      if (verdict.done) return seen;
    }
    between(round);
  }
  throw new Error('it never ends');
}

describe('[PY-WHM-01] a list that pages by offset and changes while it is read', () => {
  it('is read whole, each item once, also where items leave it and come to it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 2, max: 9 }),
        fc.array(fc.record({ round: fc.nat(20), at: fc.nat(59), add: fc.boolean() }), { maxLength: 12 }),
        (length, size, changes) => {
          const list = Array.from({ length }, (_, index) => index + 1);
          const gone = new Set<number>();
          const seen = readAll(list, size, (round) => {
            for (const change of changes.filter((one) => one.round === round)) {
              if (change.add) list.push((list.at(-1) ?? 0) + 1);
              else for (const id of list.splice(change.at, 1)) gone.add(id);
            }
          });
          expect(new Set(seen).size).toBe(seen.length);
          // What was there all the time was read; nothing that stayed was left out.
          expect(list.filter((id) => id <= length && !gone.has(id) && !seen.includes(id))).toEqual([]);
        },
      ),
    );
  });

  it('planted bug: pages that do not overlap leave an item out when an earlier one leaves', () => {
    const list = [1, 2, 3, 4, 5, 6];
    const seen: number[] = [];
    for (let offset = 0; offset < list.length; offset += 2) {
      seen.push(...list.slice(offset, offset + 2));
      if (offset === 0) list.shift();
    }
    expect(seen).not.toContain(3);
    expect(readAll([1, 2, 3, 4, 5, 6], 2, () => undefined)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('that begins behind an item which may change steps back until it is before it', () => {
    const items = (...ids: number[]) => ids.map((id) => ({ id, mayChange: id >= 5 }));
    const pass = beginPass('x', 4);
    const late = readPage(pass, items(7, 8), { size: 2, total: 9 }, 5);
    expect(late).toMatchObject({ kind: 'back', next: { offset: 2 } });
    expect(readPage(late.next, items(4, 5), { size: 2, total: 9 }, 5)).toMatchObject({
      kind: 'take',
      fresh: 0,
      next: { offset: 3, lastId: 5, firstOpen: 3 },
    });
  });
});

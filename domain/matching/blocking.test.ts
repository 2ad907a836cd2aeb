import { describe, expect, it } from 'vitest';
import { type BlockKey, visitPairs } from './blocking.ts';

interface Item {
  keys: string[];
  at: number;
}
const key = (over: Partial<BlockKey<Item, Item>> = {}): BlockKey<Item, Item> => ({
  name: 'key',
  leftKeys: ({ keys }) => keys,
  rightKeys: ({ keys }) => keys,
  leftAt: ({ at }) => at,
  rightAt: ({ at }) => at,
  within: 10,
  most: 3,
  ...over,
});
const item = (at: number, ...keys: string[]): Item => ({ keys, at });

function pairs(lefts: Item[], rights: Item[], keys: BlockKey<Item, Item>[]) {
  const found: string[] = [];
  const counts = visitPairs(lefts, rights, keys, (left, right) => found.push(`${left} ${right}`));
  return { found, counts };
}

describe('[PY-MATCH-05] blocks of candidates', () => {
  it('pairs with a key in common come once, by whatever keys', () => {
    const { found, counts } = pairs([item(0, 'a', 'b')], [item(0, 'b', 'a'), item(0, 'c')], [key(), key()]);
    expect(found).toEqual(['0 0']);
    expect(counts).toEqual({ pairs: 1, cut: 0 });
  });

  it('a block gives its nearest members only, and says that it held more', () => {
    const rights = [5, 1, 9, 3, 40].map((at) => item(at, 'a'));
    expect(pairs([item(4, 'a')], rights, [key()])).toEqual({
      found: ['0 0', '0 3', '0 1'],
      counts: { pairs: 3, cut: 1 },
    });
    expect(pairs([item(4, 'a')], rights, [key({ most: 9 })]).counts).toEqual({ pairs: 4, cut: 0 });
  });
});

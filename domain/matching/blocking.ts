/**
 * One way to find pairs worth comparing: items of both sides with a key in common, the nearest first. Cost stays
 * near-linear because a block gives one item at most `most` candidates, however large the block is.
 */
export interface BlockKey<Left, Right> {
  name: string;
  leftKeys: (item: Left) => readonly string[];
  rightKeys: (item: Right) => readonly string[];
  /** Where an item lies in its block, e.g. its day or the logarithm of its amount. */
  leftAt: (item: Left) => number;
  rightAt: (item: Right) => number;
  /** Candidates further away than this are left out. */
  within: number;
  most: number;
}

export interface BlockCounts {
  pairs: number;
  /** How often a block held more than it gave: such candidates may have been missed. */
  cut: number;
}

interface Block {
  members: number[];
  at: number[];
}

/** Keys that a left item has: a block that nobody asks for is not filled. */
function wantedOf<Left, Right>(lefts: readonly Left[], key: BlockKey<Left, Right>): Set<string> {
  const wanted = new Set<string>();
  for (const left of lefts) for (const text of key.leftKeys(left)) wanted.add(text);
  return wanted;
}

function indexOf<Left, Right>(
  rights: readonly Right[],
  key: BlockKey<Left, Right>,
  wanted: ReadonlySet<string>,
): Map<string, Block> {
  const blocks = new Map<string, Block>();
  // Filled in the order of their place, so that no block has to be sorted by itself.
  const order = rights.map((item, index) => ({ index, at: key.rightAt(item) }));
  order.sort((left, right) => left.at - right.at || left.index - right.index);
  for (const { index, at } of order)
    for (const text of key.rightKeys(rights[index] as Right)) {
      if (!wanted.has(text)) continue;
      const block = blocks.get(text);
      if (!block) blocks.set(text, { members: [index], at: [at] });
      else if (block.members.at(-1) !== index) {
        block.members.push(index);
        block.at.push(at);
      }
    }
  return blocks;
}

/** First place in an ascending list whose value is not below `value`. */
function firstNotBelow(list: readonly number[], value: number): number {
  let [from, to] = [0, list.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((list[middle] as number) < value) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Visits the nearest members of a block, nearest first; false when it held more than it gave. */
function visitNearest(
  block: Block,
  at: number,
  { within, most }: { within: number; most: number },
  visit: (member: number) => void,
): boolean {
  let above = firstNotBelow(block.at, at);
  let below = above - 1;
  for (let given = 0; given < most; given += 1) {
    const up = above < block.at.length ? (block.at[above] as number) - at : Number.POSITIVE_INFINITY;
    const down = below >= 0 ? at - (block.at[below] as number) : Number.POSITIVE_INFINITY;
    if (Math.min(up, down) > within) return true;
    if (up <= down) visit(block.members[above++] as number);
    else visit(block.members[below--] as number);
  }
  const next = Math.min(
    (block.at[above] ?? Number.POSITIVE_INFINITY) - at,
    at - (block.at[below] ?? Number.NEGATIVE_INFINITY),
  );
  return next > within;
}

/**
 * Visits every pair that has a key in common, each once, by the union of all keys. Pairs are given by index, all of one
 * left item together; they are not kept.
 */
export function visitPairs<Left, Right>(
  lefts: readonly Left[],
  rights: readonly Right[],
  keys: readonly BlockKey<Left, Right>[],
  visit: (left: number, right: number) => void,
): BlockCounts {
  const indexes = keys.map((key) => indexOf(rights, key, wantedOf(lefts, key)));
  const seenBy = new Int32Array(rights.length).fill(-1);
  const counts: BlockCounts = { pairs: 0, cut: 0 };
  for (let left = 0; left < lefts.length; left += 1) {
    const item = lefts[left] as Left;
    const take = (right: number) => {
      if (seenBy[right] === left) return;
      seenBy[right] = left;
      counts.pairs += 1;
      visit(left, right);
    };
    for (let at = 0; at < keys.length; at += 1) {
      const key = keys[at] as BlockKey<Left, Right>;
      const index = indexes[at] as Map<string, Block>;
      for (const text of key.leftKeys(item)) {
        const block = index.get(text);
        if (block && !visitNearest(block, key.leftAt(item), key, take)) counts.cut += 1;
      }
    }
  }
  return counts;
}

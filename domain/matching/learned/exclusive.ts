/** Pairs with what the fields say of them: bits for belonging together, without any prior. */
export interface WeighedPairs {
  lefts: Int32Array;
  rights: Int32Array;
  bits: Float64Array;
  /** Items of each side, with candidates or without. */
  leftItems: number;
  rightItems: number;
}

export interface Exclusive {
  /** Of each pair, that the two belong together, given that every item has at most one counterpart. */
  probabilities: Float64Array;
  /** Before anything was compared, of any pair, in bits. */
  priorBits: number;
  /** Share of the left items that have a counterpart. */
  pairedShare: number;
}

/** Beyond this more bits change nothing, and would overflow. */
const MOST_BITS = 60;
const MESSAGE_ROUNDS = 10;
const SHARE_ROUNDS = 15;
const FEWEST_FOR_SHARE = 200;
const bounded = (share: number, leftItems: number, rightItems: number) =>
  Math.min(0.999, Math.max(0.001, Math.min(share, rightItems / Math.max(1, leftItems))));

/** Sums a value per item. */
function sumPer(items: Int32Array, values: Float64Array, size: number): Float64Array {
  const sums = new Float64Array(size);
  for (let pair = 0; pair < items.length; pair += 1)
    sums[items[pair] as number] = (sums[items[pair] as number] as number) + (values[pair] as number);
  return sums;
}

/** What each pair is worth to one side once its rivals on the other side are taken into account. */
function lessRivals(odds: Float64Array, items: Int32Array, seen: Float64Array, size: number): Float64Array {
  const sums = sumPer(items, seen, size);
  return odds.map(
    (own, pair) => own / (1 + Math.max(0, (sums[items[pair] as number] as number) - (seen[pair] as number))),
  );
}

/** Probabilities under fixed odds, by messages between the two sides (belief propagation on matchings). */
function settle(odds: Float64Array, { lefts, rights, leftItems, rightItems }: WeighedPairs): Float64Array {
  let toLeft = odds;
  for (let round = 0; round < MESSAGE_ROUNDS; round += 1)
    toLeft = lessRivals(odds, rights, lessRivals(odds, lefts, toLeft, leftItems), rightItems);
  const sums = sumPer(lefts, toLeft, leftItems);
  return toLeft.map((own, pair) => own / (1 + (sums[lefts[pair] as number] as number)));
}

/**
 * Turns weights into probabilities under the rule that an item belongs to at most one other: two equal candidates are
 * about one half each, and a candidate that another item needs more is less likely. The share of items that have a
 * counterpart is estimated from the same pairs, or taken from `pairedShare` where there are too few.
 */
export function exclusiveProbabilities(pairs: WeighedPairs, pairedShare: number): Exclusive {
  const { bits, leftItems, rightItems } = pairs;
  let share = bounded(pairedShare, leftItems, rightItems);
  for (let round = 0; ; round += 1) {
    const priorBits = Math.log2(share / (1 - share) / Math.max(1, rightItems));
    const odds = bits.map((own) => 2 ** Math.min(MOST_BITS, own + priorBits));
    const probabilities = settle(odds, pairs);
    if (leftItems < FEWEST_FOR_SHARE || round === SHARE_ROUNDS) return { probabilities, priorBits, pairedShare: share };
    const expected = probabilities.reduce((sum, one) => sum + one, 0);
    const next = bounded(expected / leftItems, leftItems, rightItems);
    if (Math.abs(next - share) < 1e-4) return { probabilities, priorBits, pairedShare: share };
    share = next;
  }
}

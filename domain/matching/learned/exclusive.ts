/** Pairs with what the fields say of them: bits for belonging together, without any prior. */
export interface WeighedPairs {
  lefts: Int32Array;
  rights: Int32Array;
  bits: Float64Array;
}

export interface Exclusive {
  /** Of each pair, that the two belong together, given that every item has at most one counterpart. */
  probabilities: Float64Array;
  /** Before anything was compared, of each pair, in bits. */
  priorBits: Float64Array;
  /** Share of the smaller side that has a counterpart. */
  pairedShare: number;
}

/** Beyond this more bits change nothing, and would overflow. */
const MOST_BITS = 60;
const MESSAGE_ROUNDS = 10;
const SHARE_ROUNDS = 15;
const FEWEST_FOR_SHARE = 200;
const [LEAST_SHARE, MOST_SHARE] = [0.001, 0.999];

const perItem = (items: Int32Array): Float64Array => {
  const counts = new Float64Array(items.reduce((most, item) => Math.max(most, item + 1), 0));
  for (const item of items) counts[item] = (counts[item] as number) + 1;
  return counts;
};

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
function settle(odds: Float64Array, { lefts, rights }: WeighedPairs, sizes: [number, number]): Float64Array {
  let toLeft = odds;
  for (let round = 0; round < MESSAGE_ROUNDS; round += 1)
    toLeft = lessRivals(odds, rights, lessRivals(odds, lefts, toLeft, sizes[0]), sizes[1]);
  const sums = sumPer(lefts, toLeft, sizes[0]);
  return toLeft.map((own, pair) => own / (1 + (sums[lefts[pair] as number] as number)));
}

/**
 * Turns weights into probabilities under the rule that an item belongs to at most one other: two equal candidates are
 * about one half each, and a candidate that another item needs more is less likely. The share of items that have a
 * counterpart is estimated from the same pairs, or taken from `pairedShare` where there are too few.
 */
export function exclusiveProbabilities(pairs: WeighedPairs, pairedShare: number): Exclusive {
  const { lefts, rights, bits } = pairs;
  const [ofLeft, ofRight] = [perItem(lefts), perItem(rights)];
  const smaller = Math.min(
    ofLeft.reduce((sum, count) => sum + Math.min(1, count), 0),
    ofRight.reduce((sum, count) => sum + Math.min(1, count), 0),
  );
  const choices = bits.map((_, pair) =>
    Math.sqrt((ofLeft[lefts[pair] as number] as number) * (ofRight[rights[pair] as number] as number)),
  );
  let share = Math.min(MOST_SHARE, Math.max(LEAST_SHARE, pairedShare));
  for (let round = 0; ; round += 1) {
    const priorBits = choices.map((count) => Math.log2(share / (1 - share) / count));
    const odds = bits.map((own, pair) => 2 ** Math.min(MOST_BITS, own + (priorBits[pair] as number)));
    const probabilities = settle(odds, pairs, [ofLeft.length, ofRight.length]);
    if (smaller < FEWEST_FOR_SHARE || round === SHARE_ROUNDS) return { probabilities, priorBits, pairedShare: share };
    const expected = probabilities.reduce((sum, one) => sum + one, 0);
    const next = Math.min(MOST_SHARE, Math.max(LEAST_SHARE, expected / smaller));
    if (Math.abs(next - share) < 1e-4) return { probabilities, priorBits, pairedShare: share };
    share = next;
  }
}

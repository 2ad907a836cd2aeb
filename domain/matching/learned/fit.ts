import { type FieldSpec, guessedBits, levelNames, UNKNOWN_LEVEL } from './fields.ts';
import type { LearnedModel } from './schema.ts';
import { type VectorCounts, vectorCode } from './vectors.ts';

export interface FitOptions {
  version: string;
  fields: readonly FieldSpec[];
  /** Items of the smaller side: more pairs than these can't belong together. */
  items: number;
  /** Most passes; it ends before when nothing moves any more. */
  passes?: number;
}

export type FitResult =
  | { kind: 'fitted'; model: LearnedModel }
  /** Too few pairs to tell anything. */
  | { kind: 'too_little_data'; pairs: number }
  /** The two kinds of pairs that it found can't be matches and others: more matches than items. */
  | { kind: 'not_plausible'; expectedMatches: number };

const FEWEST_PAIRS = 200;
const PASSES = 40;
/** Seen pairs that each level is given in advance, so that one never seen is unlikely and not impossible. */
const IN_ADVANCE = 0.5;
const STILL = 1e-7;

interface Vector {
  levels: number[];
  count: number;
  /** Probability that pairs like this belong together. */
  match: number;
}

interface Shares {
  ofMatches: number[][];
  ofOthers: number[][];
  matches: number;
}

/** Shares of the levels among matches and others under the present probabilities. An unknown level counts for neither. */
function sharesOf(vectors: readonly Vector[], sizes: readonly number[]): Shares {
  const ofMatches = sizes.map((size) => new Array<number>(size).fill(IN_ADVANCE / size));
  const ofOthers = sizes.map((size) => new Array<number>(size).fill(IN_ADVANCE / size));
  let matches = 0;
  for (const { levels, count, match } of vectors) {
    matches += count * match;
    for (let at = 0; at < sizes.length; at += 1) {
      const level = levels[at] as number;
      if (level === UNKNOWN_LEVEL) continue;
      const [one, other] = [ofMatches[at] as number[], ofOthers[at] as number[]];
      one[level] = (one[level] as number) + count * match;
      other[level] = (other[level] as number) + count * (1 - match);
    }
  }
  const asShares = (counts: number[]) => {
    const sum = counts.reduce((total, one) => total + one, 0);
    return counts.map((one) => one / sum);
  };
  return { ofMatches: ofMatches.map(asShares), ofOthers: ofOthers.map(asShares), matches };
}

/** Probabilities under these shares; returns how much the likeliest change was. */
function judge(vectors: Vector[], { ofMatches, ofOthers, matches }: Shares, pairs: number): number {
  const prior = Math.log2(matches / Math.max(1e-9, pairs - matches));
  const bits = ofMatches.map((levels, at) =>
    levels.map((share, level) => Math.log2(share / (ofOthers[at]?.[level] as number))),
  );
  let moved = 0;
  for (const vector of vectors) {
    let sum = prior;
    for (let at = 0; at < bits.length; at += 1) sum += bits[at]?.[vector.levels[at] as number] ?? 0;
    const match = 1 / (1 + 2 ** -sum);
    moved += Math.abs(match - vector.match) * vector.count;
    vector.match = match;
  }
  return moved / pairs;
}

/**
 * Fits the model without labels by expectation and maximisation (Fellegi and Sunter 1969; Winkler 1988). Fields are taken
 * as independent of each other, which real ones are not quite: what is shown as a probability is therefore made from the
 * weights by `exclusiveProbabilities`, and can be corrected by decisions (`calibrate.ts`).
 */
export function fitModel({ pairs, counts }: VectorCounts, options: FitOptions): FitResult {
  if (pairs < FEWEST_PAIRS || options.items === 0) return { kind: 'too_little_data', pairs };
  const { fields, items, version } = options;
  const code = vectorCode(fields);
  const sizes = fields.map((spec) => levelNames(spec).length);
  const prior = Math.log2(Math.min(0.5, items / pairs));
  const vectors = [...counts]
    .toSorted(([one], [other]) => one - other)
    .map(([vector, count]): Vector => {
      const levels = code.decode(vector);
      const guess = fields.reduce((sum, spec, at) => sum + guessedBits(spec, levels[at] as number), prior);
      return { levels, count, match: 1 / (1 + 2 ** -guess) };
    });
  let passes = 0;
  let shares = sharesOf(vectors, sizes);
  for (; passes < (options.passes ?? PASSES); passes += 1) {
    const moved = judge(vectors, shares, pairs);
    shares = sharesOf(vectors, sizes);
    if (moved < STILL) break;
  }
  if (shares.matches > items * 1.5) return { kind: 'not_plausible', expectedMatches: Math.round(shares.matches) };
  const model: LearnedModel = {
    kind: 'fellegi_sunter',
    version,
    fields: fields.map((spec, at) => ({
      spec,
      ofMatches: shares.ofMatches[at] as number[],
      ofOthers: shares.ofOthers[at] as number[],
    })),
    pairedShare: Math.min(0.999, shares.matches / items),
    trainedOn: { pairs, vectors: vectors.length, passes },
  };
  return { kind: 'fitted', model };
}

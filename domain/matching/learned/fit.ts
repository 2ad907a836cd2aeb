import { type FieldSpec, guessedBits, levelNames, UNKNOWN_LEVEL } from './fields.ts';
import type { LearnedModel } from './schema.ts';
import { type VectorCounts, vectorCode } from './vectors.ts';

export interface FitOptions {
  version: string;
  fields: readonly FieldSpec[];
  /** Items of each side, whether they have candidates or not. */
  lefts: number;
  rights: number;
  /** Levels of pairs that were not chosen to be alike (`visitSpreadPairs`). */
  spread: readonly (readonly number[])[];
}

export type FitResult =
  | { kind: 'fitted'; model: LearnedModel }
  /** Too few pairs to tell anything. */
  | { kind: 'too_little_data'; pairs: number }
  /** What it found can't be pairs that belong together: there are almost none. */
  | { kind: 'not_plausible'; expectedMatches: number };

const FEWEST_PAIRS = 200;
const FEWEST_MATCHES = 20;
const MOST_PASSES = 40;
/** Seen pairs that each field is given in advance, over its levels, so that one never seen is unlikely and not impossible. */
const IN_ADVANCE = 0.5;
const STILL = 1e-6;
const FIRST_SHARE = 0.7;

/** Counts of the levels of each field: of blocked pairs by combination, and of all pairs there are. */
interface Levels {
  ofVector: number[][];
  sizes: number[];
  /** Of all pairs of the two sides, blocked or not. */
  all: number[][];
}

/**
 * How often a level is seen among all pairs. Blocked pairs are counted; the others are estimated from the spread ones. A
 * level that speaks for a match is seen almost only among blocked pairs, so it is exact where that matters.
 */
function countLevels(counts: VectorCounts, { fields, lefts, rights, spread }: FitOptions): Levels {
  const code = vectorCode(fields);
  const sizes = fields.map((spec) => levelNames(spec).length);
  const ofVector = counts.codes.map((vector) => code.decode(vector));
  const timesSeen = new Float64Array(counts.codes.length);
  for (const vector of counts.seen) timesSeen[vector] = (timesSeen[vector] as number) + 1;
  const all = fields.map((_, at) => {
    const blocked = new Array<number>(sizes[at] ?? 0).fill(0);
    const sampled = [...blocked];
    for (const [vector, levels] of ofVector.entries())
      if (levels[at] !== UNKNOWN_LEVEL)
        blocked[levels[at] as number] = (blocked[levels[at] as number] as number) + (timesSeen[vector] as number);
    for (const levels of spread)
      if (levels[at] !== UNKNOWN_LEVEL) sampled[levels[at] as number] = (sampled[levels[at] as number] as number) + 1;
    const factor = (lefts * rights) / Math.max(1, spread.length);
    return blocked.map((count, level) => Math.max(count, (sampled[level] as number) * factor));
  });
  return { ofVector, sizes, all };
}

/** Expected matches of each combination, when every left item has at most one among its candidates. */
function expectMatches(
  { seen, starts }: VectorCounts,
  odds: Float64Array,
): { expected: Float64Array; matches: number } {
  const expected = new Float64Array(odds.length);
  let matches = 0;
  for (let group = 0; group + 1 < starts.length; group += 1) {
    const [from, to] = [starts[group] as number, starts[group + 1] as number];
    let sum = 0;
    for (let pair = from; pair < to; pair += 1) sum += odds[seen[pair] as number] as number;
    for (let pair = from; pair < to; pair += 1) {
      const vector = seen[pair] as number;
      expected[vector] = (expected[vector] as number) + (odds[vector] as number) / (1 + sum);
    }
    matches += sum / (1 + sum);
  }
  return { expected, matches };
}

const asShares = (counts: readonly number[]): number[] => {
  const filled = counts.map((count) => Math.max(0, count) + IN_ADVANCE / counts.length);
  const sum = filled.reduce((total, count) => total + count, 0);
  return filled.map((count) => count / sum);
};

/** Shares of the levels among matches and among all other pairs. An unknown level counts for neither. */
function sharesOf({ ofVector, sizes, all }: Levels, expected: Float64Array) {
  const matched = sizes.map((size) => new Array<number>(size).fill(0));
  for (const [vector, levels] of ofVector.entries())
    for (const [at, level] of levels.entries())
      if (level !== UNKNOWN_LEVEL) {
        const own = matched[at] as number[];
        own[level] = (own[level] as number) + (expected[vector] as number);
      }
  return {
    ofMatches: matched.map(asShares),
    ofOthers: all.map((counts, at) => asShares(counts.map((count, level) => count - (matched[at]?.[level] ?? 0)))),
  };
}

type Shares = ReturnType<typeof sharesOf>;

/** Odds of each combination: what its levels say, before any rival, with the share of items that have a counterpart. */
function oddsOf({ ofVector }: Levels, { ofMatches, ofOthers }: Shares, priorBits: number): Float64Array {
  const bits = ofMatches.map((levels, at) =>
    levels.map((share, level) => Math.log2(share / (ofOthers[at]?.[level] as number))),
  );
  return Float64Array.from(ofVector, (levels) => {
    let sum = priorBits;
    for (let at = 0; at < bits.length; at += 1) sum += bits[at]?.[levels[at] as number] ?? 0;
    return 2 ** Math.min(60, sum);
  });
}

const priorOf = (share: number, rights: number) => Math.log2(share / (1 - share) / Math.max(1, rights));
const bounded = (share: number) => Math.min(0.999, Math.max(0.001, share));

/**
 * Fits the model without labels by expectation and maximisation (Fellegi and Sunter 1969; Winkler 1988), with two changes:
 * a left item has at most one counterpart, so that the other invoices of the right client are no matches; and the shares
 * among other pairs are those of all pairs, not of the blocked ones. Fields are taken as independent of each other, which
 * real ones are not quite: probabilities are therefore made by `exclusiveProbabilities`, and corrected by decisions
 * (`calibrate.ts`).
 */
export function fitModel(counts: VectorCounts, options: FitOptions): FitResult {
  const pairs = counts.seen.length;
  if (pairs < FEWEST_PAIRS) return { kind: 'too_little_data', pairs };
  const { fields, lefts, rights, version } = options;
  const levels = countLevels(counts, options);
  let prior = priorOf(FIRST_SHARE, rights);
  // Where it begins: guessed bits beside the candidates of the same item, without a prior.
  let odds: Float64Array = Float64Array.from(
    levels.ofVector,
    (own) => 2 ** fields.reduce((sum, spec, at) => sum + guessedBits(spec, own[at] as number), -1),
  );
  let [matches, passes] = [0, 0];
  let shares: Shares | null = null;
  for (; passes < MOST_PASSES; passes += 1) {
    const next = expectMatches(counts, odds);
    shares = sharesOf(levels, next.expected);
    prior = priorOf(bounded(next.matches / lefts), rights);
    odds = oddsOf(levels, shares, prior);
    const moved = Math.abs(next.matches - matches) / Math.max(1, lefts);
    matches = next.matches;
    if (moved < STILL) break;
  }
  if (!shares || matches < FEWEST_MATCHES) return { kind: 'not_plausible', expectedMatches: Math.round(matches) };
  const { ofMatches, ofOthers } = shares;
  const model: LearnedModel = {
    kind: 'fellegi_sunter',
    version,
    fields: fields.map((spec, at) => ({ spec, ofMatches: ofMatches[at] ?? [], ofOthers: ofOthers[at] ?? [] })),
    pairedShare: bounded(matches / lefts),
    trainedOn: { pairs, vectors: counts.codes.length, passes },
  };
  return { kind: 'fitted', model };
}

import { type BlockCounts, type BlockKey, visitPairs } from '../blocking.ts';
import { exclusiveProbabilities } from './exclusive.ts';
import type { FieldSpec } from './fields.ts';
import { type FitResult, fitModel } from './fit.ts';
import type { LearnedModel } from './schema.ts';
import { bitsOf, weightsOf } from './score.ts';
import { vectorCode, vectorCounter, visitSpreadPairs } from './vectors.ts';

/** Two lists of which items belong together, and how a pair is compared. */
export interface LinkTask<Left, Right> {
  lefts: readonly Left[];
  rights: readonly Right[];
  blocks: readonly BlockKey<Left, Right>[];
  /** Levels of each field of a pair, in the order of the fields of the model. */
  levels: (left: Left, right: Right) => number[];
}

/** Enough to tell the share of a level that one pair in some thousands has. */
const SPREAD_PAIRS = 100_000;

/** Fits a model to two lists as they are, without being told which items belong together. */
export function trainLink<Left, Right>(
  { lefts, rights, blocks, levels }: LinkTask<Left, Right>,
  { fields, version }: { fields: readonly FieldSpec[]; version: string },
): FitResult {
  const code = vectorCode(fields);
  const counter = vectorCounter();
  const levelsAt = (left: number, right: number) => levels(lefts[left] as Left, rights[right] as Right);
  visitPairs(lefts, rights, blocks, (left, right) => counter.add(left, code.encode(levelsAt(left, right))));
  const spread: number[][] = [];
  visitSpreadPairs(lefts.length, rights.length, SPREAD_PAIRS, (left, right) => spread.push(levelsAt(left, right)));
  return fitModel(counter.counts(), { version, fields, lefts: lefts.length, rights: rights.length, spread });
}

export interface LinkedPair {
  /** Places in the two lists. */
  left: number;
  right: number;
  /** That the two belong together, given all rivals. */
  probability: number;
}

/** All candidate pairs with their probabilities. `priorBits` is where each waterfall begins. */
export function scoreLink<Left, Right>(
  { lefts, rights, blocks, levels }: LinkTask<Left, Right>,
  model: LearnedModel,
): { pairs: LinkedPair[]; priorBits: number; compared: BlockCounts } {
  const weights = weightsOf(model);
  const found = { lefts: [] as number[], rights: [] as number[], bits: [] as number[] };
  const compared = visitPairs(lefts, rights, blocks, (left, right) => {
    found.lefts.push(left);
    found.rights.push(right);
    found.bits.push(bitsOf(weights, levels(lefts[left] as Left, rights[right] as Right)));
  });
  const { probabilities, priorBits } = exclusiveProbabilities(
    {
      lefts: Int32Array.from(found.lefts),
      rights: Int32Array.from(found.rights),
      bits: Float64Array.from(found.bits),
      leftItems: lefts.length,
      rightItems: rights.length,
    },
    model.pairedShare,
  );
  const pairs = found.lefts.map(
    (left, at): LinkedPair => ({ left, right: found.rights[at] as number, probability: probabilities[at] as number }),
  );
  return { pairs, priorBits, compared };
}

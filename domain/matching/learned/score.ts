import type { Evidence } from '../evidence.ts';
import { levelNames, UNKNOWN_LEVEL } from './fields.ts';
import type { LearnedModel } from './schema.ts';

const MOST_FIELD_BITS = 24;
/** Fewer bits than this say neither yes nor no. */
const TELLING_BITS = 1;

/** Bits of every level of every field. */
export const weightsOf = ({ fields }: LearnedModel): number[][] =>
  fields.map(({ ofMatches, ofOthers }) =>
    ofMatches.map((share, level) =>
      Math.max(-MOST_FIELD_BITS, Math.min(MOST_FIELD_BITS, Math.log2(share / (ofOthers[level] ?? share)))),
    ),
  );

/** What all fields say together, in bits; an unknown field says nothing. */
export function bitsOf(weights: readonly (readonly number[])[], levels: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < weights.length; at += 1) sum += weights[at]?.[levels[at] as number] ?? 0;
  return sum;
}

/** The waterfall of a pair: one line for each field, in bits. */
export const evidenceOf = (
  model: LearnedModel,
  weights: readonly (readonly number[])[],
  levels: readonly number[],
): Evidence[] =>
  model.fields.map(({ spec }, at) => {
    const level = levels[at] as number;
    if (level === UNKNOWN_LEVEL) return { field: spec.field, verdict: 'unknown', points: 0 };
    const points = weights[at]?.[level] ?? 0;
    const verdict = points >= TELLING_BITS ? 'agree' : points <= -TELLING_BITS ? 'disagree' : 'graded';
    return { field: spec.field, verdict, points, level: levelNames(spec)[level] };
  });

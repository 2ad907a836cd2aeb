import { type FieldSpec, levelNames, UNKNOWN_LEVEL } from './fields.ts';

/**
 * How often each combination of levels was seen. Pairs are counted as they come and never kept, so the memory of a fit
 * grows with the number of different combinations and not with the number of pairs.
 */
export interface VectorCounts {
  pairs: number;
  counts: Map<number, number>;
}

export interface VectorCode {
  /** One number for the levels of all fields. */
  encode: (levels: readonly number[]) => number;
  decode: (code: number) => number[];
}

export function vectorCode(fields: readonly FieldSpec[]): VectorCode {
  const sizes = fields.map((spec) => levelNames(spec).length + 1);
  return {
    encode: (levels) => sizes.reduce((code, size, at) => code * size + (levels[at] as number) - UNKNOWN_LEVEL, 0),
    decode(code) {
      let rest = code;
      const levels = sizes.map(() => 0);
      for (let at = sizes.length - 1; at >= 0; at -= 1) {
        const size = sizes[at] as number;
        levels[at] = (rest % size) + UNKNOWN_LEVEL;
        rest = Math.floor(rest / size);
      }
      return levels;
    },
  };
}

export const emptyCounts = (): VectorCounts => ({ pairs: 0, counts: new Map() });

export function countVector(into: VectorCounts, code: number): void {
  into.pairs += 1;
  into.counts.set(code, (into.counts.get(code) ?? 0) + 1);
}

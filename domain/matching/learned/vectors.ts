import { type FieldSpec, levelNames, UNKNOWN_LEVEL } from './fields.ts';

export interface VectorCode {
  /** One number for the levels of all fields. Throws RangeError for a level that its field does not have. */
  encode: (levels: readonly number[]) => number;
  decode: (code: number) => number[];
}

export function vectorCode(fields: readonly FieldSpec[]): VectorCode {
  const sizes = fields.map((spec) => levelNames(spec).length + 1);
  return {
    encode(levels) {
      let code = 0;
      for (let at = 0; at < sizes.length; at += 1) {
        const [size, own] = [sizes[at] as number, (levels[at] as number) - UNKNOWN_LEVEL];
        // It would count as a level of the field before it.
        if (!(own >= 0 && own < size)) throw new RangeError(`field ${at} has no level ${levels[at]}`);
        code = code * size + own;
      }
      return code;
    },
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

/**
 * What a fit needs of the compared pairs: how often each combination of levels was seen, and which combinations the
 * candidates of one left item have, as one small number a pair. Records and pairs themselves are never kept.
 */
export interface VectorCounts {
  /** Combinations of levels by the number that stands for them. */
  codes: number[];
  /** Numbers of combinations, candidates of one left item together. */
  seen: Int32Array;
  /** Where in `seen` the candidates of each left item that has any begin; one more at the end. */
  starts: number[];
}

/** Counts pairs as they come, all of one left item together. */
export function vectorCounter() {
  const numberOf = new Map<number, number>();
  const codes: number[] = [];
  const starts: number[] = [];
  let seen = new Int32Array(1_024);
  let pairs = 0;
  let last = -1;
  return {
    add(left: number, code: number): void {
      if (left !== last) starts.push(pairs);
      last = left;
      let number = numberOf.get(code);
      if (number === undefined) {
        number = codes.length;
        numberOf.set(code, number);
        codes.push(code);
      }
      if (pairs === seen.length) {
        const wider = new Int32Array(seen.length * 2);
        wider.set(seen);
        seen = wider;
      }
      seen[pairs] = number;
      pairs += 1;
    },
    counts: (): VectorCounts => ({ codes, seen: seen.slice(0, pairs), starts: [...starts, pairs] }),
  };
}

/** Pairs spread evenly over both lists, the same ones each time: what two items look like that were not chosen to be alike. */
export function visitSpreadPairs(
  lefts: number,
  rights: number,
  most: number,
  visit: (left: number, right: number) => void,
): void {
  if (lefts === 0 || rights === 0) return;
  // A step without a factor in common with most lengths, so that neighbours in one list are far apart in the other.
  const step = 7_919;
  for (let pair = 0; pair < most; pair += 1)
    visit(pair % lefts, (pair * step + Math.floor(pair / lefts) * 31) % rights);
}

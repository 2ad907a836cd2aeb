import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../reviews/canonicalJson.ts';
import { finiteJson } from './finiteJson.ts';

const LOST = [Number('20,000'), Number('abc'), Number.NaN, Number.POSITIVE_INFINITY, 1 / 0, 0 / 0];

describe('a number that is none', () => {
  it('never leaves as null, which would take a limit away', () => {
    for (const limit of LOST) {
      expect(() => finiteJson({ review_limit_minor: limit })).toThrow(/review_limit_minor/);
      expect(() => finiteJson({ list: [{ deep: limit }] })).toThrow(RangeError);
      expect(() => canonicalJson({ maximum_minor: limit })).toThrow(RangeError);
    }
    expect(finiteJson({ review_limit_minor: null })).toBe('{"review_limit_minor":null}');
    expect(finiteJson({ a: 1.5, b: [0] })).toBe('{"a":1.5,"b":[0]}');
  });

  it('planted bug: plain JSON is caught', () => {
    expect(LOST.map((limit) => JSON.stringify({ limit }))).toEqual(LOST.map(() => '{"limit":null}'));
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateScorer, type Judged, precisionAt, reliabilityOf } from './evaluate.ts';
import { exclusiveProbabilities } from './exclusive.ts';
import { type FieldSpec, levelNames, levelOf, UNKNOWN_LEVEL } from './fields.ts';
import { fitModel } from './fit.ts';
import { type HeldOutSample, judgePromotion } from './promotion.ts';
import { rarityOf } from './rarity.ts';
import { learnedModelSchema } from './schema.ts';
import { bitsOf, weightsOf } from './score.ts';
import { vectorCode, vectorCounter } from './vectors.ts';

const FIELDS: FieldSpec[] = [
  { field: 'amount', kind: 'amount', rareBits: [2], bounds: [0.01, 0.1] },
  { field: 'date', kind: 'days', bounds: [0, 3, 10] },
  { field: 'text', kind: 'text', bounds: [1, 3] },
];
const record = (amountMinor: number, day: number, text: string) => ({ amountMinor, day, text });
const rarity = rarityOf(['anna smith', 'anna jones', 'ben kahn', 'kaventa print'], [100, 100, 100, 100, 200]);
const level = (at: number, left: ReturnType<typeof record>, right: ReturnType<typeof record>) => {
  const spec = FIELDS[at] as FieldSpec;
  const found = levelOf(spec, left, right, rarity, UNKNOWN_LEVEL);
  return found === UNKNOWN_LEVEL ? 'unknown' : levelNames(spec)[found];
};

describe('[D-27] levels of a comparison', () => {
  it('amounts: equal ones by how rare they are, others by how far and which way', () => {
    expect(level(0, record(100, 0, ''), record(100, 0, ''))).toBe('equal, up to 2 bits');
    expect(level(0, record(200, 0, ''), record(200, 0, ''))).toBe('equal, more than 2 bits');
    expect(level(0, record(1_000, 0, ''), record(995, 0, ''))).toBe('up to 1 % lower');
    expect(level(0, record(1_000, 0, ''), record(5_000, 0, ''))).toBe('more than 10 % higher');
  });

  it('texts: what they share counts by how few others have it; a missing one says nothing', () => {
    const texts = (left: string, right: string) => level(2, record(1, 0, left), record(1, 0, right));
    expect(texts('kaventa pr', 'kaventa print')).toBe('one is the beginning of the other, up to 3 bits');
    expect(texts('anna', 'anna smith')).toBe('one is the beginning of the other, up to 1 bits');
    expect(texts('smith anna', 'anna smith')).toBe('the same, up to 3 bits');
    expect(texts('a jones', 'anna jones')).toBe('the same but for a first word cut to a letter, up to 3 bits');
    expect(texts('smith ben', 'anna smith')).toBe('begin or share words alike, up to 3 bits');
    expect(texts('ben kahn', 'anna smith')).toBe('unlike');
    expect(texts('', 'anna smith')).toBe('unknown');
  });

  it('a combination of levels is one number and back', () => {
    const code = vectorCode(FIELDS);
    const levels = fc.tuple(
      ...FIELDS.map((spec) => fc.integer({ min: UNKNOWN_LEVEL, max: levelNames(spec).length - 1 })),
    );
    fc.assert(
      fc.property(levels, (list) => {
        expect(code.decode(code.encode(list))).toEqual(list);
      }),
    );
  });
});

describe('[D-27] a level that a field does not have', () => {
  it('is refused, because it would count as another level of the field before it', () => {
    const code = vectorCode(FIELDS);
    expect(() => code.encode([levelNames(FIELDS[0] as FieldSpec).length, 0, 0])).toThrow(RangeError);
    expect(() => code.encode([0, -2, 0])).toThrow(RangeError);
  });
});

describe('[D-27] a model fitted without labels', () => {
  const GIVEN: FieldSpec[] = ['one', 'other'].map((field) => ({
    field,
    kind: 'given',
    levels: ['no', 'yes'],
    guess: [-1, 1],
  }));
  /** 300 items with four candidates each; of 240 one belongs to them and agrees nine times of ten, the others once of ten. */
  function counts() {
    const code = vectorCode(GIVEN);
    const counter = vectorCounter();
    for (let left = 0; left < 300; left += 1)
      for (let candidate = 0; candidate < 4; candidate += 1) {
        const isMatch = candidate === 0 && left < 240;
        const agrees = (salt: number) => ((left * 7 + candidate * 3 + salt) % 10 === 0) !== isMatch;
        counter.add(left, code.encode([agrees(0) ? 1 : 0, agrees(5) ? 1 : 0]));
      }
    return counter.counts();
  }
  const spread = Array.from({ length: 1_000 }, (_, index) => [index % 100 === 0 ? 1 : 0, index % 100 === 50 ? 1 : 0]);

  it('finds how often matches and others agree, and how many items have a counterpart', () => {
    const fit = fitModel(counts(), { version: 'v1', fields: GIVEN, lefts: 300, rights: 300, spread });
    if (fit.kind !== 'fitted') throw new Error(fit.kind);
    expect(learnedModelSchema.parse(fit.model)).toEqual(fit.model);
    expect(fit.model.fields[0]?.ofMatches[1]).toBeGreaterThan(0.75);
    expect(fit.model.fields[0]?.ofOthers[1]).toBeLessThan(0.15);
    const weights = weightsOf(fit.model);
    expect(bitsOf(weights, [1, 1])).toBeGreaterThan(3);
    expect(bitsOf(weights, [0, 0])).toBeLessThan(-3);
    expect(bitsOf(weights, [UNKNOWN_LEVEL, UNKNOWN_LEVEL])).toBe(0);
  });

  it('is not made of too little', () => {
    const counter = vectorCounter();
    counter.add(0, 1);
    const options = { version: 'v1', fields: GIVEN, lefts: 1, rights: 1, spread: [] };
    expect(fitModel(counter.counts(), options)).toEqual({ kind: 'too_little_data', pairs: 1 });
  });
});

describe('[D-27] probabilities when an item belongs to one other at most', () => {
  const of = (pairs: [number, number, number][], items: number) =>
    exclusiveProbabilities(
      {
        lefts: Int32Array.from(pairs, ([left]) => left),
        rights: Int32Array.from(pairs, ([, right]) => right),
        bits: Float64Array.from(pairs, ([, , bits]) => bits),
        leftItems: items,
        rightItems: items,
      },
      0.9,
    ).probabilities;

  it('two equal candidates are about one half each, and one that a rival needs more is unlikely', () => {
    const [one = 0, other = 0] = of(
      [
        [0, 0, 20],
        [0, 1, 20],
      ],
      2,
    );
    expect(one).toBeCloseTo(0.5, 3);
    expect(other).toBeCloseTo(0.5, 3);
    const [strong = 0, weak = 0] = of(
      [
        [0, 0, 20],
        [1, 0, 8],
      ],
      2,
    );
    expect(strong).toBeGreaterThan(0.99);
    expect(weak).toBeLessThan(0.01);
  });

  it('of any pairs they are from 0 to 1, and those of one item come to 1 at most', () => {
    const pair = fc.tuple(fc.nat(6), fc.nat(6), fc.double({ min: -30, max: 30, noNaN: true }));
    const list = fc.uniqueArray(pair, { selector: ([left, right]) => `${left} ${right}`, minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(list, (pairs) => {
        const found = of(pairs, 7);
        const sums = new Map<number, number>();
        for (const [at, [left]] of pairs.entries()) sums.set(left, (sums.get(left) ?? 0) + (found[at] ?? Number.NaN));
        for (const sum of sums.values()) {
          expect(sum).toBeGreaterThanOrEqual(0);
          expect(sum).toBeLessThanOrEqual(1.000_001);
        }
      }),
    );
  });
});

describe('figures of a scorer', () => {
  const judged = (text: string): Judged[] => [...text].map((one, at) => ({ score: 1 - at / 100, right: one === 'y' }));

  it('F1, recall at 99 % precision and precision of the first few, by hand', () => {
    const figures = evaluateScorer(judged('yyyn'), 4);
    expect(figures.f1).toBeCloseTo(6 / 7, 9);
    expect(figures.recallAt99).toBe(0.75);
    expect(precisionAt(judged('ynyy'), 2)).toBe(0.5);
    expect(precisionAt(judged('y'), 2)).toBeNull();
  });

  it('equals are taken together: their order makes nothing better', () => {
    const same = [true, false].map((right) => ({ score: 0.5, right }));
    expect(evaluateScorer(same, 1).recallAt99).toBe(0);
    expect(evaluateScorer(same.toReversed(), 1).recallAt99).toBe(0);
  });

  it('what was said stands beside what was right', () => {
    const { bands, brier } = reliabilityOf([
      { score: 0.85, right: true },
      { score: 0.85, right: false },
    ]);
    expect(bands).toEqual([{ from: 0.8, pairs: 2, said: 0.85, right: 0.5 }]);
    expect(brier).toBeCloseTo((0.15 ** 2 + 0.85 ** 2) / 2, 9);
  });
});

describe('[D-28] [H-24] what replaces a scorer in use', () => {
  /** Ten samples of each of five users, half of them right; a good score puts the right ones first. */
  const samples = (over: (index: number) => Partial<HeldOutSample> = () => ({})): HeldOutSample[] =>
    Array.from({ length: 50 }, (_, index) => {
      const right = index % 2 === 0;
      return {
        userId: `u${index % 5}`,
        slices: ['EUR'],
        right,
        currentScore: 0.5,
        proposedScore: right ? 0.9 : 0.1,
        ...over(index),
      };
    });

  it('strictly better, with enough samples and users', () => {
    expect(judgePromotion(samples())).toMatchObject({ promote: true, reason: 'better', current: 0.5, proposed: 1 });
    expect(judgePromotion(samples().slice(0, 19))).toMatchObject({ promote: false, reason: 'not_enough_data' });
    expect(judgePromotion(samples(() => ({ userId: 'u1' })))).toMatchObject({
      promote: false,
      reason: 'not_enough_data',
    });
  });

  it('a tie keeps what is in use', () => {
    expect(judgePromotion(samples(() => ({ proposedScore: 0.5 })))).toMatchObject({
      promote: false,
      reason: 'not_better',
    });
  });

  it('a slice that gets worse stops it, however much better the rest is', () => {
    const worse = samples((index) =>
      index % 5 === 0 ? { slices: ['several'], currentScore: index % 2 === 0 ? 1 : 0, proposedScore: index % 2 } : {},
    );
    const { promote, reason, slices } = judgePromotion(worse);
    expect({ promote, reason }).toEqual({ promote: false, reason: 'slice_worse' });
    expect(slices.find(({ slice }) => slice === 'several')?.worse).toBe(true);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reviewPriority } from './priority.ts';

const task = { atRiskMinor: 4_500, confidence: 0.9, openedAtMs: 0, expiresAtMs: 7 * 86_400_000 };

describe('[D-07] order of the inbox', () => {
  it('more money, less certainty and a nearer deadline come first', () => {
    const worth = reviewPriority(task);
    expect(reviewPriority({ ...task, atRiskMinor: 9_000 })).toBeGreaterThan(worth);
    expect(reviewPriority({ ...task, confidence: 0.5 })).toBeGreaterThan(worth);
    expect(reviewPriority({ ...task, confidence: null })).toBeGreaterThan(worth);
    expect(reviewPriority({ ...task, expiresAtMs: 86_400_000 })).toBeGreaterThan(worth);
  });

  it('a day nearer is worth as much as twice the money', () => {
    const nearer = reviewPriority({ ...task, atRiskMinor: 100_000, expiresAtMs: 6 * 86_400_000 });
    const richer = reviewPriority({ ...task, atRiskMinor: 200_000 });
    expect(nearer).toBeCloseTo(richer, 3);
  });

  it('is a finite number for every amount and confidence', () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
        (atRiskMinor, confidence) =>
          Number.isFinite(reviewPriority({ atRiskMinor, confidence, openedAtMs: 1.8e12, expiresAtMs: null })),
      ),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reviewPriority, whyOnTop } from './priority.ts';

const DAY_MS = 86_400_000;
const task = { worthMinor: 4_500, confidence: 0.9, openedAtMs: 0, expiresAtMs: 7 * DAY_MS, holdEndsAtMs: null };

describe('[D-07] order of the inbox', () => {
  it('more money, less certainty and a nearer deadline come first', () => {
    const worth = reviewPriority(task);
    expect(reviewPriority({ ...task, worthMinor: 9_000 })).toBeGreaterThan(worth);
    expect(reviewPriority({ ...task, confidence: 0.5 })).toBeGreaterThan(worth);
    expect(reviewPriority({ ...task, confidence: null })).toBeGreaterThan(worth);
    expect(reviewPriority({ ...task, expiresAtMs: 86_400_000 })).toBeGreaterThan(worth);
  });

  it('a day nearer is worth as much as twice the money', () => {
    const nearer = reviewPriority({ ...task, worthMinor: 100_000, expiresAtMs: 6 * 86_400_000 });
    const richer = reviewPriority({ ...task, worthMinor: 200_000 });
    expect(nearer).toBeCloseTo(richer, 3);
  });

  it('a hold that runs out counts like a deadline; one that had run out before the task was opened does not', () => {
    const worth = reviewPriority({ ...task, expiresAtMs: null });
    expect(reviewPriority({ ...task, expiresAtMs: null, holdEndsAtMs: DAY_MS })).toBeGreaterThan(worth);
    expect(reviewPriority({ ...task, expiresAtMs: null, holdEndsAtMs: -DAY_MS })).toBe(worth);
    expect(reviewPriority({ ...task, expiresAtMs: DAY_MS, holdEndsAtMs: 9 * DAY_MS })).toBe(
      reviewPriority({ ...task, expiresAtMs: DAY_MS }),
    );
  });

  it('is a finite number for every amount and confidence', () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
        (worthMinor, confidence) =>
          Number.isFinite(
            reviewPriority({ worthMinor, confidence, openedAtMs: 1.8e12, expiresAtMs: null, holdEndsAtMs: null }),
          ),
      ),
    );
  });
});

describe('[D-07] why a task is on top, in parts', () => {
  const quiet = { worthMinor: 4_500, confidence: 0.9, expiresAtMs: 7 * DAY_MS, holdEndsAtMs: null, escalated: false };
  it('an ordinary one waits in its turn', () => expect(whyOnTop(quiet, 0)).toEqual([]));
  it('each part is said by itself, the most pressing first', () => {
    const pressing = { worthMinor: 200_000, confidence: 0.4, expiresAtMs: 1_000, holdEndsAtMs: 500, escalated: true };
    expect(whyOnTop(pressing, 0)).toEqual(['escalated', 'hold_ends', 'deadline', 'much_money', 'unsure']);
    expect(whyOnTop({ ...quiet, confidence: null }, 0)).toEqual(['no_proposal']);
  });
  it('a hold or a deadline that is over is no reason any more', () =>
    expect(whyOnTop({ ...quiet, expiresAtMs: 1_000, holdEndsAtMs: 500 }, 2_000)).toEqual([]));
});

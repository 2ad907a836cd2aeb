import { describe, expect, it } from 'vitest';
import { curvePath, heightOf, peakOf } from './curve.ts';

const SIZE = { width: 100, height: 20 };

describe('the curve behind a threshold', () => {
  it('goes from left to right, a step an hour, higher figures higher up', () => {
    expect(curvePath([0, 1], 0, SIZE)).toMatch(/^M0 19L50 19L50 [\d.]+L100 [\d.]+$/);
    expect(heightOf(2, [1, 2], 0, SIZE)).toBeLessThan(heightOf(1, [1, 2], 0, SIZE));
  });

  it('has a gap where there was no reading, and is empty without any', () => {
    expect(curvePath([1, null, 1], 0, SIZE).match(/M/g)).toHaveLength(2);
    expect(curvePath([null, null], 5, SIZE)).toBe('');
    expect(curvePath([], 5, SIZE)).toBe('');
  });

  it('stays inside its picture with its threshold, whatever the figures are', () => {
    for (const values of [[0], [1e9, 0, null], [0.001, 0.05], [3]])
      for (const threshold of [0, 0.05, 5, 1e9])
        for (const figure of [threshold, ...values]) {
          const y = heightOf(figure ?? 0, values, threshold, SIZE);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y).toBeLessThanOrEqual(SIZE.height);
        }
  });

  it('has a peak', () => {
    expect(peakOf([null, 2, 5, null])).toBe(5);
    expect(peakOf([null])).toBeNull();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut } from './waterfall.ts';

const HOUR_MS = 3_600_000;

describe('the waterfall of a run', () => {
  it('steps stand in order, as long as they took', () => {
    const { bars, gaps } = layOut(
      [
        { from: 0, to: 200 },
        { from: 200, to: 1000 },
      ],
      1000,
    );
    expect(gaps).toEqual([]);
    expect(bars).toEqual([
      { left: 0, width: 20 },
      { left: 20, width: 80 },
    ]);
  });

  it('a wait of hours between steps of milliseconds is drawn short, and the steps keep their width', () => {
    const { bars, gaps } = layOut(
      [
        { from: 0, to: 300 },
        { from: 300, to: 5 * HOUR_MS },
        { from: 5 * HOUR_MS, to: 5 * HOUR_MS + 300 },
      ],
      6 * HOUR_MS,
    );
    expect(gaps).toHaveLength(1);
    expect(gaps[0]).toMatchObject({ from: 300, to: 5 * HOUR_MS });
    expect(bars[0]?.width).toBeGreaterThan(30);
    expect(bars[2]?.width).toBeGreaterThan(30);
    expect(bars[1]?.width).toBeLessThan(20);
  });

  it('what still runs reaches up to now, and a moment is wide enough to be seen', () => {
    const { bars } = layOut(
      [
        { from: 0, to: null },
        { from: 500, to: 500 },
        { from: 1000, to: 1000 },
      ],
      1000,
    );
    expect(bars[0]).toEqual({ left: 0, width: 100 });
    expect(bars[1]?.width).toBeGreaterThan(0.5);
    expect((bars[2]?.left ?? 0) + (bars[2]?.width ?? 0)).toBeLessThanOrEqual(100);
  });

  it('nothing at all, and a single moment, are laid out too', () => {
    expect(layOut([], 5)).toMatchObject({ bars: [], gaps: [] });
    expect(layOut([{ from: 5, to: 5 }], 5).bars).toHaveLength(1);
  });

  it('whatever happened lies inside, in the order of its beginnings', () => {
    const span = fc
      .tuple(fc.integer({ min: 0, max: 1e9 }), fc.option(fc.integer({ min: 0, max: 1e9 })))
      .map(([from, length]) => ({ from, to: length === null ? null : from + length }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 30 }), (spans) => {
        const { bars, gaps } = layOut(spans, 1e9);
        for (const { left, width } of bars) {
          expect(left).toBeGreaterThanOrEqual(0);
          expect(width).toBeGreaterThan(0);
          expect(left + width).toBeLessThanOrEqual(100.0001);
        }
        for (const [index, one] of spans.entries())
          for (const [other, two] of spans.entries())
            if (one.from < two.from) expect((bars[index]?.left ?? 0) - 1).toBeLessThanOrEqual(bars[other]?.left ?? 0);
        for (const gap of gaps) expect(gap.to).toBeGreaterThan(gap.from);
      }),
    );
  });
});

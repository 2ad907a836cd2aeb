import { describe, expect, it } from 'vitest';
import { daysFrom, highest, namedDays } from './picture.ts';

describe('what a chart shows', () => {
  it('every day is there, over the end of a month and over the change of the clocks', () => {
    expect(daysFrom('2026-02-27', '2026-03-02')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02']);
    expect(daysFrom('2026-03-28', '2026-03-30')).toHaveLength(3);
    expect(daysFrom('2026-03-28', '2026-03-28')).toEqual(['2026-03-28']);
  });
  it('the axis ends above the stack, or above the highest of those beside each other', () => {
    const picture = {
      days: ['a', 'b'],
      series: ['x', 'y'],
      values: [
        [1, null],
        [2, 5],
      ],
    };
    expect([highest(picture, true), highest(picture, false)]).toEqual([5, 5]);
    expect(
      highest(
        {
          ...picture,
          values: [
            [4, 0],
            [3, 5],
          ],
        },
        true,
      ),
    ).toBe(7);
    expect(highest({ ...picture, values: [[null, null]] }, true)).toBe(0);
  });
  it('as many days are named as fit, the last one always', () => {
    const days = daysFrom('2026-11-01', '2026-11-30');
    const named = namedDays(days, 6);
    expect(named.at(-1)).toBe('2026-11-30');
    expect(named.length).toBeLessThanOrEqual(6);
    expect(namedDays(days, 0)).toEqual(['2026-11-30']);
  });
});

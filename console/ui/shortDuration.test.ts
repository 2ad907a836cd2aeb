import { describe, expect, it } from 'vitest';
import { shortDuration } from './shortDuration.ts';

describe('a length of time in its two largest units', () => {
  it.each([
    [0, '0 s'],
    [0.44, '0.4 s'],
    [12, '12 s'],
    [59.6, '1 min'],
    [60, '1 min'],
    [560, '9 min 20 s'],
    [3_599.9, '1 h'],
    [7_740, '2 h 9 min'],
    [86_399, '1 d'],
    [273_600, '3 d 4 h'],
  ])('%s seconds', (seconds, text) => expect(shortDuration(seconds)).toBe(text));
});

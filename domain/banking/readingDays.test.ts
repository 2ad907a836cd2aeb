import { describe, expect, it } from 'vitest';
import { readingDays } from './readingDays.ts';

const nowMs = Date.parse('2026-05-10T23:30:00Z');
const days = (coveredTo: string | null, historyDays: number | null = 90) =>
  readingDays({ coveredTo, historyDays, nowMs });

describe('which days are read', () => {
  it.each([
    ['never read', null, 90, '2026-02-10'],
    ['never read, of a bank that gives ten days', null, 10, '2026-05-01'],
    ['never read, of a bank that says nothing', null, null, '2026-02-10'],
    ['never read, of a bank that says too much', null, 9_999, '2024-05-11'],
    ['read yesterday', '2026-05-09', 90, '2026-05-06'],
    ['read today', '2026-05-10', 90, '2026-05-07'],
    ['read so long ago that the bank has forgotten', '2025-01-01', 90, '2026-02-10'],
    ['read by a clock that was ahead', '2026-06-01', 90, '2026-05-10'],
  ])('[U-34] %s', (_name, coveredTo, historyDays, from) => {
    expect(days(coveredTo, historyDays)).toEqual({ from, to: '2026-05-10' });
  });
});

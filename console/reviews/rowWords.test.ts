import { describe, expect, it } from 'vitest';
import { whyText } from './rowWords.ts';

const NOW = Date.parse('2026-11-27T12:00:00Z');
const task = { worth_minor: 4_500, confidence: 0.9, expires_at: null, hold_ends_at: null, escalated: false };

describe('what a row of the inbox says', () => {
  it('why it is on top, in words', () => {
    expect(whyText(task, NOW)).toEqual([]);
    const pressing = { ...task, worth_minor: 200_000, confidence: 0.4, hold_ends_at: '2026-11-27T14:00:00Z' };
    expect(whyText(pressing, NOW).map(({ text }) => text)).toEqual([
      'hold ends in 2 hr.',
      'much money',
      'only 40 % sure',
    ]);
  });
});

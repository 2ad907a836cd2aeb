import { describe, expect, it } from 'vitest';
import { capital, counted, dayText, listed, oneLine, spaced } from './words.ts';

describe('words', () => {
  it('reads codes aloud', () => {
    expect(spaced('full_refund')).toBe('full refund');
    expect(spaced('MODEL_REFUSED')).toBe('model refused');
    expect(capital('duplicate charge')).toBe('Duplicate charge');
    expect(capital('')).toBe('');
  });

  it('counts and lists', () => {
    expect([counted(1, 'refund'), counted(2, 'refund'), counted(0, 'entry', 'entries')]).toEqual([
      '1 refund',
      '2 refunds',
      '0 entries',
    ]);
    expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'])]).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
    ]);
  });

  it('says days', () => {
    expect([
      dayText('2026-11-28'),
      dayText('2026-01-05T10:00:00.000Z'),
      dayText('soon'),
      dayText('2026-13-01'),
    ]).toEqual(['28 Nov', '5 Jan', 'soon', '2026-13-01']);
  });

  it('keeps the words of outsiders on one short line', () => {
    expect(oneLine(' Ayesha\n K.\u202e ')).toBe('Ayesha K.');
    expect(oneLine('\n')).toBeNull();
    expect(oneLine(null)).toBeNull();
    expect(oneLine('x'.repeat(100))).toHaveLength(80);
  });
});

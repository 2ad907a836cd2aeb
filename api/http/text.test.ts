import { describe, expect, it } from 'vitest';
import { dayText, escapeLike, freeFields, instantText, plainText } from './text.ts';

describe('free text of people', () => {
  it.each([
    ['  two words ', 'two words'],
    ['line\n\tindented\r\n', 'line\n\tindented'],
    ['a\u0000b\u001b[31mc\u007f\u0085', 'ab[31mc'],
    ['pay \u202eRKP 005\u202c', 'pay RKP 005'],
    ['\u200fشکریہ', 'شکریہ'],
    ['👩‍👩‍👧 né', '👩‍👩‍👧 né'],
    ['<script>', '<script>'],
    ['\u202e\u0000', ''],
  ])('%j is kept as %j', (text, kept) => expect(plainText(100).parse(text)).toBe(kept));

  it('is bound before it is stripped, so that nothing without end is worked on', () => {
    expect(plainText(3).safeParse('abc').success).toBe(true);
    expect(plainText(3).safeParse('abc ').success).toBe(false);
    expect(plainText(3).safeParse('\u0000'.repeat(4)).success).toBe(false);
    for (const value of [null, 5, ['a'], {}]) expect(plainText(3).safeParse(value).success).toBe(false);
  });
});

describe('an instant', () => {
  it.each([
    ['2026-05-04T10:00:00Z', true],
    ['2026-05-04T10:00:00.123456Z', true],
    ['2026-02-29T10:00:00Z', false],
    ['2026-05-04', false],
    ['2026-05-04T10:00:00', false],
    ['2026-05-04T25:00:00Z', false],
    [`2026-05-04T10:00:00.${'1'.repeat(30)}Z`, false],
    ['now', false],
  ])('%s: %s', (text, isOne) => expect(instantText().safeParse(text).success).toBe(isOne));
});

describe('fields a caller may fill as it likes', () => {
  it('are counted as bytes of JSON, not as letters', () => {
    const fields = freeFields(20);
    expect(fields.safeParse({ a: 'x'.repeat(12) }).success).toBe(true);
    expect(fields.safeParse({ a: 'x'.repeat(13) }).success).toBe(false);
    expect(fields.safeParse({ a: 'ä'.repeat(6) }).success).toBe(true);
    expect(fields.safeParse({ a: 'ä'.repeat(7) }).success).toBe(false);
  });

  it('have names of at most 100 letters', () => {
    expect(freeFields(1_000).safeParse({ ['n'.repeat(100)]: 1 }).success).toBe(true);
    expect(freeFields(1_000).safeParse({ ['n'.repeat(101)]: 1 }).success).toBe(false);
  });
});

it('text for LIKE is taken as it stands', () => {
  expect(escapeLike('100%_of\\x')).toBe('100\\%\\_of\\\\x');
});

it('a day or an instant is of a year that everybody reads in the same way', () => {
  for (const day of ['2026-11-28', '1000-01-01', '9999-12-31'])
    expect(dayText().safeParse(day).success, day).toBe(true);
  for (const day of ['0020-02-29', '0999-12-31', '2026-02-30', '28.11.2026'])
    expect(dayText().safeParse(day).success, day).toBe(false);
  expect(instantText().safeParse('0020-02-29T00:00:00Z').success).toBe(false);
});

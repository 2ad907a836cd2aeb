import { describe, expect, it } from 'vitest';
import { isStorable, storable, storableText, unstorablePath } from './storable.ts';

describe('text that PostgreSQL keeps', () => {
  it('foreign text is made storable: NUL and halves of surrogate pairs become U+FFFD, the rest stays', () => {
    const cases: [string, string][] = [
      ['Ali\u0000Raza', 'Ali\ufffdRaza'],
      ['\ud800', '\ufffd'],
      ['x\udc00y\ud83d', 'x\ufffdy\ufffd'],
      ['\ud83d\ude00', '\ud83d\ude00'],
      ['₨ 5,000\t\n', '₨ 5,000\t\n'],
      ['', ''],
    ];
    for (const [given, expected] of cases) {
      expect(storableText(given)).toBe(expected);
      expect(isStorable(storableText(given))).toBe(true);
    }
  });

  it('at any depth, in keys and in texts; what is no text is left as it is', () => {
    const at = new Date(0);
    const value = { 'a\u0000': ['x\u0000', { b: '\udc00', n: 1, no: null, at }], ok: true };
    const stored = storable(value);
    expect(stored).toEqual({ 'a\ufffd': ['x\ufffd', { b: '\ufffd', n: 1, no: null, at }], ok: true });
    expect(unstorablePath(stored)).toBeNull();
  });
});

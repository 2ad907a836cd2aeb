import { describe, expect, it } from 'vitest';
import { isStorable, unstorablePath, vendorRecord } from './storable.ts';

describe('text the books can keep', () => {
  it('a record of a vendor is made storable and is cut where a text is of megabytes, names included', () => {
    const record = vendorRecord({
      'na\u0000me': 'a\u0000b',
      list: ['half \ud83d', '😀', 1, null, true],
      deep: { text: 'x'.repeat(5_000_000) },
    });
    expect(unstorablePath(record)).toBeNull();
    expect(JSON.stringify(record).length).toBeLessThan(40_000);
    expect(record).toMatchObject({ list: ['half \ufffd', '😀', 1, null, true] });
    expect(record.deep.text.endsWith('… (cut)')).toBe(true);
    expect(vendorRecord({ plain: 'Zoë “quoted”' })).toEqual({ plain: 'Zoë “quoted”' });
    // A pair that the cut would halve.
    expect(isStorable(vendorRecord(`${'x'.repeat(31_999)}😀${'y'.repeat(10)}`))).toBe(true);
  });

  it('what a caller sends is named by its place', () => {
    expect(unstorablePath({ body: { a: ['x', { b: 'no\u0000' }] } })).toBe('body.a.1.b');
    expect(unstorablePath({ body: { 'k\ud800': 1 } })).toBe('body');
    expect(unstorablePath({ body: { a: '😀', b: [1, null] } })).toBeNull();
  });
});

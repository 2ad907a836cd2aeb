import { describe, expect, it } from 'vitest';
import { lostMinor, returnParts } from './returns.ts';

describe('what of a recorded match is taken back', () => {
  const lost = { recordedMinor: 10_000, paidMinor: 10_000, leftMinor: 10_000, answeredMinor: 0, foreign: false };

  it('follows what the payments still bring, less what was answered before', () => {
    expect(lostMinor(lost)).toBe(0);
    expect(lostMinor({ ...lost, leftMinor: 6_000 })).toBe(4_000);
    expect(lostMinor({ ...lost, leftMinor: 6_000, answeredMinor: 4_000 })).toBe(0);
    expect(lostMinor({ ...lost, leftMinor: 0, answeredMinor: 4_000 })).toBe(6_000);
  });

  it('what was paid too much goes back first; of another currency the same share does', () => {
    expect(lostMinor({ ...lost, paidMinor: 12_000, leftMinor: 10_500 })).toBe(0);
    expect(lostMinor({ ...lost, paidMinor: 12_000, leftMinor: 9_000 })).toBe(1_000);
    expect(lostMinor({ ...lost, paidMinor: 3_000, leftMinor: 2_000, foreign: true })).toBe(3_333);
    expect(lostMinor({ ...lost, paidMinor: 3_000, leftMinor: 0, foreign: true })).toBe(10_000);
  });

  it('is taken from the last invoice backwards, and never more than stands there', () => {
    const parts = [
      { invoiceId: 'a', recordedMinor: 300, returnedMinor: 0 },
      { invoiceId: 'b', recordedMinor: 200, returnedMinor: 50 },
    ];
    expect(returnParts(parts, 150)).toEqual([{ invoiceId: 'b', amountMinor: 150 }]);
    expect(returnParts(parts, 250)).toEqual([
      { invoiceId: 'a', amountMinor: 100 },
      { invoiceId: 'b', amountMinor: 150 },
    ]);
    expect(returnParts(parts, 9_999).reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(450);
  });
});

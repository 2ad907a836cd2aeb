import { describe, expect, it } from 'vitest';
import { boundIn, hidesMoney, isAbove } from './limits.ts';

describe('limits on what a decision puts at risk', () => {
  const pkr = (amountMinor: number | null) => ({ amountMinor, currency: 'PKR' });

  it('an amount up to the limit is not above it; more is, and so is an amount nobody knows', () => {
    const limit = { amountMinor: 500_000, currency: 'PKR' };
    expect(isAbove(pkr(500_000), limit)).toBe(false);
    expect(isAbove(pkr(500_001), limit)).toBe(true);
    expect(isAbove(pkr(null), limit)).toBe(true);
    expect(isAbove(pkr(1), { amountMinor: 0, currency: null })).toBe(true);
    expect(isAbove(pkr(0), { amountMinor: 0, currency: 'USD' })).toBe(false);
  });

  it('another currency than that of the limit is above it: there are no rates', () => {
    expect(isAbove({ amountMinor: 1, currency: 'USD' }, { amountMinor: 500_000, currency: 'PKR' })).toBe(true);
    expect(isAbove({ amountMinor: 1, currency: null }, { amountMinor: 500_000, currency: 'PKR' })).toBe(true);
    expect(isAbove({ amountMinor: 1, currency: 'USD' }, { amountMinor: 500_000, currency: null })).toBe(false);
  });

  it('as the bound of an amount: none, the same, or nothing at all in another currency', () => {
    expect(boundIn('USD', null, 'PKR')).toBeNull();
    expect(boundIn('USD', 700, null)).toBe(700);
    expect(boundIn('USD', 700, 'USD')).toBe(700);
    expect(boundIn('USD', 700, 'PKR')).toBe(0);
  });
});

describe('a kind that declares no money', () => {
  /** Whether each judgement that speaks of money is seen: none, an amount, a risk that nobody knows. */
  const seen = (look: typeof hidesMoney) => [
    look(false, null, []),
    look(false, 0, []),
    look(false, null, [{ amountMinor: null, currency: null }]),
  ];

  it('decides nothing about money: neither an amount nor a risk', () => {
    expect(seen(hidesMoney)).toEqual([false, true, true]);
    expect(hidesMoney(true, 5, [])).toBe(false);
  });

  it('planted bug: a look at the amount alone misses money at risk', () => {
    const careless: typeof hidesMoney = (movesMoney, approvedMinor) => hidesMoney(movesMoney, approvedMinor, []);
    expect(seen(careless)).not.toEqual(seen(hidesMoney));
  });
});

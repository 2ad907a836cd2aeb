import { expect, it } from 'vitest';
import { hidesMoney } from './stakes.ts';

const approval = { action: null, amountMinor: null, payee: null, reason: null };
/** Whether a look at judgements sees each that speaks of money, for a kind that declares none. */
const seen = (look: typeof hidesMoney) =>
  [
    { approval, risks: [] },
    { approval: { ...approval, amountMinor: 0 }, risks: [] },
    { approval, risks: [{ amountMinor: null, currency: null }] },
  ].map((judgement) => look(false, judgement));

it('a kind that declares no money decides nothing about money: neither an amount nor a risk', () => {
  expect(seen(hidesMoney)).toEqual([false, true, true]);
  expect(hidesMoney(true, { approval: { ...approval, amountMinor: 5 }, risks: [] })).toBe(false);
});

it('planted bug: a look at the amount alone misses money at risk', () => {
  const careless: typeof hidesMoney = (movesMoney, judgement) => hidesMoney(movesMoney, { ...judgement, risks: [] });
  expect(seen(careless)).not.toEqual(seen(hidesMoney));
});

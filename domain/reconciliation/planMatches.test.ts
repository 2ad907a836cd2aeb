import { describe, expect, it } from 'vitest';
import { inputOf, invoiceOf, paymentOf } from '../matching/invoices/fixtures.ts';
import type { MatchInput } from '../matching/invoices/reconcile.ts';
import { reconcile } from '../matching/invoices/reconcile.ts';
import { type InstanceBounds, planMatches } from './planMatches.ts';

const BOUNDS: InstanceBounds = { reviewThreshold: 60, autoThreshold: 95, autoApprove: true, autoLimitMinor: 20_000 };

/** The plan of one instance's run. */
function planOf(over: Partial<MatchInput> = {}, bounds: Partial<InstanceBounds> = {}) {
  const input = inputOf(over);
  const named = <Item extends { id: string }, More>(items: readonly Item[], more: More) =>
    new Map(items.map((item) => [item.id, { ...item, ...more, mock: false }]));
  return planMatches(reconcile(input), {
    payments: named(input.transactions, { side: 'bank' as const }),
    invoices: named(input.invoices, { instanceId: 'w1' }),
    bounds: new Map([['w1', { ...BOUNDS, ...bounds }]]),
  });
}

describe('[PY-MATCH-08] what a run of the matching comes to in the books', () => {
  it('a match is approved without a person only within the bounds of its instance', () => {
    expect(planOf().matches).toMatchObject([{ auto: true, notAuto: [], amountMinor: 12_345, paidMinor: 12_345 }]);
    for (const [bounds, reason] of [
      [{ autoApprove: false }, 'instance_auto_is_off'],
      [{ autoLimitMinor: null }, 'instance_auto_is_off'],
      [{ autoThreshold: 101 }, 'below_instance_auto'],
      [{ autoLimitMinor: 12_344 }, 'above_auto_limit'],
    ] as const)
      expect(planOf({}, bounds).matches).toMatchObject([{ auto: false, notAuto: [reason] }]);
  });

  it('what scores below the bound of its instance is not proposed, and both sides say so', () => {
    const { matches, waits } = planOf({}, { reviewThreshold: 101 });
    expect(matches).toEqual([]);
    expect(waits.map(({ id, wait, reason }) => [id, wait, reason])).toEqual([
      ['t1', 'mismatched', 'too_little_evidence'],
      ['i1', 'mismatched', 'too_little_evidence'],
    ]);
  });

  it('money that gives a matched payment back waits for a person, and says what it is', () => {
    const out = paymentOf({
      id: 't9',
      amountMinor: -12_345,
      bookedOn: '2025-10-20',
      reference: 'RETURN INV-2025-10432',
    });
    const settled = [
      {
        transactionId: 'old1',
        amountMinor: 12_345,
        currency: 'EUR',
        bookedOn: '2025-10-02',
        payer: 'Kaventa Print',
        invoiceIds: ['i1'],
      },
    ];
    const { matches, waits } = planOf({ transactions: [out], invoices: [invoiceOf({ balanceMinor: 0 })], settled });
    expect(matches).toEqual([]);
    expect(waits.find(({ id }) => id === 't9')).toMatchObject({ wait: 'mismatched', reason: 'gives_back' });
  });
});

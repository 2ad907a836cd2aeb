import { describe, expect, it } from 'vitest';
import { LEDGER_PHASES, MONEY_LEGS, movesMoney, postingsOf } from './postings.ts';

describe('what the ledger posts of a command', () => {
  it('sums to 0 in every phase, and is nothing where no money moves', () => {
    for (const leg of MONEY_LEGS)
      for (const phase of LEDGER_PHASES)
        for (const settled of [true, false]) {
          const postings = postingsOf(leg, phase, 1_500, settled);
          expect(postings).toHaveLength(movesMoney(leg) ? 2 : 0);
          expect(postings.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(0);
        }
  });

  it('leaves nothing reserved or on its way once a payment is settled or came back', () => {
    const balance = (...phases: (typeof LEDGER_PHASES)[number][]) => {
      const sums = new Map<string, number>();
      for (const phase of phases)
        for (const { account, amountMinor } of postingsOf('invoice_payment', phase, 10, phases.includes('settled')))
          sums.set(account, (sums.get(account) ?? 0) + amountMinor);
      return Object.fromEntries([...sums].filter(([, sum]) => sum !== 0));
    };
    expect(balance('pending', 'posted', 'settled')).toEqual({ receipts_matched: 10, payments_recorded: -10 });
    expect(balance('pending', 'voided')).toEqual({});
    expect(balance('pending', 'posted', 'settled', 'reversed')).toEqual({});
  });

  it('taken back is a way of its own that ends where the payment began', () => {
    const sums = new Map<string, number>();
    for (const leg of ['invoice_payment', 'invoice_return'] as const)
      for (const phase of ['pending', 'posted', 'settled'] as const)
        for (const { account, amountMinor } of postingsOf(leg, phase, 10))
          sums.set(account, (sums.get(account) ?? 0) + amountMinor);
    expect([...sums.values()].filter((sum) => sum !== 0)).toEqual([]);
  });
});

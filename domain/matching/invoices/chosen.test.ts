import { describe, expect, it } from 'vitest';
import { chosenMatch } from './chosen.ts';
import { DEFAULT_MATCH_RULES } from './defaultRules.ts';

const payment = {
  id: 'p',
  amountMinor: 10_000,
  currency: 'USD',
  bookedOn: '2026-11-15',
  payer: 'Fir Farm',
  reference: 'INV-77',
  feeMinor: 0,
  returns: null,
};
const invoice = (balanceMinor: number) => ({
  id: 'i',
  number: 'INV-77',
  clientId: 'c',
  clientName: 'Fir Farm',
  currency: 'USD',
  balanceMinor,
  issuedOn: '2026-11-01',
  dueOn: '2026-11-15',
});
const INSTEAD = { transactionId: 'p', invoiceId: 'other', score: 70, waterfall: [] };

describe('[PY-MATCH-06] an invoice that a person chose', () => {
  it.each([
    [10_000, 'exact', 100],
    [12_000, 'partial', 60],
    [9_000, 'over', 60],
  ] as const)('with %i left it is %s, scored by the rules, and a person decides', (balanceMinor, kind, score) => {
    const match = chosenMatch(payment, invoice(balanceMinor), DEFAULT_MATCH_RULES, INSTEAD);
    expect(match).toMatchObject({ kind, decision: 'review', explanation: { score, total: score, runnerUp: INSTEAD } });
  });
});

import { describe, expect, it } from 'vitest';
import { tryRules } from './dryRun.ts';
import { autoRules, inputOf, invoiceOf, paymentOf } from './fixtures.ts';

describe('[PY-MATCH-01] trying other rules', () => {
  const input = inputOf({
    transactions: [
      paymentOf(),
      paymentOf({ id: 't2', amountMinor: 700, reference: 'INV-2025-10433', bookedOn: '2025-10-20' }),
    ],
    invoices: [invoiceOf(), invoiceOf({ id: 'i2', number: 'INV-2025-10433', balanceMinor: 700 })],
  });

  it('says what would change, and nothing where nothing does', () => {
    expect(tryRules(input, autoRules).changes).toEqual([]);
    const { changes, counts } = tryRules(input, { ...autoRules, auto: { ...autoRules.auto, from: 80 } });
    expect(changes).toMatchObject([
      {
        transactionId: 't2',
        before: { decision: 'review', score: 89 },
        after: { decision: 'auto', score: 89, invoiceIds: ['i2'] },
      },
    ]);
    expect(counts).toEqual({
      before: { auto: 1, review: 1, asked: 0, unmatched: 0 },
      after: { auto: 2, review: 0, asked: 0, unmatched: 0 },
    });
  });

  it('says why a payment would not be matched any more', () => {
    const { changes } = tryRules(input, { ...autoRules, store: 90, auto: { ...autoRules.auto, from: 95 } });
    expect(changes).toMatchObject([
      { transactionId: 't2', after: { state: 'unmatched', reason: 'too_little_evidence', invoiceIds: [] } },
    ]);
  });
});

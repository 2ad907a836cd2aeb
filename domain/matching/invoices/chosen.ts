import { scoreOf } from '../evidence.ts';
import type { Explanation } from '../explain.ts';
import type { InvoiceMatch, MatchInvoice, MatchTransaction } from './items.ts';
import { prepare } from './prepare.ts';
import { rulesScorer } from './rulesScorer.ts';
import type { MatchRules } from './schema.ts';

const kindOf = (offMinor: number): InvoiceMatch['kind'] =>
  offMinor === 0 ? 'exact' : offMinor < 0 ? 'partial' : 'over';

/**
 * The match of one payment and the invoice that a person chose for it, of one currency: scored by the rules as any pair, and never
 * approved without a person. `instead`: what it takes the place of, kept as the runner-up.
 */
export function chosenMatch(
  payment: MatchTransaction,
  invoice: MatchInvoice,
  rules: MatchRules,
  instead: NonNullable<Explanation['runnerUp']>,
): InvoiceMatch {
  const waterfall = rulesScorer(prepare([payment], [invoice]), rules).explain({
    transaction: 0,
    invoice: 0,
    score: 0,
    weight: 0,
  });
  const total = scoreOf(waterfall);
  return {
    kind: kindOf(payment.amountMinor + payment.feeMinor - invoice.balanceMinor),
    decision: 'review',
    transactionIds: [payment.id],
    invoiceIds: [invoice.id],
    returnedTransactionId: null,
    notAuto: [],
    explanation: {
      rules: rules.version,
      model: null,
      unit: 'points',
      waterfall,
      total,
      score: total,
      runnerUp: instead,
    },
  };
}

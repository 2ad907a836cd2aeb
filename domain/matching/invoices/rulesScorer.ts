import { visitPairs } from '../blocking.ts';
import type { Evidence } from '../evidence.ts';
import { type FixedPoints, pointsFor } from '../fixedPoints.ts';
import { blocksFor } from './blocks.ts';
import {
  isNamed,
  isSameMoney,
  type Prepared,
  type PreparedInvoice,
  type PreparedTransaction,
  payerAgrees,
} from './prepare.ts';
import type { MatchRules } from './schema.ts';
import type { ScoredPair, Scorer } from './scorer.ts';

type Field = 'amount' | 'reference' | 'date' | 'payer';

/** The rule set as fixed points. */
export const pointsOf = (rules: MatchRules): FixedPoints<Field> => ({
  version: rules.version,
  points: {
    amount: rules.amount.points,
    reference: rules.reference.points,
    date: rules.date.points,
    payer: rules.payer.points,
  },
  most: 100,
});

/** Days from the nearer of issue and due day. */
export const daysApart = ({ day }: PreparedTransaction, { issuedDay, dueDay }: PreparedInvoice): number =>
  Math.min(Math.abs(day - issuedDay), Math.abs(day - dueDay));

/** Evidence of one pair by the rule set: all four rules, whether they add or not. Amounts of two currencies never agree. */
export function compareByRules(
  prepared: Prepared,
  rules: MatchRules,
  points: FixedPoints<Field>,
  transaction: PreparedTransaction,
  invoice: PreparedInvoice,
): Evidence[] {
  const days = daysApart(transaction, invoice);
  return [
    pointsFor(points, 'amount', isSameMoney(transaction, invoice)),
    pointsFor(points, 'reference', isNamed(transaction, invoice)),
    { ...pointsFor(points, 'date', 1 - days / rules.date.withinDays), level: `${days} days` },
    pointsFor(points, 'payer', payerAgrees(prepared, transaction, invoice, rules)),
  ];
}

/** The sum of `compareByRules`, without its lines: it is made for every pair, and lines only for those that are shown. */
function pointsOfPair(prepared: Prepared, rules: MatchRules, of: PreparedTransaction, to: PreparedInvoice): number {
  const nearness = Math.max(0, 1 - daysApart(of, to) / rules.date.withinDays);
  return (
    (isSameMoney(of, to) ? rules.amount.points : 0) +
    (isNamed(of, to) === true ? rules.reference.points : 0) +
    Math.round(rules.date.points * nearness) +
    (payerAgrees(prepared, of, to, rules) === true ? rules.payer.points : 0)
  );
}

/** Scores by the rule set of fixed points. */
export function rulesScorer(
  prepared: Prepared,
  rules: MatchRules,
): Scorer & { compared: { pairs: number; cut: number } } {
  const points = pointsOf(rules);
  const explain = ({ transaction, invoice }: Pick<ScoredPair, 'transaction' | 'invoice'>) =>
    compareByRules(
      prepared,
      rules,
      points,
      prepared.transactions[transaction] as PreparedTransaction,
      prepared.invoices[invoice] as PreparedInvoice,
    );
  const pairs: ScoredPair[] = [];
  const received = prepared.transactions.filter(({ paidMinor }) => paidMinor > 0);
  // A pair further below is neither proposed nor a rival; what has the same money or is named is kept to say why not.
  const least = Math.max(1, rules.store - rules.auto.margin);
  const compared = visitPairs(received, prepared.invoices, blocksFor(rules, least), (left, invoice) => {
    const of = received[left] as PreparedTransaction;
    const to = prepared.invoices[invoice] as PreparedInvoice;
    const score = pointsOfPair(prepared, rules, of, to);
    if (score < least && !isSameMoney(of, to) && isNamed(of, to) !== true) return;
    pairs.push({ transaction: of.index, invoice, score, weight: score });
  });
  return { model: null, unit: 'points', pairs, explain, compared };
}

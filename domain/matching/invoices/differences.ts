import { claimPairs } from './exact.ts';
import type { MatchKind } from './items.ts';
import { isNamed, type PreparedInvoice, type PreparedTransaction } from './prepare.ts';
import type { NotAutoReason } from './reasons.ts';
import {
  ask,
  invoiceAt,
  isFreeInvoice,
  isFreeTransaction,
  proposePair,
  proposeSet,
  type Run,
  transactionAt,
} from './run.ts';
import type { MatchRules } from './schema.ts';

/** What a difference in money may be; null when the rules allow none. Never approved without a person. */
function differenceOf(rules: MatchRules, of: PreparedTransaction, to: PreparedInvoice): MatchKind | null {
  const { partial, over, foreign, feePermille } = rules.differences;
  const named = isNamed(of, to) === true;
  if (of.item.currency !== to.item.currency) return named && foreign ? 'foreign' : null;
  const shortMinor = to.item.balanceMinor - of.paidMinor;
  // Without a name only as much as a fee, one way or the other, and only where the scorer is sure enough.
  const small = Math.abs(shortMinor) * 1_000 <= to.item.balanceMinor * feePermille;
  if (shortMinor > 0) return small ? 'fee' : named && partial ? 'partial' : null;
  return shortMinor < 0 && over && (named || small) ? 'over' : null;
}

const namesOnly = ({ named }: PreparedTransaction, invoice: number): boolean =>
  named.get(invoice) === 'sure' && [...named.values()].filter((naming) => naming === 'sure').length === 1;

/** Several payments that name one invoice and nothing else: parts of it, or too much of it. */
function groupParts(run: Run): void {
  const byInvoice = new Map<number, number[]>();
  for (const { index, named } of run.prepared.transactions)
    for (const invoice of named.keys()) {
      const fits =
        isFreeTransaction(run, index) &&
        isFreeInvoice(run, invoice) &&
        namesOnly(transactionAt(run, index), invoice) &&
        transactionAt(run, index).item.currency === invoiceAt(run, invoice).item.currency;
      if (fits) byInvoice.set(invoice, [...(byInvoice.get(invoice) ?? []), index]);
    }
  for (const [invoice, transactions] of byInvoice) {
    if (transactions.length < 2) continue;
    const sumMinor = transactions.reduce((sum, index) => sum + transactionAt(run, index).paidMinor, 0);
    const items = { transactions, invoices: [invoice] };
    if (sumMinor >= invoiceAt(run, invoice).item.balanceMinor)
      ask(
        run,
        'several_payments',
        transactions.map((one) => ({ transactions: [one], invoices: [invoice] })),
      );
    else if (run.rules.differences.partial)
      proposeSet(run, 'partial', items, { notAuto: ['several', 'difference'], sumsAgree: false });
  }
}

/** Claims pairs whose money differs and can be explained: a fee, a part, too much, or another currency. */
export function claimDifferences(run: Run): void {
  groupParts(run);
  const kinds = new Map<object, MatchKind>();
  const pairs = run.scorer.pairs.filter((pair) => {
    if (!isFreeTransaction(run, pair.transaction) || !isFreeInvoice(run, pair.invoice)) return false;
    const [of, to] = [transactionAt(run, pair.transaction), invoiceAt(run, pair.invoice)];
    const kind = differenceOf(run.rules, of, to);
    // What names it is shown to a person even below the score from which others are.
    if (!kind || (pair.score < run.rules.store && isNamed(of, to) !== true)) return false;
    kinds.set(pair, kind);
    return true;
  });
  claimPairs(run, pairs, (pair) => {
    const kind = kinds.get(pair) ?? 'partial';
    const notAuto: NotAutoReason[] = kind === 'foreign' ? ['foreign_currency'] : ['difference'];
    if (run.returned.has(pair.transaction)) notAuto.push('was_returned');
    proposePair(run, kind, pair, notAuto);
  });
}

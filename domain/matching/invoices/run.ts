import type { Evidence } from '../evidence.ts';
import { scoreOf } from '../evidence.ts';
import { pointsFor } from '../fixedPoints.ts';
import type { InvoiceMatch, ItemState, MatchKind, MatchQuestion } from './items.ts';
import { isNamed, type Prepared, type PreparedInvoice, type PreparedTransaction, payerAgrees } from './prepare.ts';
import type { AskReason, NotAutoReason } from './reasons.ts';
import { isOneDigitAway } from './reference.ts';
import { daysApart, pointsOf } from './rulesScorer.ts';
import type { MatchRules } from './schema.ts';
import type { ScoredPair, Scorer } from './scorer.ts';

/** A run under way. Items are named by index; null = no state yet. */
export interface Run {
  prepared: Prepared;
  rules: MatchRules;
  scorer: Scorer;
  transactionStates: (ItemState | null)[];
  invoiceStates: (ItemState | null)[];
  matches: InvoiceMatch[];
  questions: MatchQuestion[];
  ofTransaction: ReadonlyMap<number, readonly ScoredPair[]>;
  ofInvoice: ReadonlyMap<number, readonly ScoredPair[]>;
  /** Payments that came in and surely name an invoice. */
  namedBy: ReadonlyMap<number, readonly number[]>;
  /** Transactions that something gives back. */
  returned: ReadonlySet<number>;
}

export interface ItemSet {
  transactions: readonly number[];
  invoices: readonly number[];
  /** The references name exactly this set. */
  spelledOut?: boolean;
}

export const transactionAt = (run: Run, index: number) => run.prepared.transactions[index] as PreparedTransaction;
export const invoiceAt = (run: Run, index: number) => run.prepared.invoices[index] as PreparedInvoice;

export const isFreeTransaction = (run: Run, index: number) =>
  run.transactionStates[index] === null && transactionAt(run, index).paidMinor > 0;
export const isFreeInvoice = (run: Run, index: number) => run.invoiceStates[index] === null;

/** Days before its issue on which an invoice may be paid, e.g. on an order. */
export const EARLY_DAYS = 7;

/** Open invoices that a payment surely names. */
export const surelyNamed = (run: Run, transaction: number): number[] =>
  [...transactionAt(run, transaction).named].flatMap(([index, naming]) =>
    naming === 'sure' && invoiceAt(run, index).open ? index : [],
  );

/** True when a payment writes the number of an invoice with a digit changed, missing or too many. */
export const hasSlip = (run: Run, transaction: number, invoice: number): boolean =>
  transactionAt(run, transaction).numbers.some((written) => isOneDigitAway(written, invoiceAt(run, invoice).number));

const idsOf = (run: Run, { transactions, invoices }: ItemSet) => ({
  transactionIds: transactions.map((index) => transactionAt(run, index).item.id),
  invoiceIds: invoices.map((index) => invoiceAt(run, index).item.id),
});

/** The best other candidate of either item of a pair. */
export function runnerUpOf(run: Run, pair: ScoredPair): ScoredPair | null {
  const rivals = [...(run.ofTransaction.get(pair.transaction) ?? []), ...(run.ofInvoice.get(pair.invoice) ?? [])];
  let best: ScoredPair | null = null;
  for (const rival of rivals)
    if (rival.invoice !== pair.invoice || rival.transaction !== pair.transaction)
      if (!best || rival.score > best.score) best = rival;
  return best;
}

function shownRunnerUp(run: Run, rival: ScoredPair | null) {
  if (!rival) return null;
  return {
    transactionId: transactionAt(run, rival.transaction).item.id,
    invoiceId: invoiceAt(run, rival.invoice).item.id,
    score: rival.score,
    waterfall: run.scorer.explain(rival),
  };
}

function record(run: Run, items: ItemSet, match: Omit<InvoiceMatch, 'transactionIds' | 'invoiceIds'>): void {
  const state = { state: 'matched', decision: match.decision, match: run.matches.length } as const;
  run.matches.push({ ...match, ...idsOf(run, items) });
  for (const index of items.transactions) run.transactionStates[index] = state;
  for (const index of items.invoices) run.invoiceStates[index] = state;
}

/** Proposes a pair as the scorer sees it; without a reason against it, it is approved. */
export function proposePair(run: Run, kind: MatchKind, pair: ScoredPair, notAuto: NotAutoReason[]): void {
  const waterfall = run.scorer.explain(pair);
  record(
    run,
    { transactions: [pair.transaction], invoices: [pair.invoice] },
    {
      kind,
      decision: notAuto.length === 0 ? 'auto' : 'review',
      returnedTransactionId: null,
      notAuto,
      explanation: {
        rules: run.rules.version,
        model: run.scorer.model,
        unit: run.scorer.unit,
        waterfall,
        total: scoreOf(waterfall),
        score: pair.score,
        runnerUp: shownRunnerUp(run, runnerUpOf(run, pair)),
      },
    },
  );
}

/** Evidence of a set, by the rules: how much of it the references name, the furthest date, and the payers. */
function setEvidence(run: Run, { transactions, invoices }: ItemSet, sumsAgree: boolean): Evidence[] {
  const { rules } = run;
  const points = pointsOf(rules);
  const pairs = transactions.flatMap((transaction) =>
    invoices.map((invoice) => [transactionAt(run, transaction), invoiceAt(run, invoice)] as const),
  );
  const named = pairs.map(([transaction, invoice]) => isNamed(transaction, invoice));
  const payers = pairs.map(([transaction, invoice]) => payerAgrees(run.prepared, transaction, invoice, rules));
  const days = Math.max(...pairs.map(([transaction, invoice]) => daysApart(transaction, invoice)));
  const share = named.filter((one) => one === true).length / pairs.length;
  const payer = payers.includes(false) ? false : payers.includes(true) ? true : null;
  return [
    pointsFor(points, 'amount', sumsAgree),
    pointsFor(points, 'reference', named.every((one) => one === null) ? null : share),
    { ...pointsFor(points, 'date', 1 - days / rules.date.withinDays), level: `${days} days` },
    pointsFor(points, 'payer', payer),
  ];
}

/** Proposes a set to a person: several of one side, or money that went back. */
export function proposeSet(
  run: Run,
  kind: MatchKind,
  items: ItemSet,
  of: { notAuto: NotAutoReason[]; sumsAgree: boolean; returnedTransactionId?: string },
): void {
  const waterfall = items.invoices.length === 0 ? [] : setEvidence(run, items, of.sumsAgree);
  const total = scoreOf(waterfall);
  record(run, items, {
    kind,
    decision: 'review',
    returnedTransactionId: of.returnedTransactionId ?? null,
    notAuto: of.notAuto,
    explanation: {
      rules: run.rules.version,
      model: null,
      unit: 'points',
      waterfall,
      total,
      score: Math.min(100, total),
      runnerUp: null,
    },
  });
}

const MOST_ALTERNATIVES = 10;

/** Asks a person and chooses nothing. What has a state keeps it. */
export function ask(run: Run, reason: AskReason, alternatives: readonly ItemSet[]): void {
  const all = {
    transactions: [...new Set(alternatives.flatMap(({ transactions }) => transactions))],
    invoices: [...new Set(alternatives.flatMap(({ invoices }) => invoices))],
  };
  const isOpen =
    all.transactions.some((index) => run.transactionStates[index] === null) ||
    all.invoices.some((index) => run.invoiceStates[index] === null);
  // All of it was matched in the meantime: there is nothing left to ask.
  if (!isOpen) return;
  const state = { state: 'asked', reason, question: run.questions.length } as const;
  run.questions.push({
    reason,
    ...idsOf(run, all),
    alternatives: alternatives
      .toSorted((one, other) => Number(other.spelledOut ?? false) - Number(one.spelledOut ?? false))
      .slice(0, MOST_ALTERNATIVES)
      .map((one) => ({ ...idsOf(run, one), spelledOut: one.spelledOut ?? false })),
  });
  for (const index of all.transactions) run.transactionStates[index] ??= state;
  for (const index of all.invoices) run.invoiceStates[index] ??= state;
}

import type { FitResult } from '../learned/fit.ts';
import { type HeldOutSample, judgePromotion, type Promotion } from '../learned/promotion.ts';
import type { LearnedModel } from '../learned/schema.ts';
import type { MatchInvoice, MatchTransaction } from './items.ts';
import { learnedScorer, trainOnInvoices } from './learnedScorer.ts';
import { type Prepared, prepare } from './prepare.ts';
import { reconcile } from './reconcile.ts';
import { rulesScorer } from './rulesScorer.ts';
import type { MatchRules } from './schema.ts';

/** A payment and an invoice as they were when a person approved or refused that they belong together. */
export interface DecidedPair {
  userId: string;
  right: boolean;
  slices: string[];
  transaction: MatchTransaction;
  invoice: MatchInvoice;
}

export interface TrainingInput {
  /** What is open now. */
  transactions: readonly MatchTransaction[];
  invoices: readonly MatchInvoice[];
  decided: readonly DecidedPair[];
  rules: MatchRules;
  /** What scores now; null = the rules. */
  current: LearnedModel | null;
  /** Name of the model that is made. */
  name: string;
  /** ISO date. */
  asOf: string;
}

export type Training =
  | { kind: 'too_little_data' | 'not_plausible' }
  | {
      kind: 'trained';
      model: LearnedModel;
      /** The gate's reason, or that it would have approved what a person refused. */
      result: Promotion['reason'] | 'wrong_automatic';
      comparison: Pick<Promotion, 'current' | 'proposed' | 'slices'>;
    };

/** Open items and decided ones together; a decided invoice stands as it was before. */
function together({ transactions, invoices, decided }: TrainingInput) {
  const payments = new Map(transactions.map((one) => [one.id, one]));
  const owed = new Map(invoices.map((one) => [one.id, one]));
  for (const { transaction, invoice } of decided) {
    payments.set(transaction.id, transaction);
    owed.set(invoice.id, invoice);
  }
  return { transactions: [...payments.values()], invoices: [...owed.values()] };
}

const pairKey = (transactionId: string, invoiceId: string) => `${transactionId} ${invoiceId}`;

/** Scores by pair, 0 to 100; a pair that the scorer does not see has none. */
function scoresOf(prepared: Prepared, rules: MatchRules, model: LearnedModel | null): Map<string, number> {
  const { pairs } = model ? learnedScorer(prepared, model) : rulesScorer(prepared, rules);
  return new Map(
    pairs.map(({ transaction, invoice, score }) => [
      pairKey(prepared.transactions[transaction]?.item.id ?? '', prepared.invoices[invoice]?.item.id ?? ''),
      score,
    ]),
  );
}

/** Whether the machine, left to itself, would have joined what a person refused, or a decided payment to another invoice. */
function approvesWrongly(input: TrainingInput, model: LearnedModel): boolean {
  const rules = { ...input.rules, auto: { ...input.rules.auto, on: true } };
  const { matches } = reconcile({ ...together(input), settled: [], rules, model, asOf: input.asOf });
  const approved = new Map(
    matches.flatMap(({ decision, transactionIds: [id], invoiceIds }) =>
      decision === 'auto' && id !== undefined ? [[id, invoiceIds.join()] as const] : [],
    ),
  );
  const rightOf = new Set(
    input.decided.flatMap(({ right, transaction, invoice }) => (right ? pairKey(transaction.id, invoice.id) : [])),
  );
  return input.decided.some(({ transaction }) => {
    const invoiceId = approved.get(transaction.id);
    return invoiceId !== undefined && !rightOf.has(pairKey(transaction.id, invoiceId));
  });
}

/**
 * Fits a model to a tenant's own payments and invoices without labels, and compares it with what scores now on what people
 * decided: the decisions play no part in the fit.
 */
export function trainAndJudge(input: TrainingInput): Training {
  const all = together(input);
  const prepared = prepare(all.transactions, all.invoices);
  const fit: FitResult = trainOnInvoices(prepared, input.name);
  if (fit.kind !== 'fitted') return { kind: fit.kind };
  const { model } = fit;
  const [now, then] = [scoresOf(prepared, input.rules, input.current), scoresOf(prepared, input.rules, model)];
  const samples = input.decided.map(({ userId, slices, right, transaction, invoice }): HeldOutSample => {
    const key = pairKey(transaction.id, invoice.id);
    return { userId, slices, right, currentScore: now.get(key) ?? 0, proposedScore: then.get(key) ?? 0 };
  });
  const { reason, current, proposed, slices } = judgePromotion(samples);
  const result = reason === 'better' && approvesWrongly(input, model) ? 'wrong_automatic' : reason;
  return { kind: 'trained', model, result, comparison: { current, proposed, slices } };
}

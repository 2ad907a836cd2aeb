import type { Evidence } from '../evidence.ts';
import { percentOfBits } from '../explain.ts';
import { type ComparedRecord, type FieldSpec, levelOf, UNKNOWN_LEVEL } from '../learned/fields.ts';
import type { FitResult } from '../learned/fit.ts';
import { type LinkTask, scoreLink, trainLink } from '../learned/link.ts';
import { rarityOf } from '../learned/rarity.ts';
import type { LearnedModel } from '../learned/schema.ts';
import { evidenceOf, weightsOf } from '../learned/score.ts';
import { INVOICE_BLOCKS } from './blocks.ts';
import { isNamed, isSameMoney, type Prepared, type PreparedInvoice, type PreparedTransaction } from './prepare.ts';
import { isOneDigitAway } from './reference.ts';
import type { ScoredPair, Scorer } from './scorer.ts';

const NAMINGS = [
  'names it alone',
  'names it among others',
  'names it by a short number',
  'names another',
  'names none and writes no number',
  'names another, one digit away',
  'writes a number one digit away',
  'writes a number of no invoice',
];
const CURRENCIES = ['the same currency', 'another currency'];

/** What the learned scorer compares of a payment and an invoice. */
const INVOICE_FIELDS: readonly FieldSpec[] = [
  { field: 'amount', kind: 'amount', rareBits: [5, 8, 11], bounds: [0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.25, 0.5] },
  { field: 'reference', kind: 'given', levels: NAMINGS, guess: [6, 4, 1, -2, 0, 1, 3, -1] },
  { field: 'date', kind: 'days', bounds: [-30, -20, -14, -10, -7, -5, -3, -1, 0, 1, 3, 5, 7, 10, 14, 21, 30, 45, 60] },
  { field: 'payer', kind: 'text', bounds: [4, 6, 8, 10, 12] },
  { field: 'currency', kind: 'given', levels: CURRENCIES, guess: [0, -3] },
];

const [ALONE, AMONG_OTHERS, SHORT, ANOTHER, NONE, ANOTHER_NEAR, NEAR, FOREIGN_NUMBER] = [
  0, 1, 2, 3, 4, 5, 6, 7,
] as const;

function namingLevel(
  { named, numbers, writesNumber }: PreparedTransaction,
  { index, number }: PreparedInvoice,
): number {
  const naming = named.get(index);
  if (naming === 'weak') return SHORT;
  let sure = 0;
  for (const one of named.values()) if (one === 'sure') sure += 1;
  if (naming === 'sure') return sure > 1 ? AMONG_OTHERS : ALONE;
  const isNear = numbers.some((written) => isOneDigitAway(written, number));
  if (sure > 0) return isNear ? ANOTHER_NEAR : ANOTHER;
  return isNear ? NEAR : writesNumber ? FOREIGN_NUMBER : NONE;
}

/** The two sides as records, and the levels of any pair of them. */
function comparison(prepared: Prepared, fields: readonly FieldSpec[]) {
  const lefts = prepared.transactions.map(
    ({ paidMinor, day, words }): ComparedRecord => ({ amountMinor: paidMinor, day, text: words.join(' ') }),
  );
  const rights = prepared.invoices.map(
    ({ item, dueDay, words }): ComparedRecord => ({
      amountMinor: item.balanceMinor,
      day: dueDay,
      text: words.join(' '),
    }),
  );
  const clients = new Map(prepared.invoices.map(({ item, index }) => [item.clientId, rights[index]?.text ?? '']));
  // A client counts once, however many invoices it has; payers are cut forms of the same names.
  const open = prepared.invoices.filter((invoice) => invoice.open);
  const rarity = rarityOf(
    [...clients.values()],
    open.map(({ item }) => item.balanceMinor),
  );
  return (of: PreparedTransaction, to: PreparedInvoice): number[] => {
    const isForeign = of.item.currency !== to.item.currency;
    const [left, right] = [lefts[of.index] as ComparedRecord, rights[to.index] as ComparedRecord];
    return fields.map((spec) => {
      // Amounts of two currencies say nothing about each other.
      if (spec.kind === 'amount' && isForeign) return UNKNOWN_LEVEL;
      // From the invoice's due day to the payment.
      if (spec.kind === 'days') return levelOf(spec, right, left, rarity, UNKNOWN_LEVEL);
      const given = spec.field === 'currency' ? (isForeign ? 1 : 0) : namingLevel(of, to);
      return levelOf(spec, left, right, rarity, given);
    });
  };
}

/** Payments that came in and open invoices, with the levels of any pair. */
function taskOf(prepared: Prepared, fields: readonly FieldSpec[]): LinkTask<PreparedTransaction, PreparedInvoice> {
  return {
    lefts: prepared.transactions.filter(({ paidMinor }) => paidMinor > 0),
    rights: prepared.invoices.filter(({ open }) => open),
    blocks: INVOICE_BLOCKS,
    levels: comparison(prepared, fields),
  };
}

/** Fits a model to payments and invoices as they are, without being told which belong together. */
export const trainOnInvoices = (prepared: Prepared, version: string): FitResult =>
  trainLink(taskOf(prepared, INVOICE_FIELDS), { fields: INVOICE_FIELDS, version });

/** Bits of a probability: what the waterfall adds up to. */
const bitsOfProbability = (probability: number): number => {
  const bounded = Math.min(1 - 1e-12, Math.max(1e-12, probability));
  return Math.log2(bounded / (1 - bounded));
};

const LEAST_PROBABILITY = 0.005;

/** Scores by a learned model: probability that the two belong together, given all their rivals. */
export function learnedScorer(
  prepared: Prepared,
  model: LearnedModel,
): Scorer & { compared: { pairs: number; cut: number } } {
  const fields = model.fields.map(({ spec }) => spec);
  const weights = weightsOf(model);
  const task = taskOf(prepared, fields);
  const linked = scoreLink(task, model);
  const pairs = linked.pairs.flatMap(({ left, right, probability }): ScoredPair[] => {
    const of = task.lefts[left] as PreparedTransaction;
    const to = task.rights[right] as PreparedInvoice;
    // Unlikely ones are kept only to say why not.
    if (probability < LEAST_PROBABILITY && !isSameMoney(of, to) && isNamed(of, to) !== true) return [];
    const weight = bitsOfProbability(probability);
    return [{ transaction: of.index, invoice: to.index, score: percentOfBits(weight), weight }];
  });
  const explain = (pair: ScoredPair): Evidence[] => {
    const ofFields = evidenceOf(
      model,
      weights,
      task.levels(
        prepared.transactions[pair.transaction] as PreparedTransaction,
        prepared.invoices[pair.invoice] as PreparedInvoice,
      ),
    );
    const sum = ofFields.reduce((total, { points }) => total + points, linked.priorBits);
    return [
      { field: 'prior', verdict: 'graded', points: linked.priorBits },
      ...ofFields,
      { field: 'rivals', verdict: 'graded', points: pair.weight - sum },
    ];
  };
  return { model: model.version, unit: 'bits', pairs, explain, compared: linked.compared };
}

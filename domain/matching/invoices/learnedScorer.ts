import { visitPairs } from '../blocking.ts';
import type { Evidence } from '../evidence.ts';
import { percentOfBits } from '../explain.ts';
import { exclusiveProbabilities } from '../learned/exclusive.ts';
import { type ComparedRecord, type FieldSpec, levelOf, UNKNOWN_LEVEL } from '../learned/fields.ts';
import { type FitResult, fitModel } from '../learned/fit.ts';
import { rarityOf } from '../learned/rarity.ts';
import type { LearnedModel } from '../learned/schema.ts';
import { bitsOf, evidenceOf, weightsOf } from '../learned/score.ts';
import { countVector, emptyCounts, vectorCode } from '../learned/vectors.ts';
import { INVOICE_BLOCKS } from './blocks.ts';
import type { Prepared, PreparedInvoice, PreparedTransaction } from './prepare.ts';
import type { ScoredPair, Scorer } from './scorer.ts';

const NAMINGS = [
  'names it alone',
  'names it among others',
  'names it by a short number',
  'names another',
  'names none',
];
const CURRENCIES = ['the same currency', 'another currency'];

/** What the learned scorer compares of a payment and an invoice. */
export const INVOICE_FIELDS: readonly FieldSpec[] = [
  { field: 'amount', kind: 'amount', bounds: [0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.25, 0.5] },
  { field: 'reference', kind: 'given', levels: NAMINGS, guess: [6, 4, 1, -2, 0] },
  { field: 'date', kind: 'days', bounds: [-30, -20, -14, -10, -7, -5, -3, -1, 0, 1, 3, 5, 7, 10, 14, 21, 30, 45, 60] },
  { field: 'payer', kind: 'text', bounds: [4, 6, 8, 10, 12] },
  { field: 'currency', kind: 'given', levels: CURRENCIES, guess: [0, -3] },
];

function namingLevel({ named }: PreparedTransaction, invoice: number): number {
  const naming = named.get(invoice);
  if (naming === 'weak') return 2;
  if (naming === 'sure') return [...named.values()].filter((one) => one === 'sure').length > 1 ? 1 : 0;
  return [...named.values()].includes('sure') ? 3 : 4;
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
  const rarity = rarityOf([...clients.values()]);
  return (transaction: number, invoice: number): number[] => {
    const of = prepared.transactions[transaction] as PreparedTransaction;
    const to = prepared.invoices[invoice] as PreparedInvoice;
    const isForeign = of.item.currency !== to.item.currency;
    const [left, right] = [lefts[transaction] as ComparedRecord, rights[invoice] as ComparedRecord];
    return fields.map((spec) => {
      // Amounts of two currencies say nothing about each other.
      if (spec.kind === 'amount' && isForeign) return UNKNOWN_LEVEL;
      // From the invoice's due day to the payment.
      if (spec.kind === 'days') return levelOf(spec, right, left, rarity, UNKNOWN_LEVEL);
      const given = spec.field === 'currency' ? (isForeign ? 1 : 0) : namingLevel(of, invoice);
      return levelOf(spec, left, right, rarity, given);
    });
  };
}

const receivedOf = (prepared: Prepared) => prepared.transactions.filter(({ paidMinor }) => paidMinor > 0);

/** Fits a model to payments and invoices as they are, without being told which belong together. */
export function trainOnInvoices(prepared: Prepared, version: string): FitResult {
  const levels = comparison(prepared, INVOICE_FIELDS);
  const code = vectorCode(INVOICE_FIELDS);
  const counts = emptyCounts();
  const received = receivedOf(prepared);
  visitPairs(received, prepared.invoices, INVOICE_BLOCKS, (left, invoice) =>
    countVector(counts, code.encode(levels((received[left] as PreparedTransaction).index, invoice))),
  );
  const open = prepared.invoices.filter((invoice) => invoice.open).length;
  return fitModel(counts, { version, fields: INVOICE_FIELDS, items: Math.min(received.length, open) });
}

/** Bits of a probability: what the waterfall adds up to. */
const bitsOfProbability = (probability: number): number => {
  const bounded = Math.min(1 - 1e-12, Math.max(1e-12, probability));
  return Math.log2(bounded / (1 - bounded));
};

/** Scores by a learned model: probability that the two belong together, given all their rivals. */
export function learnedScorer(
  prepared: Prepared,
  model: LearnedModel,
): Scorer & { compared: { pairs: number; cut: number } } {
  const fields = model.fields.map(({ spec }) => spec);
  const weights = weightsOf(model);
  const levels = comparison(prepared, fields);
  const received = receivedOf(prepared);
  const [lefts, rights, bits]: [number[], number[], number[]] = [[], [], []];
  const compared = visitPairs(received, prepared.invoices, INVOICE_BLOCKS, (left, invoice) => {
    const { index } = received[left] as PreparedTransaction;
    lefts.push(index);
    rights.push(invoice);
    bits.push(bitsOf(weights, levels(index, invoice)));
  });
  const weighed = { lefts: Int32Array.from(lefts), rights: Int32Array.from(rights), bits: Float64Array.from(bits) };
  const { probabilities, priorBits } = exclusiveProbabilities(weighed, model.pairedShare);
  const priors = new Map<ScoredPair, number>();
  const pairs = lefts.map((transaction, at): ScoredPair => {
    const weight = bitsOfProbability(probabilities[at] ?? 0);
    const pair = { transaction, invoice: rights[at] ?? 0, score: percentOfBits(weight), weight };
    priors.set(pair, priorBits[at] ?? 0);
    return pair;
  });
  const explain = (pair: ScoredPair): Evidence[] => {
    const prior = priors.get(pair) ?? 0;
    const ofFields = evidenceOf(model, weights, levels(pair.transaction, pair.invoice));
    const sum = ofFields.reduce((total, { points }) => total + points, prior);
    return [
      { field: 'prior', verdict: 'graded', points: prior },
      ...ofFields,
      { field: 'rivals', verdict: 'graded', points: pair.weight - sum },
    ];
  };
  return { model: model.version, unit: 'bits', pairs, explain, compared };
}

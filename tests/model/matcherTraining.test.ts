import { describe, expect, it } from 'vitest';
import { makeWorld } from '../../bench/matching/world.ts';
import { DEFAULT_MATCH_RULES } from '../../domain/matching/invoices/defaultRules.ts';
import { type DecidedPair, trainAndJudge } from '../../domain/matching/invoices/training.ts';

const world = makeWorld(4, 1_500);
const truth = new Map(
  world.truths.flatMap(({ transactionIds: [transaction, more], invoiceIds: [invoice, other] }) =>
    transaction && invoice && !more && !other ? [[transaction, invoice] as const] : [],
  ),
);
const invoiceOf = new Map(world.invoices.map((one) => [one.id, one]));
/** Decisions of five people: right ones, and for each a payment joined to somebody else's invoice and refused. */
const decided = world.transactions.flatMap((transaction, at): DecidedPair[] => {
  const [right, wrong] = [invoiceOf.get(truth.get(transaction.id) ?? ''), world.invoices[at]];
  if (!right || !wrong || right === wrong) return [];
  const base = { userId: `user:${at % 5}`, slices: [`in ${transaction.currency}`], transaction };
  return [
    { ...base, right: true, invoice: right },
    { ...base, right: false, invoice: wrong },
  ];
});
const input = {
  transactions: world.transactions,
  invoices: world.invoices,
  decided: [] as DecidedPair[],
  rules: DEFAULT_MATCH_RULES,
  current: null,
  name: 'learned',
  asOf: world.asOf,
};

describe('[D-28] training and its gate', () => {
  it('fits without labels; without decisions to compare by it is not put into use', () => {
    expect(trainAndJudge(input)).toMatchObject({ kind: 'trained', result: 'not_enough_data' });
    expect(trainAndJudge({ ...input, transactions: [], invoices: [] })).toEqual({ kind: 'too_little_data' });
  });

  it('what is no better than what scores now stays out of use, whatever it costs to train it', () => {
    const made = trainAndJudge({ ...input, decided });
    expect(made.kind === 'trained' && made.result).toBe('not_better');
  });

  it('a model in use that orders decisions badly is replaced, unless the new one would approve what people refused', () => {
    const made = trainAndJudge(input);
    if (made.kind !== 'trained') throw new Error(made.kind);
    const bad = {
      ...made.model,
      fields: made.model.fields.map((field) => ({
        ...field,
        ofMatches: field.ofOthers,
        ofOthers: field.ofMatches,
      })),
    };
    const few = decided.slice(0, 60);
    expect(trainAndJudge({ ...input, current: bad, decided: few })).toMatchObject({ result: 'better' });
    // One more person refused what fits in everything: the machine must not do what they refuse.
    const taken = new Set(few.map(({ transaction }) => transaction.id));
    const fitting = decided.filter(
      ({ right, transaction, invoice }) =>
        right &&
        !taken.has(transaction.id) &&
        transaction.amountMinor === invoice.balanceMinor &&
        transaction.payer === invoice.clientName.toUpperCase() &&
        transaction.reference === invoice.number,
    );
    const refused = fitting.map((one) => ({ ...one, right: false, userId: 'user:strict' }));
    expect(refused.length).toBeGreaterThan(20);
    expect(trainAndJudge({ ...input, current: bad, decided: [...few, ...refused] })).toMatchObject({
      result: 'wrong_automatic',
    });
  });
});

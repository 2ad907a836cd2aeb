import { beforeAll, describe, expect, it } from 'vitest';
import { countSets } from '../../bench/matching/coverOracle.ts';
import type { MatchWorld } from '../../bench/matching/maker.ts';
import { checkApprovals, checkStates, judgeWorld } from '../../bench/matching/oracle.ts';
import { makeWorld } from '../../bench/matching/world.ts';
import { DEFAULT_MATCH_RULES } from '../../domain/matching/invoices/defaultRules.ts';
import { trainOnInvoices } from '../../domain/matching/invoices/learnedScorer.ts';
import { prepare } from '../../domain/matching/invoices/prepare.ts';
import { reconcile } from '../../domain/matching/invoices/reconcile.ts';
import type { LearnedModel } from '../../domain/matching/learned/schema.ts';

/** A small part of what `npm run oracle:matching` does with 20,000 payments. */
const PAYMENTS = 1_500;
const rules = { ...DEFAULT_MATCH_RULES, auto: { ...DEFAULT_MATCH_RULES.auto, on: true } };

describe('[PY-MATCH-06] [PY-MATCH-09] [D-27] made-up years whose truth is known', () => {
  let world: MatchWorld;
  let model: LearnedModel;
  beforeAll(() => {
    world = makeWorld(21, PAYMENTS);
    const training = makeWorld(22, PAYMENTS);
    const fit = trainOnInvoices(prepare(training.transactions, training.invoices), 'test');
    if (fit.kind !== 'fitted') throw new Error(fit.kind);
    model = fit.model;
  });

  it('shipped rules: one state each, no wrong approval, every unique set found, every ambiguous one asked', () => {
    const { faults, auto, covers } = judgeWorld(world, rules, null);
    expect(faults).toEqual([]);
    expect(auto).toBeGreaterThan(100);
    expect(covers.unique).toBeGreaterThan(5);
  });

  it('the learned scorer finds more on a year that it was not fitted on, and approves nothing wrongly', () => {
    const learned = judgeWorld(world, rules, model);
    expect(learned.faults).toEqual([]);
    expect(learned.scorer.f1).toBeGreaterThan(judgeWorld(world, rules, null).scorer.f1);
    expect(learned.scorer.f1).toBeGreaterThan(0.97);
  });

  it('[C-36] its waterfall adds up to bits whose percentage is the score', () => {
    const { matches } = reconcile({ ...world, rules, model });
    const learned = matches.filter(({ explanation }) => explanation.unit === 'bits');
    expect(learned.length).toBeGreaterThan(500);
    for (const { explanation } of learned) {
      const sum = explanation.waterfall.reduce((total, { points }) => total + points, 0);
      expect(explanation.total).toBeCloseTo(sum, 6);
      expect(explanation.score).toBe(Math.floor(100 / (1 + 2 ** -sum) + 1e-9));
      expect(explanation.model).toBe('test');
    }
  });

  it('planted: an item in two matches, one without a state and a state without its match are found', () => {
    const run = reconcile({ ...world, rules, model: null });
    expect(checkStates(world, run)).toEqual([]);
    const [first, second] = run.matches;
    const doubled = {
      ...run,
      matches: [first, { ...second, invoiceIds: first?.invoiceIds ?? [] }, ...run.matches.slice(2)],
    } as typeof run;
    expect(checkStates(world, doubled)).not.toEqual([]);
    const [someId = ''] = run.transactions.keys();
    expect(
      checkStates(world, { ...run, transactions: new Map([...run.transactions].filter(([id]) => id !== someId)) }),
    ).not.toEqual([]);
  });

  it('planted: two approvals with their invoices exchanged, and one whose money was given back, are found', () => {
    const run = reconcile({ ...world, rules, model: null });
    const approved = run.matches.filter(({ decision }) => decision === 'auto');
    const [first, second] = approved;
    const [one, other] = [first?.invoiceIds ?? [], second?.invoiceIds ?? []];
    const exchanged = run.matches.map((match) =>
      match === first ? { ...match, invoiceIds: other } : match === second ? { ...match, invoiceIds: one } : match,
    );
    expect(checkApprovals(world, run)).toEqual({ auto: approved.length, wrong: [] });
    expect(checkApprovals(world, { ...run, matches: exchanged }).wrong).toHaveLength(2);
    const returned = run.matches.map((match) =>
      match.kind === 'return' ? { ...match, returnedTransactionId: first?.transactionIds[0] ?? '' } : match,
    );
    expect(checkApprovals(world, { ...run, matches: returned }).wrong).toHaveLength(1);
  });

  it('sets are counted by sums, not by the search that is checked', () => {
    expect(countSets([500, 500, 300], 800, 8)).toBe(2);
    expect(countSets([1_000, 2_500, 7_000], 8_000, 8)).toBe(1);
    expect(countSets([800], 800, 8)).toBe(0);
    expect(countSets(new Array(9).fill(100), 900, 8)).toBe(0);
  });
});

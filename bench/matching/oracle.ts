import { claimGreedily } from '../../domain/matching/claim.ts';
import type { MatchRun } from '../../domain/matching/invoices/items.ts';
import { learnedScorer } from '../../domain/matching/invoices/learnedScorer.ts';
import { prepare } from '../../domain/matching/invoices/prepare.ts';
import { reconcile } from '../../domain/matching/invoices/reconcile.ts';
import { rulesScorer } from '../../domain/matching/invoices/rulesScorer.ts';
import type { MatchRules } from '../../domain/matching/invoices/schema.ts';
import { evaluateScorer, type Judged, type ScorerFigures } from '../../domain/matching/learned/evaluate.ts';
import type { LearnedModel } from '../../domain/matching/learned/schema.ts';
import { type CoverCheck, checkCovers } from './coverOracle.ts';
import type { MatchWorld } from './maker.ts';

export interface OracleFigures {
  /** Everything that must not be; empty when all is well. */
  faults: string[];
  states: Record<string, number>;
  auto: number;
  wrongAuto: number;
  covers: CoverCheck;
  scorer: ScorerFigures;
  milliseconds: number;
}

const pairKey = (transactionId: string, invoiceId: string) => `${transactionId} ${invoiceId}`;

/** True pairs; a second payment of an invoice is as right as the first, since one of the two is one too much. */
function truePairs({ truths }: MatchWorld): { pairs: Set<string>; instead: Map<string, string> } {
  const pairs = new Set<string>();
  const instead = new Map<string, string>();
  for (const { transactionIds, invoiceIds, either } of truths)
    for (const transactionId of transactionIds)
      for (const invoiceId of invoiceIds) {
        pairs.add(pairKey(transactionId, invoiceId));
        if (either !== null) instead.set(pairKey(either, invoiceId), pairKey(transactionId, invoiceId));
      }
  return { pairs, instead };
}

/** Every item ends in exactly one state, and the states say what matches and questions say. */
export function checkStates(world: MatchWorld, run: MatchRun): string[] {
  const faults: string[] = [];
  const used = new Map<string, number>();
  for (const [at, { transactionIds, invoiceIds }] of run.matches.entries())
    for (const id of [...transactionIds, ...invoiceIds]) {
      if (used.has(id)) faults.push(`${id} is in two matches`);
      used.set(id, at);
    }
  for (const [items, states] of [
    [world.transactions, run.transactions],
    [world.invoices, run.invoices],
  ] as const) {
    if (items.length !== states.size) faults.push(`${items.length} items have ${states.size} states`);
    for (const { id } of items) {
      const state = states.get(id);
      if (!state) faults.push(`${id} has no state`);
      else if (state.state === 'matched' ? used.get(id) !== state.match : used.has(id))
        faults.push(`${id} is ${state.state} and its match says otherwise`);
    }
  }
  return faults;
}

/** Approvals without a person, and those of them that the truth does not know, or whose money was given back. */
export function checkApprovals(world: MatchWorld, run: MatchRun): { auto: number; wrong: string[] } {
  const { pairs, instead } = truePairs(world);
  const returned = new Set(run.matches.map(({ returnedTransactionId }) => returnedTransactionId));
  const approved = run.matches.filter(({ decision }) => decision === 'auto');
  const wrong = approved.flatMap(({ transactionIds, invoiceIds }) => {
    const key = pairKey(transactionIds.join(), invoiceIds.join());
    const isRight = pairs.has(instead.get(key) ?? key) && !returned.has(transactionIds[0] ?? '');
    return isRight ? [] : [key];
  });
  return { auto: approved.length, wrong };
}

const spelledOut = ({ questions }: MatchRun) =>
  questions.flatMap(({ alternatives }) => alternatives.filter((one) => one.spelledOut));

/** What a scorer claims: the sets that were proved, and of all other pairs the best of each item. */
function judgeScorer(world: MatchWorld, run: MatchRun, rules: MatchRules, model: LearnedModel | null): ScorerFigures {
  const { pairs, instead } = truePairs(world);
  const judged: Judged[] = [];
  const taken = new Set<string>();
  const judge = (transactionId: string, invoiceId: string, score: number) => {
    const key = pairKey(transactionId, invoiceId);
    judged.push({ score, right: pairs.has(instead.get(key) ?? key) });
  };
  for (const { kind, transactionIds, invoiceIds } of run.matches)
    if (kind === 'several_invoices' || kind === 'several_transactions') {
      for (const transactionId of transactionIds)
        for (const invoiceId of invoiceIds) judge(transactionId, invoiceId, PROVED);
      for (const id of [...transactionIds, ...invoiceIds]) taken.add(id);
    }
  // Where a person is asked, the set that the references spell out is what the matcher says is the likely one.
  for (const { transactionIds, invoiceIds } of spelledOut(run)) {
    if ([...transactionIds, ...invoiceIds].some((id) => taken.has(id))) continue;
    for (const transactionId of transactionIds)
      for (const invoiceId of invoiceIds) judge(transactionId, invoiceId, PROVED);
    for (const id of [...transactionIds, ...invoiceIds]) taken.add(id);
  }
  const prepared = prepare(world.transactions, world.invoices);
  const scorer = model ? learnedScorer(prepared, model) : rulesScorer(prepared, rules);
  const idOf = (left: number) => prepared.transactions[left]?.item.id ?? '';
  const invoiceIdOf = (right: number) => prepared.invoices[right]?.item.id ?? '';
  const edges = scorer.pairs
    .map(({ transaction, invoice, weight }) => ({ left: transaction, right: invoice, weight }))
    .filter(({ left, right }) => !taken.has(idOf(left)) && !taken.has(invoiceIdOf(right)));
  for (const { left, right, weight } of claimGreedily(edges))
    judge(idOf(left), invoiceIdOf(right), model ? weight : weight / 10);
  return evaluateScorer(judged, pairs.size);
}

/** Where a proved set stands among scored pairs: beside a pair of 97 % (5 bits), or of 50 points. */
const PROVED = 5;

/** Runs the pipeline on a world and compares it with the truth. */
export function judgeWorld(world: MatchWorld, rules: MatchRules, model: LearnedModel | null): OracleFigures {
  const began = performance.now();
  const run = reconcile({ ...world, rules, model });
  const milliseconds = performance.now() - began;
  const { auto, wrong } = checkApprovals(world, run);
  const faults = [...checkStates(world, run), ...wrong.map((key) => `approved ${key} without a person, wrongly`)];
  const states: Record<string, number> = {};
  for (const state of run.transactions.values()) {
    const name =
      state.state === 'matched'
        ? state.decision
        : state.state === 'asked'
          ? `asked: ${state.reason}`
          : 'reason' in state
            ? `${state.wait}: ${state.reason}`
            : state.state;
    states[name] = (states[name] ?? 0) + 1;
  }
  const covers = checkCovers(world, run, rules);
  faults.push(...covers.faults);
  return {
    faults,
    states,
    auto,
    wrongAuto: wrong.length,
    covers,
    scorer: judgeScorer(world, run, rules, model),
    milliseconds,
  };
}

import { visitPairs } from '../domain/matching/blocking.ts';
import { scoreOf } from '../domain/matching/evidence.ts';
import { DEFAULT_MATCH_RULES } from '../domain/matching/invoices/defaultRules.ts';
import {
  isSameMoney,
  type PreparedInvoice,
  type PreparedTransaction,
  prepare,
} from '../domain/matching/invoices/prepare.ts';
import { compareByRules, pointsOf, rulesScorer } from '../domain/matching/invoices/rulesScorer.ts';
import { makeWorld } from './matching/world.ts';
import { round } from './measure.ts';
import type { BenchWorld } from './world.ts';

const SIZES = [4_000, 16_000, 64_000, 256_000];
const RECALL_SIZE = 8_000;
const SEED = 31;

/** Slope of a line through the logarithms: 1 = time grows as the number of payments, 2 = as its square. */
function slope(points: readonly { size: number; ms: number }[]): number {
  const [xs, ys] = [points.map(({ size }) => Math.log(size)), points.map(({ ms }) => Math.log(ms))];
  const mean = (list: number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;
  const [x, y] = [mean(xs), mean(ys)];
  const above = xs.reduce((sum, one, at) => sum + (one - x) * ((ys[at] ?? 0) - y), 0);
  return above / xs.reduce((sum, one) => sum + (one - x) ** 2, 0);
}

const freshWorld = (size: number) => makeWorld(SEED, size);

/** Processor time of blocking and scoring in ms, the least of some runs; names are compared anew each time. */
function scoringMs(size: number): number {
  const runs = size > 20_000 ? 1 : 5;
  const { transactions, invoices } = freshWorld(size);
  const times = Array.from({ length: runs }, () => {
    const prepared = prepare(transactions, invoices);
    const began = process.cpuUsage();
    rulesScorer(prepared, DEFAULT_MATCH_RULES);
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1_000;
  });
  return Math.max(1, Math.min(...times));
}

/** Of the pairs that comparing everything with everything would propose, the share that the blocks find. */
function blockingRecall(): { recall: number; proposed: number } {
  const { transactions, invoices } = freshWorld(RECALL_SIZE);
  const prepared = prepare(transactions, invoices);
  const [rules, points] = [DEFAULT_MATCH_RULES, pointsOf(DEFAULT_MATCH_RULES)];
  const { pairs } = rulesScorer(prepared, rules);
  const found = new Set(
    pairs
      .filter(({ score }) => score >= rules.store)
      .map(({ transaction, invoice }) => transaction * prepared.invoices.length + invoice),
  );
  let [proposed, kept] = [0, 0];
  const judge = (of: PreparedTransaction, to: PreparedInvoice) => {
    // Date and payer alone are 25 points: without the money or the number a pair is never proposed.
    if (!isSameMoney(of, to) && !of.named.has(to.index)) return;
    if (scoreOf(compareByRules(prepared, rules, points, of, to)) < rules.store) return;
    proposed += 1;
    if (found.has(of.index * prepared.invoices.length + to.index)) kept += 1;
  };
  const everything = {
    name: 'all',
    leftKeys: () => [''],
    rightKeys: () => [''],
    leftAt: () => 0,
    rightAt: () => 0,
    within: 0,
    most: Number.POSITIVE_INFINITY,
  };
  const received = prepared.transactions.filter(({ paidMinor }) => paidMinor > 0);
  const open = prepared.invoices.filter((invoice) => invoice.open);
  visitPairs(received, open, [everything], (left, right) =>
    judge(received[left] as PreparedTransaction, open[right] as PreparedInvoice),
  );
  return { recall: kept / Math.max(1, proposed), proposed };
}

/** Growth and blocking recall of scoring by the shipped rules. In memory: the books have no part in it. */
export function matchingFigures({ publish, note }: Pick<BenchWorld, 'publish' | 'note'>): void {
  const points = SIZES.map((size) => {
    const ms = scoringMs(size);
    note(`scored ${size} payments in ${Math.round(ms)} ms of processor time, ${round((ms * 1_000) / size, 1)} µs each`);
    return { size, ms };
  });
  const steps = points.slice(1).map((point, at) => slope([points[at] ?? point, point]));
  publish({
    name: 'Growth of blocked scoring, 4,000 to 256,000 payments and invoices, log-log slope',
    value: round(slope(points)),
    limit: 1.25,
    better: 'lower',
    range: [round(Math.min(...steps)), round(Math.max(...steps))],
    baseline: null,
  });
  const { recall, proposed } = blockingRecall();
  publish({
    name: `Blocking recall against all pairs at ${RECALL_SIZE} payments (${proposed} pairs of 60 points or more)`,
    value: round(recall, 4),
    limit: 0.995,
    better: 'higher',
    range: [round(recall, 4), round(recall, 4)],
    baseline: null,
  });
}

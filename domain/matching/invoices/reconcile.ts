import { dayNumber } from '../days.ts';
import type { LearnedModel } from '../learned/schema.ts';
import { clientFinder } from './clients.ts';
import { proposeCovers } from './covers.ts';
import { claimDifferences } from './differences.ts';
import { claimExact } from './exact.ts';
import type { ItemState, MatchInvoice, MatchRun, MatchTransaction, SettledPayment } from './items.ts';
import { learnedScorer } from './learnedScorer.ts';
import { stateLeftOver } from './leftOver.ts';
import { type Prepared, prepare } from './prepare.ts';
import { linkReturns, proposeReturns, returnedBy } from './returns.ts';
import { rulesScorer } from './rulesScorer.ts';
import type { Run } from './run.ts';
import type { MatchRules } from './schema.ts';

export interface MatchInput {
  transactions: readonly MatchTransaction[];
  /** Open ones, and those paid of late: a payment may name one of them. */
  invoices: readonly MatchInvoice[];
  /** Payments matched before, for what is given back. */
  settled: readonly SettledPayment[];
  rules: MatchRules;
  /** Scores in place of the rule set; the bounds of the rules stay. */
  model: LearnedModel | null;
  /** ISO date of the run: what is due before it is overdue. */
  asOf: string;
}

const statesById = (items: readonly { item: { id: string } }[], states: readonly (ItemState | null)[]) =>
  new Map(items.map(({ item }, index) => [item.id, states[index] as ItemState]));

/** Payments that came in, by the invoices that they surely name. */
function namingsOf({ transactions }: Prepared): Map<number, number[]> {
  const namedBy = new Map<number, number[]>();
  for (const { index, named, paidMinor } of transactions)
    for (const [invoice, naming] of named) {
      if (naming !== 'sure' || paidMinor <= 0) continue;
      const list = namedBy.get(invoice);
      if (list) list.push(index);
      else namedBy.set(invoice, [index]);
    }
  return namedBy;
}

function startRun(prepared: Prepared, { rules, model }: MatchInput, returned: Set<number>) {
  const { compared, ...scorer } = model ? learnedScorer(prepared, model) : rulesScorer(prepared, rules);
  const run: Run = {
    prepared,
    rules,
    scorer,
    transactionStates: prepared.transactions.map(() => null),
    invoiceStates: prepared.invoices.map(({ open }) => (open ? null : { state: 'paid' })),
    matches: [],
    questions: [],
    ofTransaction: Map.groupBy(scorer.pairs, ({ transaction }) => transaction),
    ofInvoice: Map.groupBy(scorer.pairs, ({ invoice }) => invoice),
    namedBy: namingsOf(prepared),
    returned,
  };
  return { run, compared };
}

/**
 * Matches payments to invoices of one tenant: block, compare, score, claim, decide, explain. Every item ends in exactly
 * one state. The same input has the same outcome, in whatever order it is given. Throws RangeError when an id stands
 * twice, a date is none or an amount is no integer.
 */
export function reconcile(input: MatchInput): MatchRun {
  const { rules } = input;
  const prepared = prepare(input.transactions, input.invoices);
  const links = linkReturns(prepared, input.settled, rules);
  const { run, compared } = startRun(prepared, input, returnedBy(links));
  claimExact(run);
  proposeCovers(run);
  claimDifferences(run);
  proposeReturns(run, links);
  const clientsOf = clientFinder(prepared, rules);
  stateLeftOver(run, dayNumber(input.asOf), (of) => clientsOf(of).length > 0);
  return {
    matches: run.matches,
    questions: run.questions,
    transactions: statesById(prepared.transactions, run.transactionStates),
    invoices: statesById(prepared.invoices, run.invoiceStates),
    compared,
  };
}

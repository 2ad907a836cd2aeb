import type { InvoiceMatch, ItemState, MatchRun } from './items.ts';
import { type MatchInput, reconcile } from './reconcile.ts';
import type { MatchRules } from './schema.ts';

/** What a payment's outcome is, short enough to be compared and shown. */
interface OutcomeOfPayment {
  state: ItemState['state'];
  decision: InvoiceMatch['decision'] | null;
  kind: InvoiceMatch['kind'] | null;
  invoiceIds: string[];
  /** 0 to 100; null without a match. */
  score: number | null;
  /** Of a question or of an unmatched payment; null for a match. */
  reason: string | null;
}

interface RuleChange {
  transactionId: string;
  before: OutcomeOfPayment;
  after: OutcomeOfPayment;
}

export interface DryRun {
  changes: RuleChange[];
  /** Payments approved without a person, proposed, asked about and unmatched, before and after. */
  counts: Record<'before' | 'after', { auto: number; review: number; asked: number; unmatched: number }>;
}

function outcomeOf({ matches, transactions }: MatchRun, transactionId: string): OutcomeOfPayment {
  const state = transactions.get(transactionId);
  const none = { decision: null, kind: null, invoiceIds: [], score: null };
  if (state?.state !== 'matched')
    return { state: state?.state ?? 'unmatched', ...none, reason: state && 'reason' in state ? state.reason : null };
  const match = matches[state.match];
  if (!match) return { state: 'matched', ...none, reason: null };
  const { decision, kind, invoiceIds, explanation } = match;
  return {
    state: 'matched',
    decision,
    kind,
    invoiceIds: invoiceIds.toSorted(),
    score: explanation.score,
    reason: null,
  };
}

function countsOf({ transactions }: MatchRun) {
  const counts = { auto: 0, review: 0, asked: 0, unmatched: 0 };
  for (const state of transactions.values())
    if (state.state === 'matched') counts[state.decision] += 1;
    else if (state.state === 'asked') counts.asked += 1;
    else counts.unmatched += 1;
  return counts;
}

const asText = (outcome: OutcomeOfPayment) => JSON.stringify(outcome);

/** What other rules would change for these items, without doing anything. */
export function tryRules(input: MatchInput, newRules: MatchRules): DryRun {
  const [before, after] = [reconcile(input), reconcile({ ...input, rules: newRules })];
  const changes = [...before.transactions.keys()].map((transactionId) => ({
    transactionId,
    before: outcomeOf(before, transactionId),
    after: outcomeOf(after, transactionId),
  }));
  return {
    changes: changes.filter((change) => asText(change.before) !== asText(change.after)),
    counts: { before: countsOf(before), after: countsOf(after) },
  };
}

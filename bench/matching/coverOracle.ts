import type { InvoiceMatch, MatchInvoice, MatchRun } from '../../domain/matching/invoices/items.ts';
import type { MatchRules } from '../../domain/matching/invoices/schema.ts';
import { dayOf, type MatchWorld } from './maker.ts';

export interface CoverCheck {
  faults: string[];
  /** Payments of several invoices whose set is the only one, and how many of them were proposed as it. */
  unique: number;
  uniqueFound: number;
  /** Payments of several invoices for which there are several sets, and how many of them were asked about. */
  ambiguous: number;
  ambiguousAsked: number;
  /** Left out: nothing in the payment leads to the client. */
  untold: number;
}

/** How many sets of at most `most` items sum to the target, by counting sums and sizes: no search, and not our code's way. */
export function countSets(amounts: readonly number[], targetMinor: number, most: number): number {
  // sums.get(sum)[size] = number of sets.
  const sums = new Map<number, number[]>([[0, [1]]]);
  for (const amount of amounts)
    for (const [sum, sizes] of [...sums].toSorted(([one], [other]) => other - one)) {
      if (sum + amount > targetMinor) continue;
      const into = sums.get(sum + amount) ?? [];
      for (const [size, count] of sizes.entries())
        if (size < most && count) into[size + 1] = (into[size + 1] ?? 0) + count;
      sums.set(sum + amount, into);
    }
  return (sums.get(targetMinor) ?? []).reduce((total, count, size) => total + (size >= 2 ? (count ?? 0) : 0), 0);
}

/**
 * For every payment that was of several invoices: whether its set is the only one among what its client still owes, by
 * counting; then it must have been proposed, or else a person asked. What a payment by its number was matched to is owed no more.
 */
export function checkCovers(world: MatchWorld, run: MatchRun, rules: MatchRules): CoverCheck {
  const check: CoverCheck = { faults: [], unique: 0, uniqueFound: 0, ambiguous: 0, ambiguousAsked: 0, untold: 0 };
  const isNamed = ({ kind, explanation }: InvoiceMatch) =>
    kind === 'exact' &&
    explanation.waterfall.some(({ field, verdict }) => field === 'reference' && verdict === 'agree');
  const exact = new Set(run.matches.filter(isNamed).flatMap(({ invoiceIds }) => invoiceIds));
  const taken = new Set(run.matches.filter(({ kind }) => kind === 'exact').flatMap(({ invoiceIds }) => invoiceIds));
  const ofClient = Map.groupBy(world.invoices, ({ clientId }) => clientId);
  const byId = new Map<string, MatchInvoice>(world.invoices.map((invoice) => [invoice.id, invoice]));
  const transactions = new Map(world.transactions.map((transaction) => [transaction.id, transaction]));
  for (const { story, transactionIds, invoiceIds, tellsClient } of world.truths) {
    const [transaction, first] = [transactions.get(transactionIds[0] ?? ''), byId.get(invoiceIds[0] ?? '')];
    if (story !== 'several_invoices' || !transaction || !first) continue;
    const state = run.transactions.get(transaction.id);
    if (!tellsClient) {
      check.untold += 1;
      continue;
    }
    const owed = (ofClient.get(first.clientId) ?? []).filter(({ id, balanceMinor, currency, issuedOn }) => {
      const days = dayOf(transaction.bookedOn) - dayOf(issuedOn);
      return (
        balanceMinor > 0 &&
        currency === transaction.currency &&
        !exact.has(id) &&
        days >= -7 &&
        days <= rules.covers.withinDays
      );
    });
    const sets = countSets(
      owed.map(({ balanceMinor }) => balanceMinor),
      transaction.amountMinor,
      rules.covers.atMost,
    );
    const match = state?.state === 'matched' ? run.matches[state.match] : undefined;
    const isTruth =
      match?.kind === 'several_invoices' && match.invoiceIds.toSorted().join() === invoiceIds.toSorted().join();
    // Where an exact pair or another payment's set has one of its invoices too, a person is asked.
    const question = state?.state === 'asked' ? run.questions[state.question] : undefined;
    const isContested = question?.reason === 'covers_overlap' && question.transactionIds.length > 1;
    if (sets === 1 && !isContested && !invoiceIds.some((id) => taken.has(id))) {
      check.unique += 1;
      if (isTruth) check.uniqueFound += 1;
      else check.faults.push(`${transaction.id} pays one set of invoices and is ${describe(state, match?.kind)}`);
    } else if (sets > 0) {
      check.ambiguous += 1;
      if (state?.state === 'asked') check.ambiguousAsked += 1;
      else
        check.faults.push(`${transaction.id} may pay ${sets} sets of invoices and is ${describe(state, match?.kind)}`);
    }
  }
  return check;
}

const describe = (state: object | undefined, kind: string | undefined) => `${JSON.stringify(state)} ${kind ?? ''}`;

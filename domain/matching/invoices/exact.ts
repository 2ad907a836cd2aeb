import { claimBestMutual } from '../claim.ts';
import { isNamed, isSameMoney, payerAgrees } from './prepare.ts';
import type { NotAutoReason } from './reasons.ts';
import {
  ask,
  EARLY_DAYS,
  invoiceAt,
  isFreeInvoice,
  isFreeTransaction,
  proposePair,
  type Run,
  runnerUpOf,
  surelyNamed,
  transactionAt,
} from './run.ts';
import type { ScoredPair } from './scorer.ts';

/** The client owes the same amount more than once: whose turn it is, only a reference can say, and it may be last month's. */
function hasTwinInvoice(run: Run, { invoice }: ScoredPair): boolean {
  const { item } = invoiceAt(run, invoice);
  return (run.prepared.openOfClient.get(item.clientId) ?? []).some((index) => {
    const other = invoiceAt(run, index).item;
    return index !== invoice && other.balanceMinor === item.balanceMinor && other.currency === item.currency;
  });
}

const hasTwinPayment = (run: Run, { transaction, invoice }: ScoredPair): boolean =>
  (run.ofInvoice.get(invoice) ?? []).some((rival) => {
    const of = transactionAt(run, rival.transaction);
    const to = invoiceAt(run, invoice);
    return rival.transaction !== transaction && isSameMoney(of, to) && isNamed(of, to) === true;
  });

/** Somebody else's payment of other money names the invoice: one of the two may have copied a wrong number. */
const isNamedTwice = (run: Run, { invoice }: ScoredPair): boolean => (run.namedBy.get(invoice)?.length ?? 0) > 1;

/** An invoice may be paid some days before it is issued, e.g. on an order. */
const isBeforeIssue = (run: Run, { transaction, invoice }: ScoredPair): boolean =>
  transactionAt(run, transaction).day - invoiceAt(run, invoice).issuedDay < -EARLY_DAYS;

/** All that speaks against approving an exact pair without a person. */
function reasonsAgainstAuto(run: Run, pair: ScoredPair): NotAutoReason[] {
  const { auto } = run.rules;
  const [of, to] = [transactionAt(run, pair.transaction), invoiceAt(run, pair.invoice)];
  const named = isNamed(of, to);
  const rival = runnerUpOf(run, pair);
  const payer = payerAgrees(run.prepared, of, to, run.rules);
  const reasons: [NotAutoReason, boolean][] = [
    ['auto_is_off', !auto.on],
    ['below_auto', pair.score < auto.from],
    ['close_candidate', rival !== null && pair.score - rival.score < auto.margin],
    ['twin_invoice', hasTwinInvoice(run, pair) && !(auto.twins === 'reference_decides' && named === true)],
    ['twin_payment', hasTwinPayment(run, pair)],
    ['named_twice', isNamedTwice(run, pair) && !hasTwinPayment(run, pair)],
    ['before_issue', isBeforeIssue(run, pair)],
    ['was_returned', run.returned.has(pair.transaction)],
    ['names_another', named === false],
    // However probable: a payment that nobody addressed is for a person.
    ['names_none', named === null],
    ['payer_differs', payer === false],
    // Amount and reference alone: the number may be copied from somebody else's invoice of the same price.
    ['payer_unknown', payer === null],
  ];
  return reasons.filter(([, holds]) => holds).map(([reason]) => reason);
}

/** The invoices that a payment names come to its amount together: then it is for none of them alone, nor for another. */
function spellsOutSet(run: Run, transaction: number): boolean {
  const { paidMinor, item } = transactionAt(run, transaction);
  const named = surelyNamed(run, transaction).map((index) => invoiceAt(run, index));
  if (named.length < 2 || named.some((one) => one.item.currency !== item.currency)) return false;
  return named.reduce((sum, one) => sum + one.item.balanceMinor, 0) === paidMinor;
}

/** Claims pairs of the same money one to one; of those that fit equally well none. */
export function claimExact(run: Run): void {
  const pairs = run.scorer.pairs.filter(
    (pair) =>
      pair.score >= run.rules.store &&
      isFreeTransaction(run, pair.transaction) &&
      isFreeInvoice(run, pair.invoice) &&
      !spellsOutSet(run, pair.transaction) &&
      isSameMoney(transactionAt(run, pair.transaction), invoiceAt(run, pair.invoice)),
  );
  claimPairs(run, pairs, (pair) => proposePair(run, 'exact', pair, reasonsAgainstAuto(run, pair)));
}

/** Claims among these pairs, and asks about the contested. */
export function claimPairs(run: Run, pairs: readonly ScoredPair[], propose: (pair: ScoredPair) => void): void {
  const edges = pairs.map((pair) => ({ left: pair.transaction, right: pair.invoice, weight: pair.weight, pair }));
  const { claimed, contested } = claimBestMutual(edges);
  for (const { pair } of claimed) propose(pair);
  for (const group of contested)
    ask(
      run,
      'equal_candidates',
      group.map(({ left, right }) => ({ transactions: [left], invoices: [right] })),
    );
}

import { dayNumber } from '../days.ts';
import { nameWords, payerSimilarity } from '../text.ts';
import type { SettledPayment } from './items.ts';
import type { Prepared, PreparedTransaction } from './prepare.ts';
import { ask, proposeSet, type Run, transactionAt } from './run.ts';
import type { MatchRules } from './schema.ts';

/** Longer after a payment nobody takes it back by card or debit. */
const RETURN_DAYS = 540;

/** A payment that may be given back: of this run, or matched before. */
interface Returnable {
  id: string;
  amountMinor: number;
  currency: string;
  day: number;
  words: string[];
  /** Invoices of the books, by index. */
  invoices: number[];
  /** Index in this run; null for one matched before. */
  transaction: number | null;
}

export interface ReturnLink {
  outgoing: number;
  candidates: Returnable[];
}

function returnables({ transactions, invoices }: Prepared, settled: readonly SettledPayment[]): Returnable[] {
  const indexOf = new Map(invoices.map(({ item, index }) => [item.id, index]));
  const ofRun = transactions
    .filter(({ item }) => item.amountMinor > 0)
    .map(({ item, index, day, words, named }): Returnable => {
      const surely = [...named].filter(([, naming]) => naming === 'sure').map(([invoice]) => invoice);
      return {
        id: item.id,
        amountMinor: item.amountMinor,
        currency: item.currency,
        day,
        words,
        invoices: surely,
        transaction: index,
      };
    });
  const before = settled.map(
    (one): Returnable => ({
      id: one.transactionId,
      amountMinor: one.amountMinor,
      currency: one.currency,
      day: dayNumber(one.bookedOn),
      words: one.payer === null ? [] : nameWords(one.payer),
      invoices: one.invoiceIds.flatMap((id) => indexOf.get(id) ?? []),
      transaction: null,
    }),
  );
  return [...ofRun, ...before];
}

/** Says itself which payment it gives back, or names its invoice, or went to its payer in the same amount. */
function mayReturn(out: PreparedTransaction, payment: Returnable, rules: MatchRules): boolean {
  const amountMinor = -out.item.amountMinor;
  const days = out.day - payment.day;
  if (payment.currency !== out.item.currency || amountMinor > payment.amountMinor || days < 0 || days > RETURN_DAYS)
    return false;
  if (payment.invoices.some((invoice) => out.named.get(invoice) === 'sure')) return true;
  if (amountMinor !== payment.amountMinor || out.words.length === 0 || payment.words.length === 0) return false;
  return payerSimilarity(out.words, payment.words) >= rules.payer.similarity;
}

/** What each outgoing transaction may give back. A vendor's own word ends the search. */
export function linkReturns(prepared: Prepared, settled: readonly SettledPayment[], rules: MatchRules): ReturnLink[] {
  const outgoing = prepared.transactions.filter(({ item }) => item.amountMinor < 0);
  if (outgoing.length === 0) return [];
  const all = returnables(prepared, settled);
  const byId = new Map(all.map((one) => [one.id, one]));
  const byAmount = Map.groupBy(all, ({ amountMinor, currency }) => `${currency} ${amountMinor}`);
  const byInvoice = new Map<number, Returnable[]>();
  for (const one of all)
    for (const invoice of one.invoices) byInvoice.set(invoice, [...(byInvoice.get(invoice) ?? []), one]);
  return outgoing.map((out) => {
    const told = out.item.returns === null ? undefined : byId.get(out.item.returns);
    const near = new Set([
      ...(byAmount.get(`${out.item.currency} ${-out.item.amountMinor}`) ?? []),
      ...[...out.named.keys()].flatMap((invoice) => byInvoice.get(invoice) ?? []),
    ]);
    const candidates = told ? [told] : [...near].filter((payment) => mayReturn(out, payment, rules));
    // Naming the invoice says more than the amount does.
    const named = candidates.filter(({ invoices }) => invoices.some((invoice) => out.named.get(invoice) === 'sure'));
    return { outgoing: out.index, candidates: named.length > 0 ? named : candidates };
  });
}

/** Payments of this run that something surely gives back. */
export const returnedBy = (links: readonly ReturnLink[]): Set<number> =>
  new Set(links.flatMap(({ candidates }) => candidates.flatMap(({ transaction }) => transaction ?? [])));

/** Proposes that the invoices of a returned payment are open again, or asks which payment is meant. */
export function proposeReturns(run: Run, links: readonly ReturnLink[]): void {
  for (const { outgoing, candidates } of links) {
    const [payment, ...others] = candidates;
    if (!payment) continue;
    if (others.length > 0) {
      const meant = candidates.map(({ transaction }) => ({
        transactions: transaction === null ? [outgoing] : [outgoing, transaction],
        invoices: [],
      }));
      ask(run, 'several_payments_to_return', meant);
      continue;
    }
    const notAuto = ['money_went_out'] as const;
    proposeSet(
      run,
      'return',
      { transactions: [outgoing], invoices: [] },
      {
        notAuto: [...notAuto],
        sumsAgree: -transactionAt(run, outgoing).item.amountMinor === payment.amountMinor,
        returnedTransactionId: payment.id,
      },
    );
  }
}

import { dayNumber } from '../days.ts';
import { nameWords, payerSimilarity } from '../text.ts';
import type { MatchInvoice, MatchTransaction } from './items.ts';
import { indexNumbers, type Naming, namedIn, writtenNumbers } from './reference.ts';
import type { MatchRules } from './schema.ts';

export interface PreparedTransaction {
  index: number;
  item: MatchTransaction;
  /** What the payer paid: what arrived and what the service kept. Minor units. */
  paidMinor: number;
  day: number;
  words: string[];
  /** Invoices that its reference names, by index. */
  named: ReadonlyMap<number, Naming>;
  /** Longer numbers in it, and whether it has anything that looks like the number of a document. */
  numbers: string[];
  writesNumber: boolean;
}

export interface PreparedInvoice {
  index: number;
  item: MatchInvoice;
  open: boolean;
  issuedDay: number;
  dueDay: number;
  /** The last run of digits of its number, without zeros in front. */
  number: string;
  words: string[];
}

/** Both sides with all that is read from an item alone, in the order of ids. */
export interface Prepared {
  transactions: PreparedTransaction[];
  invoices: PreparedInvoice[];
  /** How alike a payer and a client are, 0 to 1; each pair of names is compared once. */
  similarity: (payer: readonly string[], client: readonly string[]) => number;
  /** Open invoices of each client, by index. */
  openOfClient: ReadonlyMap<string, readonly number[]>;
}

const byId = <Item extends { id: string }>(items: readonly Item[]): Item[] =>
  items.toSorted((one, other) => (one.id < other.id ? -1 : one.id > other.id ? 1 : 0));

/** Throws RangeError when an id stands twice, a date is none, or an amount is no integer: then no outcome would be sure. */
function assertUsable(items: readonly { id: string }[], days: readonly number[], amounts: readonly number[]): void {
  if (new Set(items.map(({ id }) => id)).size !== items.length) throw new RangeError('an id stands twice');
  if (days.some(Number.isNaN)) throw new RangeError('a date is no ISO date');
  if (!amounts.every(Number.isSafeInteger)) throw new RangeError('an amount is no integer of minor units');
}

function rememberedSimilarity(): Prepared['similarity'] {
  const known = new Map<readonly string[], Map<readonly string[], number>>();
  return (payer, client) => {
    const ofPayer = known.get(payer) ?? new Map<readonly string[], number>();
    known.set(payer, ofPayer);
    const found = ofPayer.get(client) ?? payerSimilarity(payer, client);
    ofPayer.set(client, found);
    return found;
  };
}

export function prepare(transactions: readonly MatchTransaction[], invoices: readonly MatchInvoice[]): Prepared {
  const wordsOf = new Map<string, string[]>();
  const wordsOfName = (name: string) => {
    const known = wordsOf.get(name) ?? nameWords(name);
    wordsOf.set(name, known);
    return known;
  };
  const preparedInvoices = byId(invoices).map((item, index): PreparedInvoice => {
    const issuedDay = dayNumber(item.issuedOn);
    const dueDay = item.dueOn === null ? issuedDay : dayNumber(item.dueOn);
    const number = writtenNumbers(item.number).long.at(-1) ?? '';
    return { index, item, open: item.balanceMinor > 0, issuedDay, dueDay, number, words: wordsOfName(item.clientName) };
  });
  const numbers = indexNumbers(preparedInvoices.map(({ item }) => item.number));
  const preparedTransactions = byId(transactions).map((item, index): PreparedTransaction => {
    const written = writtenNumbers(item.reference);
    return {
      index,
      item,
      paidMinor: item.amountMinor + item.feeMinor,
      day: dayNumber(item.bookedOn),
      words: item.payer === null ? [] : wordsOfName(item.payer),
      named: namedIn(item.reference, numbers),
      numbers: written.long,
      writesNumber: written.any,
    };
  });
  assertUsable(
    preparedInvoices.map(({ item }) => item),
    preparedInvoices.flatMap(({ issuedDay, dueDay }) => [issuedDay, dueDay]),
    preparedInvoices.map(({ item }) => item.balanceMinor),
  );
  assertUsable(
    preparedTransactions.map(({ item }) => item),
    preparedTransactions.map(({ day }) => day),
    preparedTransactions.map(({ paidMinor }) => paidMinor),
  );
  const open = preparedInvoices.filter((one) => one.open);
  const ofClient = Map.groupBy(open, ({ item }) => item.clientId);
  const openOfClient = new Map([...ofClient].map(([client, of]) => [client, of.map(({ index }) => index)]));
  return {
    transactions: preparedTransactions,
    invoices: preparedInvoices,
    similarity: rememberedSimilarity(),
    openOfClient,
  };
}

/** Whether payer and client are the same by their names; null where the bank names nobody. */
export const payerAgrees = (
  { similarity }: Prepared,
  of: PreparedTransaction,
  invoice: PreparedInvoice,
  rules: MatchRules,
): boolean | null =>
  of.words.length === 0 || invoice.words.length === 0
    ? null
    : similarity(of.words, invoice.words) >= rules.payer.similarity;

export const isSameMoney = ({ item, paidMinor }: PreparedTransaction, { item: invoice }: PreparedInvoice): boolean =>
  item.currency === invoice.currency && paidMinor === invoice.balanceMinor;

/**
 * Whether the reference names this invoice: null where it names none that exists. A short bare number counts only beside
 * the exact amount.
 */
export function isNamed(of: PreparedTransaction, invoice: PreparedInvoice): boolean | null {
  const naming = of.named.get(invoice.index);
  if (naming === 'sure' || (naming === 'weak' && isSameMoney(of, invoice))) return true;
  for (const one of of.named.values()) if (one === 'sure') return false;
  return null;
}

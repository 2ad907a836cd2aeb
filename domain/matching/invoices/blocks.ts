import type { BlockKey } from '../blocking.ts';
import { letterForm } from '../learned/rarity.ts';
import type { PreparedInvoice, PreparedTransaction } from './prepare.ts';
import type { MatchRules } from './schema.ts';

/** Candidates that a block gives one transaction; those of its own reference are all given. */
const MOST_SAME_AMOUNT = 24;
const MOST_RIVALS = 3;
const MOST_SAME_NAME = 12;
const MOST_SAME_WHOLE_NAME = 16;
const MOST_SLIPS = 40;
/** Payments before the invoice or long after it are found by their reference only. */
const NEAR_DAYS = 120;
const FEWEST_LETTERS = 3;
/** A bank may cut the last word of a name, so words are the same by their beginning. */
const STEM = 5;
/** Banks cut a name to this many letters at least. */
const FEWEST_CUT_LETTERS = 9;

type Key = BlockKey<PreparedTransaction, PreparedInvoice>;

const money = (amountMinor: number, currency: string) => `${currency} ${amountMinor}`;
/** Beginnings of the telling words of a name; all words where none is long enough. */
export function stems(words: readonly string[]): string[] {
  const telling = words.filter(({ length }) => length >= FEWEST_LETTERS);
  return [...new Set((telling.length > 0 ? telling : words).map((word) => word.slice(0, STEM)))];
}
const openOnly = (invoice: PreparedInvoice, keys: () => string[]) => (invoice.open ? keys() : []);
const sizeOf = (amountMinor: number) => Math.log(Math.max(1, amountMinor));

/** By what a payment names: all of it, whenever it was paid. */
const NAMED_BLOCK: Key = {
  name: 'named',
  leftKeys: ({ named }) => [...named.keys()].map(String),
  rightKeys: (invoice) => openOnly(invoice, () => [String(invoice.index)]),
  leftAt: () => 0,
  rightAt: () => 0,
  within: 0,
  most: Number.POSITIVE_INFINITY,
};

/** By its exact amount and a word of the name, near this day of the invoice. */
const amountAndName = (dayOf: (invoice: PreparedInvoice) => number, within: number): Key => ({
  name: 'amount and name',
  leftKeys: ({ item, paidMinor, words }) => stems(words).map((word) => `${word} ${money(paidMinor, item.currency)}`),
  rightKeys: (invoice) =>
    openOnly(invoice, () =>
      stems(invoice.words).map((word) => `${word} ${money(invoice.item.balanceMinor, invoice.item.currency)}`),
    ),
  leftAt: ({ day }) => day,
  rightAt: dayOf,
  within,
  most: MOST_SAME_AMOUNT,
});
const dueDay = (invoice: PreparedInvoice) => invoice.dueDay;
const issuedDay = (invoice: PreparedInvoice) => invoice.issuedDay;

/** Without a name the amount alone proposes nothing under fixed points; it is kept to say why not, and for rivals. */
const amountBlock = (most: number): Key => ({
  name: 'amount',
  leftKeys: ({ item, paidMinor }) => [money(paidMinor, item.currency)],
  rightKeys: (invoice) => openOnly(invoice, () => [money(invoice.item.balanceMinor, invoice.item.currency)]),
  leftAt: ({ day }) => day,
  rightAt: ({ dueDay }) => dueDay,
  within: NEAR_DAYS,
  most,
});

const NAME_BLOCK: Key = {
  name: 'name near the amount',
  leftKeys: ({ words }) => stems(words),
  rightKeys: (invoice) => openOnly(invoice, () => stems(invoice.words)),
  leftAt: ({ paidMinor }) => sizeOf(paidMinor),
  rightAt: ({ item }) => sizeOf(item.balanceMinor),
  within: 1,
  most: MOST_SAME_NAME,
};

/**
 * Forms of a whole name, as banks write it: the words in any order, the first as a letter, or cut. They are far rarer than
 * a word of it, so their blocks stay small, and the nearest day may decide instead of the amount.
 */
function nameForms(words: readonly string[]): string[] {
  if (words.length === 0) return [];
  const text = words.join(' ');
  const letters = letterForm(text);
  const forms = [`all ${words.toSorted().join(' ')}`];
  if (letters) forms.push(`letter ${letters}`);
  if (text.length >= FEWEST_CUT_LETTERS) forms.push(`cut ${text.slice(0, FEWEST_CUT_LETTERS)}`);
  return forms;
}

const WHOLE_NAME_BLOCK: Key = {
  name: 'whole name',
  leftKeys: ({ words }) => nameForms(words),
  rightKeys: (invoice) => openOnly(invoice, () => nameForms(invoice.words)),
  leftAt: ({ day }) => day,
  rightAt: ({ dueDay }) => dueDay,
  within: NEAR_DAYS,
  most: MOST_SAME_WHOLE_NAME,
};

/** A number with each of its digits unknown, and with each of them left out: equal ones are at most one slip apart. */
function slips(number: string): { changed: string[]; shorter: string[] } {
  const places = Array.from(number, (_, at) => at);
  return {
    changed: places.map((at) => `${number.slice(0, at)}*${number.slice(at + 1)}`),
    shorter: places.map((at) => number.slice(0, at) + number.slice(at + 1)),
  };
}

/** Only where the payment names no invoice: else a slip is one of many numbers. */
const NUMBER_BLOCK: Key = {
  name: 'number with a slip',
  leftKeys: ({ named, numbers }) =>
    named.size > 0 ? [] : numbers.flatMap((number) => [number, ...slips(number).changed]),
  rightKeys: (invoice) =>
    openOnly(invoice, () => {
      const { changed, shorter } = slips(invoice.number);
      return [...changed, ...shorter];
    }),
  leftAt: ({ day }) => day,
  rightAt: ({ dueDay }) => dueDay,
  within: NEAR_DAYS,
  most: MOST_SLIPS,
};

/** All of them: for a scorer that weighs amounts that differ. */
export const INVOICE_BLOCKS: readonly Key[] = [
  NAMED_BLOCK,
  amountAndName(dueDay, NEAR_DAYS),
  amountBlock(MOST_SAME_AMOUNT),
  WHOLE_NAME_BLOCK,
  NUMBER_BLOCK,
  NAME_BLOCK,
];

/**
 * Those that can give a pair of this score under fixed points. A pair that the rules propose has a key in common: what it
 * names, or amount and name; where those two alone are not enough, only near one of the days that add points. So blocks
 * stay small however many invoices there are.
 */
export function blocksFor(rules: MatchRules, score: number): readonly Key[] {
  const { amount, payer, date, store } = rules;
  if (date.points + payer.points >= score) return INVOICE_BLOCKS;
  const byAmount = amountBlock(amount.points + date.points >= store ? MOST_SAME_AMOUNT : MOST_RIVALS);
  const byName =
    amount.points + payer.points >= store
      ? [amountAndName(dueDay, NEAR_DAYS)]
      : [amountAndName(dueDay, date.withinDays), amountAndName(issuedDay, date.withinDays)];
  return [NAMED_BLOCK, ...byName, byAmount];
}

import { type Cover, findCover } from '../cover.ts';
import { clientFinder } from './clients.ts';
import { partsByInvoice } from './parts.ts';
import type { AskReason, NotAutoReason } from './reasons.ts';
import {
  ask,
  EARLY_DAYS,
  hasSlip,
  type ItemSet,
  invoiceAt,
  isFreeInvoice,
  isFreeTransaction,
  proposeSet,
  type Run,
  surelyNamed,
  transactionAt,
} from './run.ts';

interface Found {
  unique: { kind: 'several_invoices' | 'several_transactions'; items: ItemSet; notAuto: NotAutoReason[] }[];
  open: { reason: AskReason; alternatives: ItemSet[] }[];
}

const isInTime = (run: Run, transaction: number, invoice: number): boolean => {
  const days = transactionAt(run, transaction).day - invoiceAt(run, invoice).issuedDay;
  return days >= -EARLY_DAYS && days <= run.rules.covers.withinDays;
};

/** Several searches as one: unique only where one of them found one cover and no other found any. */
function together(covers: readonly Cover[]): Cover {
  const found = covers.flatMap((cover) =>
    cover.kind === 'unique' ? [cover.members] : cover.kind === 'none' ? [] : cover.covers,
  );
  if (found.length > 1) return { kind: 'ambiguous', covers: found };
  if (covers.some(({ kind }) => kind === 'too_large')) return { kind: 'too_large', covers: found };
  return found[0] ? { kind: 'unique', members: found[0] } : { kind: 'none' };
}

/**
 * True unless a payment that names this invoice was matched to it. What a nameless payment was matched to may still be
 * another's: a proof that left it out would prove nothing.
 */
function isOpenToProof(run: Run, invoice: number): boolean {
  const state = run.invoiceStates[invoice];
  if (state?.state !== 'matched') return state?.state !== 'paid';
  const [waterfall] = [run.matches[state.match]?.explanation.waterfall ?? []];
  return !waterfall.some(({ field, verdict }) => field === 'reference' && verdict === 'agree');
}

/** Open invoices of a client that a payment may be for; one that it means too, whoever was matched to it. */
const poolOf = (run: Run, transaction: number, client: string): number[] =>
  (run.prepared.openOfClient.get(client) ?? []).filter(
    (index) =>
      (isOpenToProof(run, index) ||
        transactionAt(run, transaction).named.get(index) === 'sure' ||
        // Numbers of one client stand side by side: beside a number that is right, a slip says nothing.
        (surelyNamed(run, transaction).length === 0 && hasSlip(run, transaction, index))) &&
      invoiceAt(run, index).item.currency === transactionAt(run, transaction).item.currency &&
      isInTime(run, transaction, index),
  );

const itemsOf = (run: Run, invoices: readonly number[]) =>
  invoices.map((index) => ({ id: String(index), amountMinor: invoiceAt(run, index).item.balanceMinor }));

/** A set, and whether each of its payments names all of its invoices, with a slip or without, and no other open one. */
function marked(run: Run, transactions: readonly number[], invoices: readonly number[]): ItemSet {
  const spelledOut = transactions.every((transaction) => {
    const named = surelyNamed(run, transaction);
    const isMeant = (index: number) => (named.length > 0 ? named.includes(index) : hasSlip(run, transaction, index));
    return invoices.every(isMeant) && named.every((index) => invoices.includes(index));
  });
  return { transactions, invoices, spelledOut };
}

/** The search ends at the second set; the one that the reference names is looked at in any case. */
function withSpelledOut(run: Run, transaction: number, named: readonly number[], found: ItemSet[]): ItemSet[] {
  const { paidMinor, item } = transactionAt(run, transaction);
  if (named.length < 2 || found.some(({ spelledOut }) => spelledOut)) return found;
  const set = marked(run, [transaction], named);
  const sumMinor = named.reduce((sum, index) => sum + invoiceAt(run, index).item.balanceMinor, 0);
  const isSame = named.every((index) => invoiceAt(run, index).item.currency === item.currency);
  return set.spelledOut && sumMinor === paidMinor && isSame ? [set, ...found] : found;
}

/** Sets of invoices of one client that this payment pays exactly, and whether what it names is among them. */
function coversOfTransaction(run: Run, transaction: number, clients: readonly string[], found: Found): void {
  const { paidMinor, named } = transactionAt(run, transaction);
  const { atMost, effort } = run.rules.covers;
  const surely = [...named].filter(([index, naming]) => naming === 'sure' && isFreeInvoice(run, index));
  const namedOpen = surely.map(([index]) => index);
  const namedClients = namedOpen.map((index) => invoiceAt(run, index).item.clientId);
  const all = [...new Set([...namedClients, ...clients])];
  const cover = together(
    all.map((client) =>
      findCover(itemsOf(run, poolOf(run, transaction, client)), paidMinor, { atLeast: 2, atMost, effort }),
    ),
  );
  if (cover.kind === 'none') return;
  const asSet = (members: readonly string[]): ItemSet => marked(run, [transaction], members.map(Number));
  if (cover.kind === 'unique') {
    if (!cover.members.every((index) => isFreeInvoice(run, Number(index)))) {
      found.open.push({ reason: 'covers_overlap', alternatives: [asSet(cover.members)] });
      return;
    }
    const missesNamed = namedOpen.some((index) => !cover.members.includes(String(index)));
    const notAuto: NotAutoReason[] = missesNamed ? ['several', 'names_another'] : ['several'];
    found.unique.push({ kind: 'several_invoices', items: asSet(cover.members), notAuto });
    return;
  }
  // A search given up says nothing where a smaller one proves that what it names can't be part of a set.
  if (cover.kind === 'too_large' && namedOpen.length > 0 && !mayContain(run, transaction, namedOpen)) return;
  const alternatives = withSpelledOut(run, transaction, namedOpen, cover.covers.map(asSet));
  const reason = cover.kind === 'ambiguous' ? 'several_covers' : 'search_too_large';
  found.open.push({ reason, alternatives: alternatives.length > 0 ? alternatives : [asSet(namedOpen.map(String))] });
}

/** True unless it is proved that no set with all that a payment names comes to its amount. */
function mayContain(run: Run, transaction: number, named: readonly number[]): boolean {
  const [client, ...others] = new Set(named.map((index) => invoiceAt(run, index).item.clientId));
  if (client === undefined || others.length > 0) return false;
  const { atMost, effort } = run.rules.covers;
  const restMinor = named.reduce(
    (rest, index) => rest - invoiceAt(run, index).item.balanceMinor,
    transactionAt(run, transaction).paidMinor,
  );
  if (restMinor === 0) return true;
  const pool = poolOf(run, transaction, client).filter((index) => !named.includes(index));
  const bounds = { atLeast: 1, atMost: Math.max(1, atMost - named.length), effort };
  return findCover(itemsOf(run, pool), restMinor, bounds).kind !== 'none';
}

/** Sets of payments that pay this invoice exactly: those that name it, or of its client where they name nothing. */
function partsOfInvoice(run: Run, invoice: number, payments: readonly number[], found: Found): void {
  const { item } = invoiceAt(run, invoice);
  const { atMost, effort } = run.rules.covers;
  const pool = payments.filter(
    (index) => transactionAt(run, index).item.currency === item.currency && isInTime(run, index, invoice),
  );
  if (pool.length < 2) return;
  const items = pool.map((index) => ({ id: String(index), amountMinor: transactionAt(run, index).paidMinor }));
  const cover = findCover(items, item.balanceMinor, { atLeast: 2, atMost, effort });
  if (cover.kind === 'none') return;
  const asSet = (members: readonly string[]): ItemSet => marked(run, members.map(Number), [invoice]);
  if (cover.kind === 'unique')
    found.unique.push({ kind: 'several_transactions', items: asSet(cover.members), notAuto: ['several'] });
  else if (cover.kind === 'ambiguous')
    found.open.push({ reason: 'several_covers', alternatives: cover.covers.map(asSet) });
  else found.open.push({ reason: 'search_too_large', alternatives: [asSet(pool.slice(0, atMost).map(String))] });
}

/** Proposes the sets that share nothing with another; of those that do, none. */
function settle(run: Run, { unique, open }: Found): void {
  const wanted = new Map<string, number>();
  const keys = ({ transactions, invoices }: ItemSet) => [
    ...transactions.map((index) => `t${index}`),
    ...invoices.map((index) => `i${index}`),
  ];
  for (const { items } of unique) for (const key of keys(items)) wanted.set(key, (wanted.get(key) ?? 0) + 1);
  const overlapping: ItemSet[] = [];
  for (const { kind, items, notAuto } of unique) {
    if (keys(items).some((key) => (wanted.get(key) ?? 0) > 1)) overlapping.push(items);
    else proposeSet(run, kind, items, { notAuto, sumsAgree: true });
  }
  for (const { reason, alternatives } of open) ask(run, reason, alternatives);
  for (const group of overlappingGroups(overlapping, keys)) ask(run, 'covers_overlap', group);
}

/** Sets that share an item with each other, directly or through others. */
function overlappingGroups(sets: readonly ItemSet[], keys: (set: ItemSet) => string[]): ItemSet[][] {
  const groups: { keys: Set<string>; sets: ItemSet[] }[] = [];
  for (const set of sets) {
    const own = keys(set);
    const touching = groups.filter((group) => own.some((key) => group.keys.has(key)));
    const merged = {
      keys: new Set([...own, ...touching.flatMap((group) => [...group.keys])]),
      sets: [...touching.flatMap((group) => group.sets), set],
    };
    for (const group of touching) groups.splice(groups.indexOf(group), 1);
    groups.push(merged);
  }
  return groups.map((group) => group.sets);
}

/**
 * Finds payments of several invoices and invoices paid in several parts. All are searched for in the same state, so the
 * order of items decides nothing; what is found is always shown to a person.
 */
export function proposeCovers(run: Run): void {
  const find = clientFinder(run.prepared, run.rules);
  const free = run.prepared.transactions.filter(({ index }) => isFreeTransaction(run, index));
  const clientsOf = new Map(free.map((of) => [of.index, find(of)]));
  const found: Found = { unique: [], open: [] };
  for (const [transaction, clients] of clientsOf) coversOfTransaction(run, transaction, clients, found);
  for (const [invoice, payments] of partsByInvoice(run, clientsOf)) partsOfInvoice(run, invoice, payments, found);
  settle(run, found);
}

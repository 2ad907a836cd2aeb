import { hasSlip, invoiceAt, isFreeInvoice, isFreeTransaction, type Run, surelyNamed, transactionAt } from './run.ts';

type PartsByInvoice = Map<number, number[]>;

/** Parts that say nothing of themselves are looked for this near to one that names the invoice. */
const NEAR_DAYS = 60;

const moneyKey = (currency: string, amountMinor: number) => `${currency} ${amountMinor}`;

/** Free payments that name no invoice that is free, by payer, and those without a payer by their money. */
function quietPayments(run: Run): { byPayer: Map<string, number[]>; byMoney: Map<string, number[]> } {
  const quiet = { byPayer: new Map<string, number[]>(), byMoney: new Map<string, number[]>() };
  const add = (index: Map<string, number[]>, key: string, transaction: number) => {
    const list = index.get(key);
    if (list) list.push(transaction);
    else index.set(key, [transaction]);
  };
  for (const { index, words, item, paidMinor } of run.prepared.transactions) {
    if (!isFreeTransaction(run, index)) continue;
    if (words.length > 0) add(quiet.byPayer, words.join(' '), index);
    else if (surelyNamed(run, index).length === 0) add(quiet.byMoney, moneyKey(item.currency, paidMinor), index);
  }
  return quiet;
}

/** What a payment says does not speak against this invoice: it names none, or writes its number with a slip. */
const mayMean = (run: Run, transaction: number, invoice: number): boolean =>
  surelyNamed(run, transaction).length === 0 || hasSlip(run, transaction, invoice);

/**
 * Where payments that name an invoice come to less than its balance: others of the same payer that name none or slipped in
 * its number, and those without a payer that are exactly the rest.
 */
function addCompanions(run: Run, byInvoice: PartsByInvoice): void {
  const quiet = quietPayments(run);
  for (const [invoice, parts] of byInvoice) {
    const { item } = invoiceAt(run, invoice);
    const namers = parts.filter((part) => transactionAt(run, part).named.get(invoice) === 'sure');
    if (namers.length === 0) continue;
    const restMinor = namers.reduce((rest, part) => rest - transactionAt(run, part).paidMinor, item.balanceMinor);
    if (restMinor <= 0) continue;
    const near = (one: number) =>
      namers.some((part) => Math.abs(transactionAt(run, part).day - transactionAt(run, one).day) <= NEAR_DAYS);
    const ofPayers = new Set(namers.map((part) => transactionAt(run, part).words.join(' ')));
    const same = [...ofPayers].flatMap((payer) => quiet.byPayer.get(payer) ?? []);
    const companions = [
      ...same.filter((one) => transactionAt(run, one).paidMinor <= restMinor && mayMean(run, one, invoice)),
      ...(quiet.byMoney.get(moneyKey(item.currency, restMinor)) ?? []),
    ];
    byInvoice.set(invoice, [...new Set([...parts, ...companions.filter(near)])]);
  }
}

/** Payments by the invoice they may be a part of: those that name it, of its client where they name nothing, and companions. */
export function partsByInvoice(run: Run, clientsOf: ReadonlyMap<number, readonly string[]>): PartsByInvoice {
  const byInvoice: PartsByInvoice = new Map();
  const add = (invoice: number, transaction: number) => {
    if (!isFreeInvoice(run, invoice)) return;
    if (transactionAt(run, transaction).paidMinor >= invoiceAt(run, invoice).item.balanceMinor) return;
    const list = byInvoice.get(invoice);
    if (list) list.push(transaction);
    else byInvoice.set(invoice, [transaction]);
  };
  for (const [transaction, clients] of clientsOf) {
    const surely = surelyNamed(run, transaction);
    for (const invoice of surely) add(invoice, transaction);
    if (surely.length > 0) continue;
    for (const client of clients)
      for (const invoice of run.prepared.openOfClient.get(client) ?? []) add(invoice, transaction);
  }
  addCompanions(run, byInvoice);
  return byInvoice;
}

import type { MatchInvoice, MatchTransaction, SettledPayment } from '../../domain/matching/invoices/items.ts';
import { clientName, payerOf, paymentDelay, referenceOf } from './noise.ts';
import type { Random } from './random.ts';

export type Story =
  | 'plain'
  | 'wrong_reference'
  | 'twins'
  | 'several_invoices'
  | 'several_transactions'
  | 'partial'
  | 'over'
  | 'fee'
  | 'foreign'
  | 'duplicate'
  | 'refund'
  | 'orphan_payment'
  | 'orphan_invoice';

/** What really belongs together. Only the oracle sees it. */
interface Truth {
  story: Story;
  transactionIds: string[];
  invoiceIds: string[];
  /** The payer's name or an intact reference leads to the client. */
  tellsClient: boolean;
  /** A second payment of the same invoice: whichever of the two is taken, the other is the one too much. */
  either: string | null;
}

export interface MatchWorld {
  transactions: MatchTransaction[];
  invoices: MatchInvoice[];
  settled: SettledPayment[];
  truths: Truth[];
  asOf: string;
}

export const PRICES = [495, 995, 999, 1_499, 1_990, 2_900, 4_900, 9_900, 11_900, 19_900, 24_900, 49_900];
export const CURRENCIES = { EUR: 70, USD: 15, GBP: 15 };
export const FIRST_DAY = Date.parse('2025-01-01') / 86_400_000;
export const DAYS = 360;
export const isoDay = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);
export const dayOf = (isoDate: string) => Date.parse(isoDate) / 86_400_000;

export interface Client {
  id: string;
  name: string;
  currency: string;
  /** Of a subscription; null = every invoice differs. */
  priceMinor: number | null;
  invoices: MatchInvoice[];
}

/** A world under construction. */
export interface Maker {
  random: Random;
  world: MatchWorld;
  clients: Client[];
  newId: (prefix: string) => string;
  /** The last invoice number. */
  number: number;
}

export interface MadePayment {
  made: MatchTransaction;
  tellsClient: boolean;
}

export function openMaker(random: Random): Maker {
  const used = new Set<string>();
  return {
    random,
    world: { transactions: [], invoices: [], settled: [], truths: [], asOf: isoDay(FIRST_DAY + DAYS + 70) },
    clients: [],
    // Ids say nothing: neither the order of making nor what belongs together.
    newId(prefix) {
      for (;;) {
        const id = `${prefix}${Math.floor(random.next() * 2 ** 48).toString(36)}`;
        if (used.size < used.add(id).size) return id;
      }
    },
    number: 10_000,
  };
}

/** A client that has invoices already, or a new one. */
export function client({ random, clients, newId }: Maker): Client {
  if (clients.length > 20 && random.chance(0.62)) return random.pick(clients);
  const made: Client = {
    id: newId('c'),
    name: clientName(random),
    currency: random.weighted(CURRENCIES),
    priceMinor: random.chance(0.5) ? random.pick(PRICES) : null,
    invoices: [],
  };
  clients.push(made);
  return made;
}

/** Between about 12 and 5,000, small ones more often. */
export const anyAmount = (random: Random) => Math.round(100 * Math.exp(random.next() * 6 + 2.5));

export function invoice(maker: Maker, of: Client, over: Partial<MatchInvoice> = {}): MatchInvoice {
  const { random, world, newId } = maker;
  maker.number += 1;
  const issuedDay = FIRST_DAY + random.between(0, DAYS - 1);
  const made: MatchInvoice = {
    id: newId('i'),
    number: random.chance(0.7) ? `INV-2025-${maker.number}` : String(maker.number),
    clientId: of.id,
    clientName: of.name,
    currency: of.currency,
    balanceMinor: of.priceMinor !== null && random.chance(0.8) ? of.priceMinor : anyAmount(random),
    issuedOn: isoDay(issuedDay),
    dueOn: isoDay(issuedDay + random.pick([14, 14, 30])),
    ...over,
  };
  of.invoices.push(made);
  world.invoices.push(made);
  return made;
}

/** A payment of these invoices, with the noise of banks and payers. */
export function payment(
  { random, world, newId }: Maker,
  of: Client,
  invoices: readonly MatchInvoice[],
  over: Partial<MatchTransaction> = {},
): MadePayment {
  const { payer, tells } = payerOf(of.name, random);
  const numbers = invoices.map(({ number }) => number);
  const { reference, intact } = referenceOf(numbers, random);
  const dueDay = Math.max(...invoices.map(({ dueOn, issuedOn }) => dayOf(dueOn ?? issuedOn)));
  const made: MatchTransaction = {
    id: newId('t'),
    amountMinor: invoices.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0),
    currency: of.currency,
    bookedOn: isoDay(dueDay + paymentDelay(random)),
    payer,
    reference,
    feeMinor: 0,
    returns: null,
    ...over,
  };
  world.transactions.push(made);
  return { made, tellsClient: tells || intact };
}

export function tellTruth(
  { world }: Maker,
  story: Story,
  payments: readonly MadePayment[],
  invoices: readonly MatchInvoice[],
  either: string | null = null,
): void {
  world.truths.push({
    story,
    transactionIds: payments.map(({ made }) => made.id),
    invoiceIds: invoices.map(({ id }) => id),
    tellsClient: payments.some(({ tellsClient }) => tellsClient),
    either,
  });
}

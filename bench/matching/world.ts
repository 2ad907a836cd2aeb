import type { MatchInvoice, MatchTransaction, SettledPayment } from '../../domain/matching/invoices/items.ts';
import { clientName, payerOf, paymentDelay, referenceOf } from './noise.ts';
import { type Random, seededRandom } from './random.ts';

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
export interface Truth {
  story: Story;
  transactionIds: string[];
  invoiceIds: string[];
  /** The payer's name or an intact reference leads to the client. */
  tellsClient: boolean;
}

export interface MatchWorld {
  transactions: MatchTransaction[];
  invoices: MatchInvoice[];
  settled: SettledPayment[];
  truths: Truth[];
  asOf: string;
}

/** How often each story is told, in thousandths of all stories. */
const STORIES: Record<Story, number> = {
  plain: 660,
  wrong_reference: 40,
  twins: 8,
  several_invoices: 35,
  several_transactions: 20,
  partial: 25,
  over: 20,
  fee: 40,
  foreign: 15,
  duplicate: 15,
  refund: 15,
  orphan_payment: 50,
  orphan_invoice: 57,
};

const PRICES = [495, 995, 999, 1_499, 1_990, 2_900, 4_900, 9_900, 11_900, 19_900, 24_900, 49_900];
const CURRENCIES = { EUR: 70, USD: 15, GBP: 15 };
const FIRST_DAY = Date.parse('2025-01-01') / 86_400_000;
const DAYS = 360;
const isoDay = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);

interface Client {
  id: string;
  name: string;
  currency: string;
  /** Of a subscription; null = every invoice differs. */
  priceMinor: number | null;
  invoices: MatchInvoice[];
}

/** Ids say nothing: neither the order of making nor what belongs together. */
const opaqueIds = (prefix: string, random: Random) => {
  const used = new Set<string>();
  return () => {
    for (;;) {
      const id = `${prefix}${Math.floor(random.next() * 2 ** 48).toString(36)}`;
      if (used.size < used.add(id).size) return id;
    }
  };
};

function makerOf(random: Random) {
  const [transactionId, invoiceId, clientId] = ['t', 'i', 'c'].map((prefix) => opaqueIds(prefix, random)) as [() => string, () => string, () => string];
  const clients: Client[] = [];
  const world: MatchWorld = { transactions: [], invoices: [], settled: [], truths: [], asOf: isoDay(FIRST_DAY + DAYS + 70) };
  let counter = 10_000;

  const client = (): Client => {
    const known = clients.length > 20 && random.chance(0.62);
    if (known) return random.pick(clients);
    const priceMinor = random.chance(0.5) ? random.pick(PRICES) : null;
    const made = { id: clientId(), name: clientName(random), currency: random.weighted(CURRENCIES), priceMinor, invoices: [] };
    clients.push(made);
    return made;
  };
  const invoice = (of: Client, over: Partial<MatchInvoice> = {}): MatchInvoice => {
    counter += 1;
    const issuedDay = FIRST_DAY + random.between(0, DAYS - 1);
    const number = random.chance(0.7) ? `INV-2025-${counter}` : String(counter);
    const amountMinor = of.priceMinor !== null && random.chance(0.8) ? of.priceMinor : Math.round(100 * Math.exp(random.next() * 6 + 2.5));
    const made: MatchInvoice = {
      id: invoiceId(),
      number,
      clientId: of.id,
      clientName: of.name,
      currency: of.currency,
      balanceMinor: amountMinor,
      issuedOn: isoDay(issuedDay),
      dueOn: isoDay(issuedDay + random.pick([14, 14, 30])),
      ...over,
    };
    of.invoices.push(made);
    world.invoices.push(made);
    return made;
  };
  const dueDay = ({ dueOn, issuedOn }: MatchInvoice) => Date.parse(dueOn ?? issuedOn) / 86_400_000;
  /** A payment of these invoices, with the noise of banks and payers. */
  const payment = (of: Client, invoices: readonly MatchInvoice[], over: Partial<MatchTransaction> = {}) => {
    const { payer, tells } = payerOf(of.name, random);
    const { reference, intact } = referenceOf(invoices.map(({ number }) => number), random);
    const day = Math.max(...invoices.map(dueDay)) + paymentDelay(random);
    const made: MatchTransaction = {
      id: transactionId(),
      amountMinor: invoices.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0),
      currency: of.currency,
      bookedOn: isoDay(day),
      payer,
      reference,
      feeMinor: 0,
      returns: null,
      ...over,
    };
    world.transactions.push(made);
    return { made, tellsClient: tells || (intact && invoices.length > 0), intact };
  };
  return { world, client, invoice, payment, transactionId, random, isoDay, dueDay };
}

type Maker = ReturnType<typeof makerOf>;

function truth({ world }: Maker, story: Story, payments: readonly { made: MatchTransaction; tellsClient: boolean }[], invoices: readonly MatchInvoice[]): void {
  world.truths.push({
    story,
    transactionIds: payments.map(({ made }) => made.id),
    invoiceIds: invoices.map(({ id }) => id),
    tellsClient: payments.some(({ tellsClient }) => tellsClient),
  });
}

/** Splits an amount into parts of at least a twentieth each. */
function partsOf(amountMinor: number, count: number, random: Random): number[] {
  const shares = Array.from({ length: count }, () => 0.2 + random.next());
  const sum = shares.reduce((total, share) => total + share, 0);
  const parts = shares.map((share) => Math.max(1, Math.floor((amountMinor * share) / sum)));
  parts[0] = amountMinor - parts.slice(1).reduce((total, part) => total + part, 0);
  return parts;
}

const RATES = [0.79, 0.86, 0.93, 1.08, 1.16, 1.27];

/** One payment of one invoice whose money or reference differs. */
function single(maker: Maker, story: 'wrong_reference' | 'partial' | 'over' | 'fee' | 'foreign'): void {
  const { client, invoice, payment, random } = maker;
  const of = client();
  const due = invoice(of);
  const owedMinor = due.balanceMinor;
  const amountMinor = {
    wrong_reference: owedMinor,
    partial: Math.max(1, Math.round(owedMinor * (0.2 + 0.6 * random.next()))),
    over: owedMinor + Math.max(1, Math.round(owedMinor * (0.02 + 0.5 * random.next()))),
    fee: owedMinor - Math.max(1, Math.round(owedMinor * (0.003 + 0.027 * random.next()))),
    foreign: Math.round(owedMinor * random.pick(RATES)),
  }[story];
  const currency = story === 'foreign' ? random.pick(['CHF', 'SEK', 'PLN']) : of.currency;
  const paid = payment(of, [due], { amountMinor, currency });
  if (story === 'wrong_reference') {
    // Last month's number copied, or one digit off that happens to exist.
    const others = random.chance(0.6) ? of.invoices : maker.world.invoices;
    const { number } = random.pick(others);
    if (number !== due.number) Object.assign(paid.made, { reference: random.chance(0.5) ? number : `Invoice ${number}` });
  }
  truth(maker, story, [paid], [due]);
}

function twins(maker: Maker): void {
  const { client, invoice, payment } = maker;
  const of = client();
  const first = invoice(of);
  const second = invoice(of, { balanceMinor: first.balanceMinor, issuedOn: first.issuedOn, dueOn: first.dueOn });
  for (const one of [first, second]) truth(maker, 'twins', [payment(of, [one])], [one]);
}

/** Money that went back: of a payment of this run, or of one matched before. */
function refund(maker: Maker): void {
  const { world, client, invoice, payment, random, transactionId } = maker;
  const of = client();
  const due = invoice(of);
  const paid = payment(of, [due]);
  const isEarlier = random.chance(0.7);
  const day = Date.parse(paid.made.bookedOn) / 86_400_000 + random.between(2, 60);
  const out: MatchTransaction = {
    ...paid.made,
    id: transactionId(),
    amountMinor: -paid.made.amountMinor,
    bookedOn: isoDay(day),
    reference: random.chance(0.6) ? `RETURN ${due.number}` : 'chargeback',
    returns: random.chance(0.5) ? paid.made.id : null,
  };
  world.transactions.push(out);
  if (isEarlier) {
    world.transactions.splice(world.transactions.indexOf(paid.made), 1);
    due.balanceMinor = 0;
    world.settled.push({ transactionId: paid.made.id, amountMinor: paid.made.amountMinor, currency: of.currency, bookedOn: paid.made.bookedOn, payer: paid.made.payer, invoiceIds: [due.id] });
  } else truth(maker, 'plain', [paid], [due]);
  world.truths.push({ story: 'refund', transactionIds: [out.id], invoiceIds: [], tellsClient: true });
}

function orphanPayment(maker: Maker): void {
  const { world, client, random, transactionId } = maker;
  const of = client();
  const { payer } = payerOf(random.chance(0.5) ? of.name : clientName(random), random);
  const made: MatchTransaction = {
    id: transactionId(),
    amountMinor: random.chance(0.3) ? random.pick(PRICES) : Math.round(100 * Math.exp(random.next() * 6 + 2)),
    currency: random.weighted(CURRENCIES),
    bookedOn: isoDay(FIRST_DAY + random.between(0, DAYS + 30)),
    payer,
    reference: referenceOf([random.chance(0.5) ? `PO-${random.between(100, 9_999)}` : String(random.between(100_000, 999_999))], random).reference,
    feeMinor: 0,
    returns: null,
  };
  world.transactions.push(made);
  world.truths.push({ story: 'orphan_payment', transactionIds: [made.id], invoiceIds: [], tellsClient: false });
}

function tell(maker: Maker, story: Story): void {
  const { client, invoice, payment, random } = maker;
  if (story === 'twins') return twins(maker);
  if (story === 'refund') return refund(maker);
  if (story === 'orphan_payment') return orphanPayment(maker);
  if (story === 'orphan_invoice') return truth(maker, story, [], [invoice(client())]);
  const of = client();
  if (story === 'several_invoices') {
    const due = Array.from({ length: random.between(2, 5) }, () => invoice(of));
    return truth(maker, story, [payment(of, due)], due);
  }
  if (story === 'several_transactions') {
    const due = invoice(of);
    const parts = partsOf(due.balanceMinor, random.between(2, 4), random);
    return truth(maker, story, parts.map((amountMinor) => payment(of, [due], { amountMinor })), [due]);
  }
  if (story === 'duplicate') {
    const due = invoice(of);
    const paid = payment(of, [due]);
    const day = Date.parse(paid.made.bookedOn) / 86_400_000 + random.between(0, 12);
    const again = { ...paid.made, id: maker.transactionId(), bookedOn: isoDay(day) };
    maker.world.transactions.push(again);
    truth(maker, story, [paid], [due]);
    return;
  }
  if (story === 'plain') {
    const due = invoice(of);
    return truth(maker, story, [payment(of, [due])], [due]);
  }
  single(maker, story);
}

/** A year of a business: about this many payments and as many invoices. The features carry nothing of the truth but what a bank would. */
export function makeWorld(seed: number, payments: number): MatchWorld {
  const random = seededRandom(seed);
  const maker = makerOf(random);
  while (maker.world.transactions.length < payments) tell(maker, random.weighted(STORIES));
  const { world } = maker;
  return { ...world, transactions: random.shuffled(world.transactions), invoices: random.shuffled(world.invoices) };
}

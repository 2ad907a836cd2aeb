import type { MatchTransaction } from '../../domain/matching/invoices/items.ts';
import {
  anyAmount,
  CURRENCIES,
  client,
  DAYS,
  dayOf,
  FIRST_DAY,
  invoice,
  isoDay,
  type Maker,
  type MatchWorld,
  openMaker,
  PRICES,
  payment,
  type Story,
  tellTruth,
} from './maker.ts';
import { clientName, payerOf, referenceOf } from './noise.ts';
import { type Random, seededRandom } from './random.ts';

/** How often each story is told, in thousandths. */
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

/** Splits an amount into parts that differ by a factor of six at most. */
function partsOf(amountMinor: number, count: number, random: Random): number[] {
  const shares = Array.from({ length: count }, () => 0.2 + random.next());
  const sum = shares.reduce((total, share) => total + share, 0);
  const parts = shares.map((share) => Math.max(1, Math.floor((amountMinor * share) / sum)));
  parts[0] = amountMinor - parts.slice(1).reduce((total, part) => total + part, 0);
  return parts;
}

/** Units of another currency for one of ours. */
const RATES = [0.79, 0.86, 0.93, 1.08, 1.16, 1.27];
const FOREIGN = ['CHF', 'SEK', 'PLN'];

type Single = 'wrong_reference' | 'partial' | 'over' | 'fee' | 'foreign';

const paidInstead: Record<Single, (owedMinor: number, random: Random) => number> = {
  wrong_reference: (owed) => owed,
  partial: (owed, random) => Math.max(1, Math.round(owed * (0.2 + 0.6 * random.next()))),
  over: (owed, random) => owed + Math.max(1, Math.round(owed * (0.02 + 0.5 * random.next()))),
  fee: (owed, random) => owed - Math.max(1, Math.round(owed * (0.003 + 0.027 * random.next()))),
  foreign: (owed, random) => Math.round(owed * random.pick(RATES)),
};

/** One payment of one invoice whose money or reference is not as it should be. */
function single(maker: Maker, story: Single): void {
  const { random, world } = maker;
  const of = client(maker);
  const due = invoice(maker, of);
  const amountMinor = paidInstead[story](due.balanceMinor, random);
  const currency = story === 'foreign' ? random.pick(FOREIGN) : of.currency;
  const paid = payment(maker, of, [due], { amountMinor, currency });
  if (story === 'wrong_reference') {
    // An earlier number of the client copied, or one that is somebody else's.
    const { number } = random.pick(random.chance(0.6) ? of.invoices : world.invoices);
    if (number !== due.number) paid.made.reference = random.chance(0.5) ? number : `Invoice ${number}`;
  }
  tellTruth(maker, story, [paid], [due]);
}

function twins(maker: Maker): void {
  const of = client(maker);
  const first = invoice(maker, of);
  const { balanceMinor, issuedOn, dueOn } = first;
  for (const one of [first, invoice(maker, of, { balanceMinor, issuedOn, dueOn })])
    tellTruth(maker, 'twins', [payment(maker, of, [one])], [one]);
}

function severalTransactions(maker: Maker): void {
  const of = client(maker);
  const due = invoice(maker, of);
  const parts = partsOf(due.balanceMinor, maker.random.between(2, 4), maker.random);
  const { payer, tells } = payerOf(of.name, maker.random);
  // One person at one bank: the name is written the same way each time.
  const paid = parts.map((amountMinor) => {
    const part = payment(maker, of, [due], { amountMinor, payer });
    return { ...part, tellsClient: part.tellsClient || tells };
  });
  tellTruth(maker, 'several_transactions', paid, [due]);
}

function duplicate(maker: Maker): void {
  const { random, world, newId } = maker;
  const of = client(maker);
  const due = invoice(maker, of);
  const paid = payment(maker, of, [due]);
  const again = { ...paid.made, id: newId('t'), bookedOn: isoDay(dayOf(paid.made.bookedOn) + random.between(0, 12)) };
  world.transactions.push(again);
  tellTruth(maker, 'duplicate', [paid], [due], again.id);
}

/** Money that went back: of a payment of this run, or of one matched before. */
function refund(maker: Maker): void {
  const { random, world, newId } = maker;
  const of = client(maker);
  const due = invoice(maker, of);
  const paid = payment(maker, of, [due]);
  const { id, amountMinor, bookedOn, payer, currency } = paid.made;
  const out: MatchTransaction = {
    ...paid.made,
    id: newId('t'),
    amountMinor: -amountMinor,
    bookedOn: isoDay(dayOf(bookedOn) + random.between(2, 60)),
    reference: random.chance(0.6) ? `RETURN ${due.number}` : 'chargeback',
    returns: random.chance(0.5) ? id : null,
  };
  world.transactions.push(out);
  if (random.chance(0.7)) {
    world.transactions.splice(world.transactions.indexOf(paid.made), 1);
    due.balanceMinor = 0;
    world.settled.push({ transactionId: id, amountMinor, currency, bookedOn, payer, invoiceIds: [due.id] });
  } else tellTruth(maker, 'plain', [paid], [due]);
  tellTruth(maker, 'refund', [{ made: out, tellsClient: true }], []);
}

function orphanPayment(maker: Maker): void {
  const { random, world, newId } = maker;
  const { payer } = payerOf(random.chance(0.5) ? client(maker).name : clientName(random), random);
  const number = random.chance(0.5) ? `PO-${random.between(100, 9_999)}` : String(random.between(100_000, 999_999));
  const made: MatchTransaction = {
    id: newId('t'),
    amountMinor: random.chance(0.3) ? random.pick(PRICES) : anyAmount(random),
    currency: random.weighted(CURRENCIES),
    bookedOn: isoDay(FIRST_DAY + random.between(0, DAYS + 30)),
    payer,
    reference: referenceOf([number], random).reference,
    feeMinor: 0,
    returns: null,
  };
  world.transactions.push(made);
  tellTruth(maker, 'orphan_payment', [{ made, tellsClient: false }], []);
}

const OTHERS: Partial<Record<Story, (maker: Maker) => void>> = {
  twins,
  several_transactions: severalTransactions,
  duplicate,
  refund,
  orphan_payment: orphanPayment,
  orphan_invoice: (maker) => tellTruth(maker, 'orphan_invoice', [], [invoice(maker, client(maker))]),
};

function tell(maker: Maker, story: Story): void {
  const other = OTHERS[story];
  if (other) {
    other(maker);
    return;
  }
  if (story !== 'plain' && story !== 'several_invoices') {
    single(maker, story as Single);
    return;
  }
  const of = client(maker);
  const count = story === 'plain' ? 1 : maker.random.between(2, 5);
  // Whoever pays several at once has often invoices of different amounts, but not always.
  const differ = count > 1 && maker.random.chance(0.7);
  const due = Array.from({ length: count }, () =>
    invoice(maker, of, differ ? { balanceMinor: anyAmount(maker.random) } : {}),
  );
  tellTruth(maker, story, [payment(maker, of, due)], due);
}

/** A year of a business with this many payments and as many invoices. A matcher sees of the truth only what a bank would show. */
export function makeWorld(seed: number, payments: number): MatchWorld {
  const random = seededRandom(seed);
  const maker = openMaker(random);
  while (maker.world.transactions.length < payments) tell(maker, random.weighted(STORIES));
  const { transactions, invoices, ...rest } = maker.world;
  return { ...rest, transactions: random.shuffled(transactions), invoices: random.shuffled(invoices) };
}

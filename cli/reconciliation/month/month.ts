import { formatAmount } from '../../../domain/money/money.ts';
import type { Month, MonthBill, MonthLine, Story } from './stories.ts';

/** A generator of numbers from 0 to 1 (excluded) that gives the same row for the same seed. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const FIRST =
  'Alder Birch Cedar Dune Ember Fjord Glade Harbor Iris Juniper Kestrel Linden Maple Nimbus Orchard Pebble'.split(' ');
const TRADES = [
  'Bakery',
  'Architects',
  'Dental Care',
  'Logistics',
  'Studio',
  'Books',
  'Cycles',
  'Consulting',
  'Florists',
  'Legal',
  'Travel',
  'Motors',
];

interface Maker {
  month: Month;
  random(): number;
  currency: string;
  /** A client that nobody else of the month is. */
  client(): string;
  /** An amount that nobody else of the month pays. */
  amount(): number;
  bill(client: string, totalMinor: number, currency?: string): MonthBill;
  line(
    story: Story,
    bill: Pick<MonthBill, 'client'>,
    line: Partial<MonthLine> & Pick<MonthLine, 'amountMinor' | 'reference' | 'ending'>,
  ): void;
}

function maker(seed: number, currency: string, firstNumber: number): Maker {
  const random = seeded(seed);
  const month: Month = { bills: [], lines: [], charges: [] };
  let clients = 0;
  let amounts = 0;
  const shift = Math.floor(random() * FIRST.length * TRADES.length);
  return {
    month,
    random,
    currency,
    client() {
      const at = (clients + shift) % (FIRST.length * TRADES.length);
      clients += 1;
      return `${FIRST[at % FIRST.length]} ${TRADES[Math.floor(at / FIRST.length)]}`;
    },
    amount() {
      amounts += 1;
      // Steps that sum up to no other step: no amount is two others together by chance.
      return 4_000 + amounts * 317 + Math.floor(random() * 200);
    },
    bill(client, totalMinor, own = currency) {
      const id = firstNumber + month.bills.length;
      const dueAgo = 4 + Math.floor(random() * 20);
      const bill = { id, number: `HW-${id}`, client, currency: own, totalMinor, issuedAgo: dueAgo + 14, dueAgo };
      month.bills.push(bill);
      return bill;
    },
    line(story, bill, line) {
      const due = month.bills.find((one) => one.client === bill.client)?.dueAgo ?? 10;
      month.lines.push({
        story,
        from: bill.client,
        currency,
        ago: Math.max(1, due + Math.floor(random() * 3) - 1),
        ...line,
      });
    },
  };
}

const times = (count: number, make: (at: number) => void): void => {
  for (let at = 0; at < count; at += 1) make(at);
};

/** Payments that name their invoice, and such as leave something to ask. */
function simpleStories({ bill, client, amount, line }: Maker, plain: number): void {
  times(plain, () => {
    const one = bill(client(), amount());
    line('plain', one, {
      amountMinor: one.totalMinor,
      reference: `Invoice ${one.number}`,
      ending: { match: 'recorded', kind: 'exact', auto: true },
    });
  });
  times(6, (at) => {
    const one = bill(client(), amount());
    line('unnamed', one, {
      amountMinor: one.totalMinor,
      reference: at % 2 ? 'thank you' : 'monthly hosting',
      ending: { match: 'recorded', kind: 'exact' },
    });
  });
  times(3, (at) => {
    const [one, other] = [bill(client(), amount()), bill(client(), amount())];
    // The reviewer refuses the first: the client says that it is for something else.
    const ending = at === 0 ? ({ match: 'rejected' } as const) : ({ match: 'recorded', kind: 'exact' } as const);
    line('wrongReference', one, { amountMinor: one.totalMinor, reference: `Invoice ${other.number}`, ending });
  });
}

/** Payments whose money is not that of one invoice. */
function differenceStories({ bill, client, amount, line, currency }: Maker): void {
  times(3, () => {
    const who = client();
    const [one, other] = [bill(who, amount() + 11_000), bill(who, amount() + 23_000)];
    line('severalInvoices', one, {
      amountMinor: one.totalMinor + other.totalMinor,
      reference: `${one.number} and ${other.number}`,
      ending: { match: 'recorded', kind: 'several_invoices' },
    });
  });
  times(2, () => {
    const one = bill(client(), amount() + 60_000);
    const first = Math.floor(one.totalMinor * 0.4);
    const ending = { match: 'recorded', kind: 'several_transactions' } as const;
    line('severalPayments', one, { amountMinor: first, reference: `${one.number} part 1`, ending });
    line('severalPayments', one, { amountMinor: one.totalMinor - first, reference: `${one.number} part 2`, ending });
  });
  const kinds = { partial: 0.5, over: 1.25, fee: 0.98 } as const;
  for (const [kind, share] of Object.entries(kinds) as [keyof typeof kinds, number][])
    times(3, () => {
      const one = bill(client(), amount() + 90_000);
      line(kind, one, {
        amountMinor: Math.floor(one.totalMinor * share),
        reference: `Invoice ${one.number}`,
        ending: { match: 'recorded', kind },
      });
    });
  times(2, () => {
    const one = bill(client(), amount() + 150_000, currency === 'USD' ? 'EUR' : 'USD');
    line('foreign', one, {
      amountMinor: Math.floor(one.totalMinor * 1.08),
      reference: `Invoice ${one.number}`,
      ending: { match: 'recorded', kind: 'foreign' },
    });
  });
}

/** Money that is asked about or waits, and what goes out. */
function openStories({ bill, client, amount, line, month }: Maker): void {
  times(2, () => {
    const who = client();
    const totalMinor = amount();
    bill(who, totalMinor);
    const two = bill(who, totalMinor);
    two.issuedAgo = month.bills.at(-2)?.issuedAgo ?? two.issuedAgo;
    two.dueAgo = month.bills.at(-2)?.dueAgo ?? two.dueAgo;
    line('twins', two, { amountMinor: totalMinor, reference: 'hosting', ending: { waits: true } });
  });
  times(2, () => {
    const one = bill(client(), amount());
    const paid = { amountMinor: one.totalMinor, reference: `Invoice ${one.number}` };
    line('twice', one, { ...paid, ending: { match: 'recorded', auto: true } });
    line('twice', one, { ...paid, late: true, ago: 1, ending: { waits: true } });
  });
  times(8, (at) =>
    line(
      'orphan',
      { client: `Walk-in customer ${at + 1}` },
      { amountMinor: amount() + 400_000, reference: 'order by telephone', ending: { waits: true } },
    ),
  );
  times(14, (at) => {
    const [from, reference] = [
      ['City Property', 'office rent'],
      ['Payroll', 'wages'],
      ['Northern Power', 'electricity'],
      ['Rack Supply', 'servers'],
    ][at % 4] as [string, string];
    line('outgoing', { client: from }, { amountMinor: -(amount() + 700_000), reference, ending: { waits: true } });
  });
  // Invoices that nobody has paid.
  times(8, () => bill(client(), amount() + 900_000));
}

const SHARED = 10;
/** Invoices in US dollars whose numbers, amounts and payers both organisations have. */
function sharedStories(made: Maker, firstNumber: number, byFile: boolean): void {
  times(SHARED, (at) => {
    const id = firstNumber + at;
    const one: MonthBill = {
      id,
      number: `SH-${id}`,
      client: `Shared Client ${at + 1}`,
      currency: 'USD',
      totalMinor: 1_200_000 + at * 1_031,
      issuedAgo: 24,
      dueAgo: 10,
    };
    made.month.bills.push(one);
    made.line('shared', one, {
      currency: 'USD',
      amountMinor: one.totalMinor,
      reference: `Invoice ${one.number}`,
      ago: 9,
      ending: { match: 'recorded', kind: 'exact', auto: true },
      ...(byFile ? { byFile: true as const } : {}),
    });
  });
}

/**
 * A month of one organisation, the same for the same seed. `edition` tells one playing from the next: its numbers are its own.
 * `cards`: whether clients also pay by card.
 */
export function monthOf(seed: number, edition: number, currency: 'USD' | 'EUR', cards: boolean): Month {
  const base = edition * 1_000;
  const made = maker(seed + edition, currency, 10_000 + base + seed * 400);
  simpleStories(made, 70);
  differenceStories(made);
  openStories(made);
  if (cards)
    times(25, (at) => {
      const one = made.bill(made.client(), made.amount() + 1_600_000);
      made.month.charges.push({
        id: `ch_month_${edition}_${at}`,
        invoice: one.number,
        payer: one.client,
        amountMinor: one.totalMinor,
        ago: one.dueAgo,
      });
    });
  sharedStories(made, 90_000 + base, !cards);
  return made.month;
}

export const decimal = (amountMinor: number, currency: string): string => formatAmount(amountMinor, currency);

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { SandboxStore } from './store.ts';

/**
 * The banks behind the three providers. They are one world: the same account may be opened through each of them, so that
 * moving it from one to another can be rehearsed.
 */
export const BANKS = [
  { id: 'FIRST_EXAMPLE', name: 'First Example Bank', country: 'DE', historyDays: 540 },
  { id: 'SECOND_EXAMPLE', name: 'Second Example Bank', country: 'DE', historyDays: 90 },
  { id: 'COAST_EXAMPLE', name: 'Coast Example Bank', country: 'US', historyDays: 730 },
] as const;

export interface BankAccount {
  /** IBAN, or the number of the account. */
  id: string;
  bank: string;
  iban: string | null;
  number: string | null;
  currency: string;
  name: string;
  holder: string;
  /** Decimal text. */
  balance: string;
}

const bankTransaction = z.object({
  id: z.string().default(() => randomUUID()),
  /** Id of the account. */
  account: z.string(),
  status: z.enum(['pending', 'posted']).default('posted'),
  booking_date: z.iso.date(),
  value_date: z.iso.date().optional(),
  /** Decimal, with the sign of the bank: below 0 went out. */
  amount: z.string().regex(/^-?\d+(\.\d+)?$/),
  currency: z.string(),
  name: z.string().optional(),
  remittance: z.string().optional(),
  info: z.string().optional(),
  entry_reference: z.string().optional(),
  end_to_end_id: z.string().optional(),
  /** Of the pending one that this replaces. */
  pending_id: z.string().optional(),
  removed: z.boolean().default(false),
});
export type BankTransaction = z.infer<typeof bankTransaction> & {
  /** When it came into being, and when it changed last: counted in all that ever happened. */
  madeAt: number;
  changedAt: number;
};

const VENDOR = 'bank';
const DAY_MS = 86_400_000;

const ACCOUNTS: readonly BankAccount[] = [
  {
    id: 'DE89370400440532013000',
    bank: 'FIRST_EXAMPLE',
    iban: 'DE89370400440532013000',
    number: null,
    currency: 'EUR',
    name: 'Business account',
    holder: 'Example Trading GmbH',
    balance: '15230.55',
  },
  {
    id: 'DE75512108001245126199',
    bank: 'SECOND_EXAMPLE',
    iban: 'DE75512108001245126199',
    number: null,
    currency: 'EUR',
    name: 'Current account',
    holder: 'Example Trading GmbH',
    balance: '4100.00',
  },
  {
    id: '000123456789',
    bank: 'COAST_EXAMPLE',
    iban: null,
    number: '000123456789',
    currency: 'USD',
    name: 'Business checking',
    holder: 'Example Trading Inc',
    balance: '9980.10',
  },
];

const PAYERS = ['Anna Berg', 'Miller & Sons', 'Nordic Hosting', 'Cafe Luna', 'Stripe Payments'];

/** Lines of the last weeks, the same for every new world: money in and out, and two that are equal. */
function* fixtures(now: number): Generator<z.input<typeof bankTransaction>> {
  const day = (ago: number) => new Date(now - ago * DAY_MS).toISOString().slice(0, 10);
  for (const { id, currency } of ACCOUNTS)
    for (let at = 0; at < 12; at += 1) {
      const isIn = at % 4 !== 3;
      yield {
        id: `${id.slice(-4)}-${at}`,
        account: id,
        booking_date: day(2 + at * 2),
        amount: `${isIn ? '' : '-'}${at === 5 ? '49.00' : `${20 + at * 7}.${String(10 + at)}`}`,
        currency,
        name: PAYERS[at % PAYERS.length] ?? '',
        remittance: isIn ? `Invoice 20${String(26 + at)}` : `Order ${at}`,
        entry_reference: `${id.slice(-4)}E${at}`,
      };
    }
  for (const twin of ['a', 'b'])
    yield {
      id: `twin-${twin}`,
      account: 'DE89370400440532013000',
      booking_date: day(3),
      amount: '25.00',
      currency: 'EUR',
      name: 'Cafe Luna',
      remittance: 'Thank you',
    };
}

interface Head {
  id: 'head';
  count: number;
}

/** How many changes there have been: every mark of every provider is a place in that count. */
export const headOf = (store: SandboxStore): number => {
  fill(store);
  return store.get<Head>(VENDOR, 'head', 'head')?.count ?? 0;
};

/** Takes transactions of an account: new ones, changed ones, and such as the bank takes back (`removed`). */
export function putTransactions(store: SandboxStore, records: readonly unknown[]): void {
  fill(store);
  write(store, records);
}

function write(store: SandboxStore, records: readonly unknown[]): void {
  let count = store.get<Head>(VENDOR, 'head', 'head')?.count ?? 0;
  for (const record of records) {
    const known = store.get<BankTransaction>(VENDOR, 'transaction', String((record as { id?: unknown }).id ?? ''));
    const one = bankTransaction.parse({ ...known, ...(record as object) });
    count += 1;
    const changed: BankTransaction = { ...one, madeAt: known?.madeAt ?? count, changedAt: count };
    store.put(VENDOR, 'transaction', changed.id, changed);
  }
  store.put(VENDOR, 'head', 'head', { id: 'head', count } satisfies Head);
}

/** A world that nobody has touched gets its accounts and some weeks of lines. */
function fill(store: SandboxStore): void {
  if (store.get<Head>(VENDOR, 'head', 'head')) return;
  for (const account of ACCOUNTS)
    if (!store.get(VENDOR, 'account', account.id)) store.put(VENDOR, 'account', account.id, account);
  write(store, [...fixtures(store.now())]);
}

/** The accounts of a bank, in the order in which they were opened. */
export function accountsOf(store: SandboxStore, bank: string): BankAccount[] {
  fill(store);
  return store
    .list<BankAccount>(VENDOR, 'account')
    .filter((account) => account.bank === bank)
    .toReversed();
}

export const accountBy = (store: SandboxStore, id: string): BankAccount | undefined =>
  store.get<BankAccount>(VENDOR, 'account', id);

/** Lines of accounts, also those that were taken back, oldest change first. */
export function transactionsOf(store: SandboxStore, accounts: readonly string[]): BankTransaction[] {
  fill(store);
  return store
    .list<BankTransaction>(VENDOR, 'transaction')
    .filter((one) => accounts.includes(one.account))
    .toSorted((one, other) => one.changedAt - other.changedAt);
}

/** Lines of an account that stand, booked within days (both included), newest first, as banks list them. */
export const linesBetween = (store: SandboxStore, account: string, from: string, to: string): BankTransaction[] =>
  transactionsOf(store, [account])
    .filter((one) => !one.removed && one.booking_date >= from && one.booking_date <= to)
    .toSorted((one, other) => other.booking_date.localeCompare(one.booking_date) || one.id.localeCompare(other.id));

import type { DayEnd } from '../demo/words.ts';
import { FAILED, type MailOptions } from './paymentMail.ts';

/** Bookings of one kind, and what becomes of them. */
export interface Story {
  name: string;
  /** Which tenant, and the mode it works in. */
  tenant: 0 | 1;
  mode: 'automated' | 'manual' | 'hybrid';
  bookings: number;
  /** Bookings of one price, made for one date each: what a tie is made of. */
  samePrice?: boolean;
  short?: boolean;
  /** Mails that arrive for each booking. */
  mails(price: number): { amount: string; over?: MailOptions; sameTransaction?: boolean }[];
  /** What becomes of the bookings, and of payments that stay without one. */
  expected: DayEnd;
}

const rupees = (price: number) => `Rs. ${price.toLocaleString('en')}.00`;
const clean = (price: number) => [{ amount: rupees(price) }];

/** A day of forty bookings in two tenants and three modes. */
export const BOOKING_DAY: readonly Story[] = [
  {
    name: 'paid by mail',
    tenant: 0,
    mode: 'automated',
    bookings: 10,
    mails: clean,
    expected: { bookings: { Confirmed: 10 }, unmatched: {} },
  },
  {
    name: 'spoofed mail',
    tenant: 0,
    mode: 'automated',
    bookings: 2,
    mails: (price) => [{ amount: rupees(price), over: { results: [FAILED] } }],
    expected: { bookings: { Pending: 2 }, unmatched: { unauthenticated: 2 } },
  },
  {
    name: 'paid too little',
    tenant: 0,
    mode: 'automated',
    bookings: 2,
    mails: (price) => [{ amount: rupees(price - 1) }],
    expected: { bookings: { Pending: 2 }, unmatched: { partial: 2 } },
  },
  {
    name: 'reported twice',
    tenant: 0,
    mode: 'automated',
    bookings: 2,
    mails: (price) => [{ amount: rupees(price) }, { amount: rupees(price), sameTransaction: true }],
    expected: { bookings: { Confirmed: 2 }, unmatched: { duplicate: 2 } },
  },
  {
    name: 'tied, newest wins',
    tenant: 0,
    mode: 'automated',
    bookings: 2,
    samePrice: true,
    mails: (price) => [{ amount: rupees(price) }],
    expected: { bookings: { Confirmed: 1, Pending: 1 }, unmatched: {} },
  },
  {
    name: 'paid too late',
    tenant: 0,
    mode: 'automated',
    bookings: 2,
    short: true,
    mails: clean,
    expected: { bookings: { Expired: 2 }, unmatched: { late: 2 } },
  },
  {
    name: 'never paid',
    tenant: 0,
    mode: 'automated',
    bookings: 2,
    short: true,
    mails: () => [],
    expected: { bookings: { Expired: 2 }, unmatched: {} },
  },
  {
    name: 'checked by hand',
    tenant: 1,
    mode: 'manual',
    bookings: 6,
    mails: clean,
    expected: { bookings: { Waiting: 6 }, unmatched: {} },
  },
  {
    name: 'not paid yet',
    tenant: 1,
    mode: 'manual',
    bookings: 2,
    mails: () => [],
    expected: { bookings: { Pending: 2 }, unmatched: {} },
  },
  {
    name: 'sure by mail',
    tenant: 1,
    mode: 'hybrid',
    bookings: 8,
    mails: clean,
    expected: { bookings: { Confirmed: 8 }, unmatched: {} },
  },
  {
    name: 'tied, asks a person',
    tenant: 1,
    mode: 'hybrid',
    bookings: 2,
    samePrice: true,
    mails: (price) => [{ amount: rupees(price) }],
    expected: { bookings: { Pending: 2 }, unmatched: { tie: 1 } },
  },
];

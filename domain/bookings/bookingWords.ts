import { moneyText } from '../money/moneyText.ts';
import { dayText } from '../time/dayText.ts';
import type { BookingStatus, PaymentReason, PaymentStatus, Shift } from './states.ts';

interface Words {
  tone: 'plain' | 'good' | 'bad' | 'warn' | 'info';
  /** How it stands. */
  text: string;
  /** What happens next, or what the reader can do; empty when nothing is to come. */
  next: string;
}

/** For whom the words are: whoever booked, or the office. */
export type Reader = 'customer' | 'office';

interface BookingFacts {
  property: string;
  date: string;
  shift: Shift;
  status: BookingStatus;
  totalMinor: number;
  currency: string;
  rejectionReason: string | null;
}

/** What was booked, e.g. `White Palace, 28 Nov 2026, day`. */
export const bookingTitle = ({ property, date, shift }: Pick<BookingFacts, 'property' | 'date' | 'shift'>): string =>
  `${property}, ${dayText(date)}, ${shift.toLowerCase()}`;

const STATES: Record<Reader, Record<BookingStatus, (cost: string) => Words>> = {
  customer: {
    Pending: (cost) => ({
      tone: 'info',
      text: 'Waits for your payment',
      next: `Pay ${cost}, then say here that you paid. Without a payment the booking ends`,
    }),
    Waiting: () => ({
      tone: 'warn',
      text: 'Your payment is being checked',
      next: 'You are told when the office has decided. You need to do nothing',
    }),
    Confirmed: () => ({ tone: 'good', text: 'Confirmed and paid', next: 'The place is yours. You need to do nothing' }),
    Expired: () => ({
      tone: 'plain',
      text: 'Ended: no payment came in time',
      next: 'Book again. If you paid, write to the office under My messages',
    }),
    Cancelled: () => ({ tone: 'plain', text: 'Cancelled', next: 'Book again if you want the place after all' }),
  },
  office: {
    Pending: (cost) => ({
      tone: 'info',
      text: 'Waits for the payment',
      next: `The customer has ${cost} to pay. Without a payment the booking ends by itself`,
    }),
    Waiting: () => ({ tone: 'warn', text: 'A payment is being checked', next: 'A person of the office decides' }),
    Confirmed: () => ({ tone: 'good', text: 'Confirmed and paid', next: '' }),
    Expired: () => ({
      tone: 'plain',
      text: 'Ended: no payment came in time',
      next: 'A late payment can still be linked to it under Unmatched payments',
    }),
    Cancelled: () => ({ tone: 'plain', text: 'Cancelled', next: '' }),
  },
};

/** Where a booking stands and what comes next. */
export function bookingState(booking: BookingFacts, reader: Reader): Words {
  const words = STATES[reader][booking.status](moneyText(booking.totalMinor, booking.currency));
  if (booking.status !== 'Pending' || booking.rejectionReason === null) return words;
  const whose = reader === 'customer' ? 'Your last payment' : 'The last payment';
  return { ...words, tone: 'warn', text: `${whose} was not accepted: ${booking.rejectionReason}` };
}

/** Why a payment has no booking, or lost it. */
const REASONS: Record<PaymentReason, string> = {
  no_match: 'no open booking has this amount',
  tie: 'several bookings fit equally well',
  unauthenticated: 'the mail does not prove that it comes from the payment provider',
  unreadable: 'no amount could be read from the mail',
  late: 'it came after the time of its booking had run out',
  partial: 'it is less than the booking costs',
  over: 'it is more than the booking costs',
  duplicate: 'the transfer came before, or its booking is paid already',
  low_confidence: 'it does not fit well enough to be taken without a person',
  stale: 'the mail is much older than its arrival, or than the booking',
  misaddressed: 'the mail was not addressed to this mailbox',
  claim_differs: 'the customer named another transfer',
  claim_contested: 'two customers say that it is theirs',
  booking_cancelled: 'the booking was given up',
  rejected: 'a person refused it',
  dismissed: 'a person put it aside',
};
const STANDS: Record<PaymentStatus, string> = {
  pending: 'Not checked yet',
  matched: 'Fits a booking, and is being checked',
  unmatched: 'Without a booking',
  verified: 'Accepted',
  rejected: 'Not accepted',
};
/** How a payment stands, with the reason where there is one. */
export const paymentStands = (status: PaymentStatus, reason: PaymentReason | null): string =>
  reason && status !== 'verified' ? `${STANDS[status]}: ${REASONS[reason]}` : STANDS[status];

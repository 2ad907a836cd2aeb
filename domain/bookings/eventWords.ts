import { after, joined } from '../events/clauses.ts';
import type { EventSentence } from '../events/sentence.ts';

const booking = (about: string | null) => about ?? 'a booking';
const payment = (about: string | null) => about ?? 'a payment';

/** What each event of bookings and their payments says. */
export const eventWords = {
  booking_created: ({ who, about, amount }) => `${who} made ${booking(about)}${after(' for ', amount)}`,
  booking_auto_confirmed: ({ about, amount, count }) =>
    joined(
      `Confirmed ${booking(about)} by rule`,
      amount && `with ${amount}`,
      count('confidence') !== null && `at ${count('confidence')} of 100`,
    ),
  booking_manually_confirmed: ({ who, about, amount }) =>
    `${who} confirmed ${booking(about)}${after(' with ', amount)}`,
  booking_payment_rejected: ({ who, about }) => `${who} did not accept a payment of ${booking(about)}`,
  booking_expired: ({ about }) => `The time of ${booking(about)} ran out without a payment`,
  booking_cancelled: ({ about }) => `${booking(about)} was cancelled`,
  payment_created: ({ who, about, amount, is }) =>
    is('source') === 'gmail'
      ? `Read ${payment(about)} from a mail`
      : `${who} named ${amount && !about ? `a payment of ${amount}` : payment(about)}`,
  payment_matched: ({ about, count }) =>
    joined(
      `Found the booking of ${payment(about)}`,
      count('confidence') !== null && `at ${count('confidence')} of 100`,
    ),
  payment_unmatched: ({ about, reason }) => `Put ${payment(about)} aside${after(', because ', reason('reason'))}`,
  payment_linked: ({ who, about, is }) =>
    `${who} linked ${payment(about)} to a booking${is('confirm') === true ? ' and confirmed it' : ''}`,
  payment_dismissed: ({ who, about }) => `${who} decided that ${payment(about)} belongs to no booking`,
  property_saved: ({ who, about }) => `${who} saved ${about ?? 'a property'}`,
} as const satisfies Record<string, EventSentence>;

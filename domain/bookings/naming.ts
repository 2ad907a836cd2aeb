import { amountSpellings, moneyText } from '../money/moneyText.ts';
import { reasonInWords } from '../money/reasons.ts';
import type { Named } from '../naming.ts';
import { dayText, oneLine } from '../words.ts';

interface NamedPayment {
  /** null or 0 where the mail's amount could not be read. */
  amountMinor: number | null;
  currency: string | null;
  senderName: string | null;
  transactionId: string | null;
}
interface NamedBooking {
  bookingId: string;
  customerName: string;
  totalMinor: number;
  currency: string;
  property: string | null;
  date: string;
  shift?: string;
}

const readable = ({ amountMinor, currency }: NamedPayment) =>
  amountMinor && currency !== null ? { amountMinor, currency } : null;

function paid(payment: NamedPayment): string {
  const amount = readable(payment);
  return amount ? moneyText(amount.amountMinor, amount.currency) : 'an amount that could not be read';
}

/** `White Palace on 28 Nov`. */
export const placeAndDay = ({ property, date }: Pick<NamedBooking, 'property' | 'date'>): string =>
  property ? `${property} on ${dayText(date)}` : dayText(date);

/** `White Palace on 28 Nov, Night`: what tells two bookings of one customer apart. */
const placeDayAndShift = (booking: NamedBooking): string =>
  `${placeAndDay(booking)}${booking.shift ? `, ${booking.shift.toLowerCase()}` : ''}`;

/** How far a payment is from what the booking costs; empty where it fits or can't be compared. */
function difference(payment: NamedPayment, booking: NamedBooking): string {
  const amount = readable(payment);
  if (!amount || amount.currency !== booking.currency) return '';
  const off = amount.amountMinor - booking.totalMinor;
  return off === 0 ? '' : `${moneyText(Math.abs(off), booking.currency)} too ${off < 0 ? 'little' : 'much'}`;
}

/** How people call a booking and its run. */
export const nameBooking = (booking: NamedBooking): Pick<Named, 'title' | 'subtitle'> => ({
  title: `${booking.customerName} books ${booking.property ?? 'a property'} for ${moneyText(booking.totalMinor, booking.currency)}`,
  subtitle: `${dayText(booking.date)}${booking.shift ? `, ${booking.shift.toLowerCase()}` : ''}, booking ${booking.bookingId}`,
});

/** How people call the question whether a payment pays a booking. */
export function nameBookingPayment(payment: NamedPayment, booking: NamedBooking): Named {
  const off = difference(payment, booking);
  const sender = oneLine(payment.senderName);
  const other = sender && sender.toLowerCase() !== booking.customerName.toLowerCase() ? `, sent by ${sender}` : '';
  return {
    title: `${booking.customerName} paid ${paid(payment)}${off && `, ${off},`} for ${placeAndDay(booking)}`,
    subtitle: `Booking ${booking.bookingId}${other}`,
    sentence: `Confirm ${placeDayAndShift(booking)} for ${booking.customerName} with ${paid(payment)}${off ? `, ${off}` : ''}`,
    search: [
      payment.transactionId ?? '',
      sender ?? '',
      ...amountSpellings(payment.amountMinor, payment.currency),
      ...amountSpellings(booking.totalMinor, booking.currency),
    ],
  };
}

/** What approving a payment of a booking does, step by step. */
export const stepsOnConfirm = (payment: NamedPayment, booking: NamedBooking): string[] => [
  `Book ${paid(payment)} as the payment of ${booking.customerName} for ${placeAndDay(booking)}`,
  `Confirm the booking: ${placeDayAndShift(booking)}`,
  `Write to ${booking.customerName} that it is confirmed`,
];

/** How people call a payment of which nobody knows the booking; `reason` says why. */
export function nameUnmatchedPayment(
  payment: NamedPayment & { subject: string | null; reason?: string | null; paidOn?: string },
  best: Pick<NamedBooking, 'bookingId' | 'customerName'> | null = null,
): Named {
  const sender = oneLine(payment.senderName);
  const from = sender ?? 'Somebody';
  const day = payment.paidOn ? ` on ${dayText(payment.paidOn)}` : '';
  const because = payment.reason ? `: ${reasonInWords(payment.reason)}` : '';
  return {
    title: `${from} paid ${paid(payment)}${day}, without a booking`,
    subtitle: payment.transactionId
      ? `Transfer ${payment.transactionId}`
      : (oneLine(payment.subject) ?? 'The mail names no transfer'),
    sentence: best
      ? `Link ${paid(payment)} from ${sender ?? 'an unknown sender'} to the booking of ${best.customerName}, or to another${because}`
      : `Find the booking that ${paid(payment)} from ${sender ?? 'an unknown sender'} pays${because}`,
    search: [
      payment.subject ?? '',
      payment.transactionId ?? '',
      best?.bookingId ?? '',
      ...amountSpellings(payment.amountMinor, payment.currency),
    ],
  };
}

/** What approving the best candidate of a payment does, step by step; where none is proposed, what can be done. */
export const stepsOnLink = (
  payment: NamedPayment,
  best: Pick<NamedBooking, 'bookingId' | 'customerName'> | null,
): string[] =>
  best
    ? [
        `Link ${paid(payment)} to booking ${best.bookingId} of ${best.customerName}`,
        'Confirm that booking',
        `Write to ${best.customerName} that it is confirmed`,
      ]
    : ['Choose the booking that it pays, or put it aside with a reason'];

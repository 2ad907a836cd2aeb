import { moneyText } from '../money/moneyText.ts';
import type { Named } from '../naming.ts';

interface NamedPayment {
  /** null where the mail's amount could not be read. */
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
}

const paid = ({ amountMinor, currency }: NamedPayment) =>
  amountMinor === null || currency === null ? 'an amount that could not be read' : moneyText(amountMinor, currency);

/** How far a payment is from what the booking costs; empty where it fits or can't be compared. */
function difference(payment: NamedPayment, booking: NamedBooking): string {
  if (payment.amountMinor === null || payment.currency !== booking.currency) return '';
  const off = payment.amountMinor - booking.totalMinor;
  if (off === 0) return '';
  return `, ${moneyText(Math.abs(off), booking.currency)} too ${off < 0 ? 'little' : 'much'}`;
}

/** How people call the question whether a payment pays a booking. */
export function nameBookingPayment(payment: NamedPayment, booking: NamedBooking): Named {
  const place = booking.property ? `${booking.property} on ${booking.date}` : booking.date;
  return {
    title: `${booking.customerName} paid ${paid(payment)}${difference(payment, booking)}`,
    subtitle: place,
    sentence: `Does ${paid(payment)} pay for ${place}, booked by ${booking.customerName} for ${moneyText(booking.totalMinor, booking.currency)}`,
    search: [booking.bookingId, payment.transactionId ?? '', payment.senderName ?? ''],
  };
}

/** How people call a payment of which nobody knows the booking. */
export function nameUnmatchedPayment(payment: NamedPayment & { subject: string | null }): Named {
  const from = payment.senderName ?? 'Somebody';
  return {
    title: `${from} paid ${paid(payment)}`,
    subtitle: payment.transactionId ? `Transfer ${payment.transactionId}` : (payment.subject ?? 'No transfer id'),
    sentence: `Which booking does ${paid(payment)} from ${from} pay`,
    search: [payment.subject ?? ''],
  };
}

import { moneyText } from '../money/moneyText.ts';
import type { Reader } from './bookingWords.ts';
import type { BookingStatus } from './states.ts';

/** What the books know of how a booking went. Instants are ISO 8601; names are those of people. */
export interface BookingHistory {
  customer: string;
  totalMinor: number;
  currency: string;
  status: BookingStatus;
  createdAt: string;
  cancelAskedAt: string | null;
  verifiedAt: string | null;
  /** null = confirmed by the rules, without a person. */
  confirmedBy: string | null;
  updatedAt: string;
  payments: readonly {
    source: 'gmail' | 'screenshot' | 'manual';
    amountMinor: number;
    currency: string;
    sender: string | null;
    transactionId: string | null;
    subject: string | null;
    at: string;
  }[];
  reviews: readonly {
    taskId: string;
    openedAt: string;
    closedAt: string | null;
    state: 'pending' | 'approved' | 'rejected' | 'expired' | 'cancelled';
    decidedBy: string | null;
    comment: string | null;
  }[];
}

interface Moment {
  at: string;
  text: string;
  /** Words of a person or a mail; null where there are none. */
  quote: string | null;
  /** Review it speaks of; null for customers. */
  taskId: string | null;
}

const amountOf = (amountMinor: number, currency: string) =>
  amountMinor > 0 ? moneyText(amountMinor, currency) : 'an amount that could not be read';

function paymentMoment(payment: BookingHistory['payments'][number], reader: Reader, customer: string): Moment {
  const amount = amountOf(payment.amountMinor, payment.currency);
  const transfer = payment.transactionId ? `, transfer ${payment.transactionId}` : '';
  const from = payment.sender ? ` from ${payment.sender}` : '';
  const who = reader === 'customer' ? 'You' : customer;
  const text = {
    gmail: `A mail of the payment provider told of ${amount}${from}${transfer}`,
    screenshot: `${who} said that ${amount} was paid${transfer}`,
    manual: `The office noted a payment of ${amount}${from}${transfer}`,
  }[payment.source];
  const quote = reader === 'office' && payment.source === 'gmail' ? payment.subject : null;
  return { at: payment.at, text, quote, taskId: null };
}

function reviewMoments(review: BookingHistory['reviews'][number], reader: Reader): Moment[] {
  const taskId = reader === 'office' ? review.taskId : null;
  const opened = { at: review.openedAt, text: 'A person was asked to check the payment', quote: null, taskId };
  if (review.closedAt === null) return [opened];
  const who = reader === 'office' ? (review.decidedBy ?? 'Somebody') : 'The office';
  const ended = {
    pending: 'The question was closed',
    approved: `${who} accepted the payment`,
    rejected: `${who} did not accept the payment`,
    expired: 'Nobody decided in time',
    cancelled: 'The question was taken back',
  }[review.state];
  return [opened, { at: review.closedAt, text: ended, quote: review.comment, taskId }];
}

function endMoments(history: BookingHistory, reader: Reader): Moment[] {
  const moments: [string | null, string][] = [
    [history.cancelAskedAt, 'Asked to be cancelled'],
    [
      history.verifiedAt,
      history.confirmedBy === null
        ? 'Confirmed by the rules, without a person'
        : `Confirmed by ${reader === 'office' ? history.confirmedBy : 'the office'}`,
    ],
    [history.status === 'Expired' ? history.updatedAt : null, 'Ended: no payment came in time'],
    [history.status === 'Cancelled' ? history.updatedAt : null, 'Cancelled; the place is free again'],
  ];
  return moments.flatMap(([at, text]) => (at === null ? [] : [{ at, text, quote: null, taskId: null }]));
}

/** What happened to a booking as sentences, oldest first. A customer reads no names of the office and no reviews. */
export function bookingTimeline(history: BookingHistory, reader: Reader): Moment[] {
  const { customer, totalMinor, currency, createdAt } = history;
  const who = reader === 'customer' ? 'You' : customer;
  return [
    { at: createdAt, text: `${who} booked for ${moneyText(totalMinor, currency)}`, quote: null, taskId: null },
    ...history.payments.map((payment) => paymentMoment(payment, reader, customer)),
    ...history.reviews.flatMap((review) => reviewMoments(review, reader)),
    ...endMoments(history, reader),
  ].toSorted((left, right) => left.at.localeCompare(right.at));
}

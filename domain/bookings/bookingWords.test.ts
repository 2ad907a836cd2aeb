import { describe, expect, it } from 'vitest';
import { bookingState, bookingTitle, paymentStands } from './bookingWords.ts';
import { BOOKING_STATUSES, PAYMENT_REASONS, PAYMENT_STATUSES } from './states.ts';
import { type BookingHistory, bookingTimeline } from './timeline.ts';

const booking = {
  property: 'White Palace',
  date: '2026-11-28',
  shift: 'Full Day',
  status: 'Pending',
  totalMinor: 7_248_100,
  currency: 'PKR',
  rejectionReason: null,
} as const;

describe('a booking in words', () => {
  it('is named by place, day and shift', () => {
    expect(bookingTitle(booking)).toBe('White Palace, 28 Nov 2026, full day');
  });

  it('tells the customer what to pay, and the office what is missing', () => {
    expect(bookingState(booking, 'customer').next).toMatch(/^Pay PKR 72,481\.00, then say here/);
    expect(bookingState(booking, 'office').text).toBe('Waits for the payment');
  });

  it('says why the last payment was not accepted while it waits for another, and not afterwards', () => {
    const refused = { ...booking, rejectionReason: 'Rs 400 are missing' };
    expect(bookingState(refused, 'customer')).toMatchObject({
      tone: 'warn',
      text: 'Your last payment was not accepted: Rs 400 are missing',
    });
    expect(bookingState({ ...refused, status: 'Confirmed' }, 'office').text).toBe('Confirmed and paid');
  });

  it('has words for every state and reason, none with an underscore', () => {
    for (const status of BOOKING_STATUSES)
      for (const reader of ['customer', 'office'] as const)
        expect(bookingState({ ...booking, status }, reader).text).not.toMatch(/_|^$/);
    for (const reason of PAYMENT_REASONS) expect(paymentStands('rejected', reason)).toMatch(/^Not accepted: [^_]+$/);
    for (const status of PAYMENT_STATUSES) expect(paymentStands(status, null)).not.toMatch(/_|^$/);
    expect(paymentStands('unmatched', 'tie')).toBe('Without a booking: several bookings fit equally well');
    expect(paymentStands('verified', 'late')).toBe('Accepted');
  });
});

const history: BookingHistory = {
  customer: 'Ayesha K.',
  totalMinor: 7_248_100,
  currency: 'PKR',
  status: 'Confirmed',
  createdAt: '2026-11-27T08:00:00.000Z',
  cancelAskedAt: null,
  verifiedAt: '2026-11-27T08:20:00.000Z',
  confirmedBy: 'Rana',
  updatedAt: '2026-11-27T08:20:00.000Z',
  payments: [
    {
      source: 'gmail',
      amountMinor: 7_208_100,
      currency: 'PKR',
      sender: 'Ayesha Khan',
      transactionId: 'T1',
      subject: 'You got Rs. 72,081',
      at: '2026-11-27T08:10:00.000Z',
    },
  ],
  reviews: [
    {
      taskId: 'task-1',
      openedAt: '2026-11-27T08:11:00.000Z',
      closedAt: '2026-11-27T08:20:00.000Z',
      state: 'approved',
      decidedBy: 'Rana',
      comment: 'the rest came in cash',
    },
  ],
};

describe('what happened to a booking', () => {
  it('tells the office who confirmed, which mail and which review, in order', () => {
    expect(bookingTimeline(history, 'office').map(({ text, quote, taskId }) => [text, quote, taskId])).toEqual([
      ['Ayesha K. booked for PKR 72,481.00', null, null],
      [
        'A mail of the payment provider told of PKR 72,081.00 from Ayesha Khan, transfer T1',
        'You got Rs. 72,081',
        null,
      ],
      ['A person was asked to check the payment', null, 'task-1'],
      ['Rana accepted the payment', 'the rest came in cash', 'task-1'],
      ['Confirmed by Rana', null, null],
    ]);
  });

  it('tells the customer the same without names, mails and reviews of the office', () => {
    const own = bookingTimeline(history, 'customer');
    expect(own[0]?.text).toBe('You booked for PKR 72,481.00');
    expect(JSON.stringify(own)).not.toMatch(/Rana|task-1|You got/);
  });

  it('says when rules confirmed it, when it ended unpaid, and when it was given up', () => {
    const bare = { ...history, payments: [], reviews: [], confirmedBy: null };
    expect(bookingTimeline(bare, 'office').at(-1)?.text).toBe('Confirmed by the rules, without a person');
    const ended = { ...bare, verifiedAt: null, status: 'Expired' as const };
    expect(bookingTimeline(ended, 'office').at(-1)?.text).toBe('Ended: no payment came in time');
    const given = { ...ended, status: 'Cancelled' as const, cancelAskedAt: '2026-11-27T08:19:00.000Z' };
    expect(bookingTimeline(given, 'customer').map(({ text }) => text)).toEqual([
      'You booked for PKR 72,481.00',
      'Asked to be cancelled',
      'Cancelled; the place is free again',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { searchTextOf } from '../naming.ts';
import { nameBooking, nameBookingPayment, nameUnmatchedPayment, stepsOnConfirm, stepsOnLink } from './naming.ts';

const BOOKING = {
  bookingId: '20261128-001-0',
  customerName: 'Ayesha K.',
  totalMinor: 7_248_100,
  currency: 'PKR',
  property: 'White Palace',
  date: '2026-11-28',
  shift: 'Full Night',
};
const PAYMENT = { amountMinor: 7_208_100, currency: 'PKR', senderName: 'Ayesha K.', transactionId: 'NP-77' };

describe('names of bookings and their payments', () => {
  it('a payment is called by customer, amount, what is off, place and day', () => {
    expect(nameBookingPayment(PAYMENT, BOOKING)).toMatchObject({
      title: 'Ayesha K. paid PKR 72,081.00, PKR 400.00 too little, for White Palace on 28 Nov',
      subtitle: 'Booking 20261128-001-0',
      sentence: 'Confirm White Palace on 28 Nov, full night for Ayesha K. with PKR 72,081.00, PKR 400.00 too little',
    });
    expect(
      nameBookingPayment({ ...PAYMENT, amountMinor: BOOKING.totalMinor, senderName: 'Bilal K.' }, BOOKING),
    ).toMatchObject({
      title: 'Ayesha K. paid PKR 72,481.00 for White Palace on 28 Nov',
      subtitle: 'Booking 20261128-001-0, sent by Bilal K.',
    });
  });

  it('an amount that can’t be read or compared, and a property that is gone, are said so', () => {
    const unread = { amountMinor: 0, currency: 'PKR', senderName: null, transactionId: null };
    expect(nameBookingPayment(unread, { ...BOOKING, property: null }).title).toBe(
      'Ayesha K. paid an amount that could not be read for 28 Nov',
    );
    expect(nameBookingPayment({ ...PAYMENT, currency: 'USD' }, BOOKING).title).toBe(
      'Ayesha K. paid $72,081.00 for White Palace on 28 Nov',
    );
  });

  it('a payment without a booking is called by sender, amount and day', () => {
    expect(
      nameUnmatchedPayment(
        { ...PAYMENT, subject: 'Money in', reason: 'tie', paidOn: '2026-11-27T05:00:00.000Z' },
        BOOKING,
      ),
    ).toMatchObject({
      title: 'Ayesha K. paid PKR 72,081.00 on 27 Nov, without a booking',
      subtitle: 'Transfer NP-77',
      sentence:
        'Link PKR 72,081.00 from Ayesha K. to the booking of Ayesha K., or to another: several bookings fit equally well',
    });
    expect(
      nameUnmatchedPayment({ amountMinor: null, currency: null, senderName: null, transactionId: null, subject: null }),
    ).toMatchObject({
      title: 'Somebody paid an amount that could not be read, without a booking',
      subtitle: 'The mail names no transfer',
      sentence: 'Find the booking that an amount that could not be read from an unknown sender pays',
    });
  });

  it('a booking is called by customer, property and price', () => {
    expect(nameBooking(BOOKING)).toEqual({
      title: 'Ayesha K. books White Palace for PKR 72,481.00',
      subtitle: '28 Nov, full night, booking 20261128-001-0',
    });
    expect(nameBooking({ ...BOOKING, property: null, shift: undefined as never }).title).toContain(
      'books a property for',
    );
  });

  it('a search finds booking, transfer, sender and both amounts', () => {
    const text = searchTextOf(BOOKING.bookingId, nameBookingPayment({ ...PAYMENT, senderName: 'Bilal K.' }, BOOKING));
    for (const word of [
      '20261128-001-0',
      'np-77',
      'bilal k.',
      'ayesha',
      '72,081',
      '72081.00',
      '72481.00',
      'white palace',
    ])
      expect(text).toContain(word);
  });

  it('what approving does is a list of plain steps', () => {
    expect(stepsOnConfirm(PAYMENT, BOOKING)).toEqual([
      'Book PKR 72,081.00 as the payment of Ayesha K. for White Palace on 28 Nov',
      'Confirm the booking: White Palace on 28 Nov, full night',
      'Write to Ayesha K. that it is confirmed',
    ]);
    expect(stepsOnLink(PAYMENT, BOOKING)[0]).toBe('Link PKR 72,081.00 to booking 20261128-001-0 of Ayesha K.');
    expect(stepsOnLink(PAYMENT, null)).toEqual(['Choose the booking that it pays, or put it aside with a reason']);
  });
});

import { describe, expect, it } from 'vitest';
import type { Compared } from './cardSpec.ts';
import { compareLine } from './comparison.ts';

const amount: Compared = {
  label: 'Amount',
  left: 'booking.total',
  right: 'payment.amount',
  as: 'money',
  leftCurrency: 'booking.currency',
  rightCurrency: 'payment.currency',
  same: true,
};
const name: Compared = { label: 'Name', left: 'booking.name', right: 'payment.name', same: true };
const shown = (booking: object, payment: object) => ({ booking, payment });
const line = (of: Compared, booking: object, payment: object) => compareLine(of, shown(booking, payment), 'PKR');

describe('two things side by side', () => {
  it('amounts of one currency are said to differ, with by how much', () => {
    const compared = line(amount, { total: 72_481, currency: 'PKR' }, { amount: 72_081, currency: 'PKR' });
    expect([compared?.verdict, compared?.offMinor]).toEqual(['differs', -400]);
    expect(line(amount, { total: 5, currency: 'PKR' }, { amount: 5, currency: 'PKR' })?.verdict).toBe('same');
  });
  it('amounts of two currencies differ, and nobody says by how much', () => {
    const compared = line(amount, { total: 5, currency: 'PKR' }, { amount: 5, currency: 'USD' });
    expect([compared?.verdict, compared?.offMinor]).toEqual(['differs', null]);
  });
  it('names are compared without case and blanks; what one side does not say is open', () => {
    expect(line(name, { name: 'Ayesha  K.' }, { name: 'ayesha k.' })?.verdict).toBe('same');
    expect(line(name, { name: 'Ayesha K.' }, { name: null })?.verdict).toBe('open');
    expect(line(name, {}, {})).toBeNull();
    expect(line({ ...name, same: false }, { name: 'a' }, { name: 'b' })?.verdict).toBe('open');
  });
});

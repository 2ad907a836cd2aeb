import { describe, expect, it } from 'vitest';
import { balanceOf, type InvoiceFacts, invoiceState, needsBalance } from './invoices.ts';

const now = new Date('2026-11-28T12:00:00Z');
const listed: InvoiceFacts = {
  invoiceId: 14,
  number: 'INV-14',
  clientId: 1,
  state: 'unpaid',
  currency: 'USD',
  totalMinor: 1_500,
  balanceMinor: null,
  issuedOn: '2026-11-01',
  dueOn: '2026-11-15',
  paidAt: null,
  changed: '2026-11-02 10:00:00',
};
const known = { ...listed, balanceCheckedAt: new Date(now.getTime() - 60_000) };

describe('[PY-WHM-01] the state of an invoice', () => {
  it.each([
    ['Unpaid', 'unpaid'],
    ['Overdue', 'unpaid'],
    ['Payment Pending', 'payment_pending'],
    [' Collections ', 'collections'],
    ['Cancelled', 'cancelled'],
    ['Refunded', 'refunded'],
    ['Draft', 'draft'],
    ['constructor', null],
    ['', null],
  ])('%j is %s', (word, state) => {
    expect(invoiceState(word)).toBe(state);
  });
});

describe('the balance of a listed invoice', () => {
  it('is asked for when it is open and new, changed, or asked for long ago', () => {
    expect([
      needsBalance(listed, undefined, now),
      needsBalance(listed, known, now),
      needsBalance({ ...listed, changed: 'later' }, known, now),
      needsBalance({ ...listed, totalMinor: 1 }, known, now),
      needsBalance(listed, { ...known, state: 'draft' }, now),
      needsBalance(listed, { ...known, balanceCheckedAt: new Date(now.getTime() - 7 * 3_600_000) }, now),
      needsBalance({ ...listed, state: 'paid', changed: 'later' }, known, now),
    ]).toEqual([true, false, true, true, true, true, false]);
  });

  it('that was not asked for is what is known of an open one, and nothing of any other', () => {
    expect([
      balanceOf(listed, undefined),
      balanceOf(listed, 400),
      balanceOf({ ...listed, state: 'paid' }, 400),
      balanceOf({ ...listed, balanceMinor: 7 }, 400),
    ]).toEqual([1_500, 400, 0, 7]);
  });
});

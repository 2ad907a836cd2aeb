import { describe, expect, it } from 'vitest';
import { type CustomerFacts, customerWords } from './customerWords.ts';

const open: CustomerFacts = {
  type: 'duplicate_charge',
  disputedMinor: 5800,
  currency: 'USD',
  refundedMinor: null,
  moneyState: null,
  status: 'running',
  step: 'fetching_data',
  openedAt: '2026-11-27T08:00:00.000Z',
  reviewedFrom: null,
  decidedAt: null,
  decideUntil: null,
  paidAt: null,
  endedAt: null,
};
const ended = { status: 'completed', endedAt: '2026-11-27T09:00:00.000Z' };

describe('a dispute as its customer reads it', () => {
  it('is named by what is disputed', () => {
    expect(customerWords(open).title).toBe('Duplicate charge: $58.00');
    expect(customerWords({ ...open, type: null }).title).toBe('A bill: $58.00');
  });

  it.each([
    [{}, 'info', 'It is being checked'],
    [{ decideUntil: '2026-11-28T08:00:00.000Z' }, 'info', 'A person checks it'],
    [{ moneyState: 'sending' }, 'info', 'Approved; the money is not sent yet'],
    [{ moneyState: 'unclear' }, 'info', 'Approved; the money is not sent yet'],
    [{ moneyState: 'failed' }, 'warn', 'The money could not be sent'],
    [{ status: 'failed', step: 'invalid' }, 'plain', 'It does not fit our records'],
    [{ status: 'failed', step: 'failed' }, 'warn', 'The money could not be sent'],
    [{ ...ended, step: 'expired' }, 'warn', 'Not decided in time'],
    [{ ...ended, step: 'rejected' }, 'plain', 'Closed without a payment'],
    [{ ...ended, refundedMinor: 4500 }, 'good', 'Paid back: $45.00'],
  ] as const)('%o is %s: %s', (over, tone, text) => {
    const words = customerWords({ ...open, ...over });
    expect(words).toMatchObject({ tone, text });
    expect(words.next).not.toBe('');
  });

  it('tells what happened in order', () => {
    const paid = customerWords({
      ...open,
      ...ended,
      refundedMinor: 4500,
      reviewedFrom: '2026-11-27T08:01:00.000Z',
      decidedAt: '2026-11-27T08:30:00.000Z',
      paidAt: '2026-11-27T08:31:00.000Z',
    });
    expect(paid.steps.map(({ text }) => text)).toEqual([
      'You disputed $58.00',
      'A person was asked to decide',
      'It was decided',
      '$45.00 was sent back to you',
    ]);
    const closed = customerWords({ ...open, ...ended, step: 'rejected' });
    expect(closed.steps.at(-1)?.text).toBe('It was closed');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MoneyFacts, type MoneyState, moneyState } from './moneyState.ts';
import { reasonInWords } from './reasons.ts';

const approved: MoneyFacts = {
  task: 'decided',
  decision: 'approved',
  approvedMinor: 4500,
  refund: null,
  billing: null,
  problem: null,
  endedWith: null,
  moneyStopped: false,
  next: null,
  paid: null,
};
const refund = {
  state: 'applied' as const,
  vendor: 'stripe',
  vendorId: 're_1',
  refusalCode: null,
  failedLater: false,
};

describe('the state of money in words', () => {
  it.each<[string, Partial<MoneyFacts>, Partial<MoneyState>]>([
    ['approved and nothing sent', {}, { state: 'sending', tone: 'info' }],
    ['failed seven times', { problem: { code: 'STRIPE_UNAVAILABLE', times: 7 } }, { state: 'waiting', tone: 'bad' }],
    ['money is stopped', { moneyStopped: true }, { state: 'waiting', tone: 'warn' }],
    ['being sent', { refund: { ...refund, state: 'attempting', vendorId: null } }, { state: 'sending', tone: 'info' }],
    ['outcome open', { refund: { ...refund, state: 'unknown', vendorId: null } }, { state: 'unclear', tone: 'warn' }],
    ['sent', { refund }, { state: 'sent', tone: 'good', text: 'Sent; Stripe calls it re_1' }],
    [
      'refused by the vendor',
      { refund: { ...refund, state: 'refused', refusalCode: 'charge_disputed' } },
      { state: 'failed', tone: 'bad' },
    ],
    ['came back later', { refund: { ...refund, failedLater: true } }, { state: 'failed', tone: 'bad' }],
    ['billing refused', { refund, billing: { state: 'refused', refusalCode: 'x' } }, { state: 'sent', tone: 'warn' }],
    ['ended without it', { endedWith: 'CASE_ALREADY_REFUNDED' }, { state: 'failed', tone: 'bad' }],
    [
      'decided again',
      { next: { taskId: 't', reason: 'charge_changed' } },
      { state: 'failed', text: 'Not sent: the charge changed after the approval' },
    ],
    ['rejected', { decision: 'rejected', approvedMinor: null }, { state: 'none', tone: 'plain' }],
    ['nothing to pay', { approvedMinor: null }, { state: 'none', tone: 'plain' }],
    ['open', { task: 'pending', decision: null }, { state: 'undecided', tone: 'plain' }],
    [
      'sent, and asked where billing records it',
      { task: 'pending', decision: null, refund },
      { state: 'sent', tone: 'warn', label: 'Sent' },
    ],
    [
      'booked',
      { paid: { name: 'Booking', id: 'BK-1', status: 'Confirmed', wanted: 'Confirmed' } },
      { state: 'booked', tone: 'good' },
    ],
    [
      'linked only',
      { paid: { name: 'Booking', id: 'BK-1', status: 'Waiting', wanted: 'Confirmed' } },
      { state: 'booked', tone: 'warn' },
    ],
  ])('%s', (_name, facts, wanted) => {
    expect(moneyState({ ...approved, ...facts })).toMatchObject(wanted);
  });

  it('names how often and why it failed, and what can be done', () => {
    const failing = moneyState({ ...approved, problem: { code: 'STRIPE_UNAVAILABLE', times: 7 } });
    expect(failing.text).toContain('tried 7 times, Stripe does not answer');
    expect(failing.next).not.toBeNull();
    expect(reasonInWords('blocked:STRIPE_CREDENTIALS')).toBe('Stripe refuses our credentials');
    expect(reasonInWords('SOMETHING_NEW')).toBe('something new');
    expect(reasonInWords('constructor')).toBe('constructor');
  });

  const anyFacts = fc.record({
    task: fc.constantFrom('pending' as const, 'decided' as const, 'expired' as const, 'cancelled' as const),
    decision: fc.constantFrom('approved', 'modified', 'rejected', 'retry', 'found', null),
    approvedMinor: fc.option(fc.integer({ min: 1, max: 9_999 })),
    refund: fc.option(
      fc.record({
        state: fc.constantFrom(
          'intended' as const,
          'attempting' as const,
          'unknown' as const,
          'applied' as const,
          'refused' as const,
        ),
        vendor: fc.constant('stripe'),
        vendorId: fc.constant('re_1'),
        refusalCode: fc.constant('charge_disputed'),
        failedLater: fc.boolean(),
      }),
    ),
    billing: fc.option(fc.record({ state: fc.constantFrom('applied', 'refused'), refusalCode: fc.constant(null) })),
    problem: fc.option(fc.record({ code: fc.constant('STRIPE_UNAVAILABLE'), times: fc.integer({ min: 1, max: 99 }) })),
    endedWith: fc.option(fc.constantFrom('CANCELLED', 'BILLING_PAYMENT_NOT_FOUND')),
    moneyStopped: fc.boolean(),
    next: fc.option(fc.record({ taskId: fc.constant('t'), reason: fc.constant('charge_changed') })),
    paid: fc.constant(null),
  });
  const greens = (judge: (facts: MoneyFacts) => MoneyState) =>
    fc.check(
      fc.property(anyFacts, (facts) => {
        const shown = judge(facts);
        return shown.tone !== 'good' || (facts.refund?.state === 'applied' && !facts.refund.failedLater);
      }),
    ).failed;

  it('is green only where the vendor has the money', () => {
    expect(greens(moneyState)).toBe(false);
  });

  it('planted bug: green because it was approved is caught', () => {
    expect(greens((facts) => ({ ...moneyState(facts), tone: facts.decision === 'approved' ? 'good' : 'plain' }))).toBe(
      true,
    );
  });
});

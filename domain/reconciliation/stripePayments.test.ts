import { describe, expect, it } from 'vitest';
import { leftOfPayment, stripePaymentState } from './stripePayments.ts';

const charge = { status: 'succeeded', amountMinor: 6_000, refundedMinor: 0, disputed: false } as const;

describe('[PY-STR-02] the state of a payment at Stripe', () => {
  it.each([
    [charge, 'succeeded', 6_000],
    [{ ...charge, refundedMinor: 100 }, 'partially_refunded', 5_900],
    [{ ...charge, refundedMinor: 6_000 }, 'refunded', 0],
    [{ ...charge, refundedMinor: 6_000, disputed: true }, 'disputed', 0],
    [{ ...charge, status: 'failed' } as const, 'failed', 6_000],
    [{ ...charge, status: 'pending', disputed: true } as const, 'pending', 6_000],
  ])('%j is %s, with %i left', (given, state, left) => {
    expect([stripePaymentState(given), leftOfPayment(given)]).toEqual([state, left]);
  });
});

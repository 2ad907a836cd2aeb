import { describe, expect, it } from 'vitest';
import type { ReviewWarning } from '../reviews/warnings.ts';
import { sampleCharge, sampleFacts } from './fixtures.ts';
import { type ApprovedMoney, problemSince, type ShownCharges } from './sending.ts';

const DECISION: ApprovedMoney = { id: 'd', payee: 'ch_1', approvedMinor: 4_500, currency: 'USD', overrideReason: null };
type Charge = ReturnType<typeof sampleCharge>;
interface Since {
  decision?: Partial<ApprovedMoney>;
  shown?: ShownCharges & { warnings?: ReviewWarning[] };
  now?: Partial<Charge>;
  billing?: Parameters<typeof sampleFacts>[2];
}
const since = ({ decision, shown, now, billing }: Since = {}) => {
  const charge = sampleCharge(now);
  const facts = sampleFacts({}, [charge], billing);
  return problemSince(
    { ...DECISION, ...decision },
    { charges: [sampleCharge()], payee: 'ch_1', ...shown },
    charge,
    facts,
  );
};
const warning = (code: string): ReviewWarning => ({ code, text: code });

describe('what speaks against sending though it was approved', () => {
  it('nothing, where all is as it was shown', () => expect(since()).toBeNull());

  it.each<[string, Partial<Charge>, string]>([
    ['the bank took it back', { disputed: true }, 'chargeback_open'],
    ['a part of it was paid back', { refundedMinor: 1 }, 'charge_changed'],
    ['its amount is another', { amountMinor: 6_001 }, 'charge_changed'],
    ['its currency is another', { currency: 'EUR' }, 'charge_changed'],
    ['it is no longer captured', { captured: false }, 'charge_changed'],
    ['it failed', { status: 'failed' }, 'charge_changed'],
    ['it is of another customer', { customerId: 'ACC-2' }, 'charge_changed'],
    ['its date is another', { createdAt: '2025-01-01T00:00:00.000Z' }, 'charge_changed'],
  ])('%s', (_name, now, problem) => expect(since({ now })).toBe(problem));

  it('a credit was given meanwhile', () => {
    expect(since({ billing: { creditsForCaseMinor: 1 } })).toBe('credit_given');
    expect(since({ billing: { otherCredits: true } })).toBe('credit_given');
  });

  it('more was approved than can be paid back, by one unit', () => {
    expect(since({ decision: { approvedMinor: 6_000 } })).toBeNull();
    expect(since({ decision: { approvedMinor: 6_001 } })).toBe('charge_changed');
    expect(since({ decision: { approvedMinor: 4_501 }, now: { capturedMinor: 4_500 } })).toBe('charge_changed');
  });

  it('the charge was not among those that were shown', () => {
    for (const shown of [{ charges: [] }, { charges: undefined }, { charges: [sampleCharge({ chargeId: 'ch_2' })] }])
      expect(since({ shown })).toBe('charge_changed');
  });

  describe('a warning that is there now', () => {
    const other = { customerId: 'ACC-2' };
    const shown = { charges: [sampleCharge(other)] };

    it('holds it up, unless it was read and a reason was given', () => {
      const read = { ...shown, warnings: [warning('other_customer')] };
      const decision = { overrideReason: 'I called the bank' };
      expect(since({ now: other, shown: read, decision })).toBeNull();
      expect(since({ now: other, shown: read })).toBe('charge_changed');
      expect(since({ now: other, shown: { ...shown, warnings: [warning('too_old')] }, decision })).toBe(
        'charge_changed',
      );
      expect(since({ now: other, shown, decision })).toBe('charge_changed');
    });

    it('a reason about the proposed charge lifts none of another candidate, but what billing lacks', () => {
      const decision = { overrideReason: 'I called the bank' };
      const warnings = [warning('other_customer'), warning('billing_payment_unclear')];
      expect(since({ now: other, shown: { ...shown, payee: 'ch_2', warnings }, decision })).toBe('charge_changed');
      const noPayment = { billing: { payments: [] }, decision };
      expect(since({ ...noPayment, shown: { payee: 'ch_2', warnings } })).toBeNull();
      expect(since({ ...noPayment, shown: { payee: 'ch_2', warnings: [] } })).toBe('charge_changed');
    });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundProposal, maximumRefund } from './bounds.ts';
import { chooseCharge } from './chargeSelection.ts';
import { sampleCharge, sampleFacts } from './fixtures.ts';
import { disputeCaseSchema, modelAnswerSchema, RESOLUTION_ACTIONS, resolutionSchema } from './schema.ts';
import { amountBand, caseRelevance } from './similarity.ts';
import { validateDispute } from './validate.ts';

describe('models', () => {
  it('[DR-DEV-04] a dispute case and a resolution have schemas that refuse what is none', () => {
    expect(disputeCaseSchema.safeParse(sampleFacts().crm.dispute).success).toBe(true);
    expect(disputeCaseSchema.safeParse({ ...sampleFacts().crm.dispute, amountMinor: 0.5 }).success).toBe(false);
    const resolution = {
      action: 'full_refund',
      amountMinor: 4500,
      currency: 'USD',
      reason: 'r',
      confidence: 80,
      policyIds: [],
      cutFromMinor: null,
    };
    expect(resolutionSchema.safeParse(resolution).success).toBe(true);
    expect(resolutionSchema.safeParse({ ...resolution, action: 'pay everybody' }).success).toBe(false);
  });
});

describe('validation', () => {
  it('[DR-WF-06] refuses unknown types, foreign customers and closed cases before any cost', () => {
    expect(validateDispute(sampleFacts({ disputeType: 'weather' }), 'ACC-1')).toMatchObject({
      valid: false,
      rule: 'dispute_type',
    });
    expect(validateDispute(sampleFacts(), 'ACC-2')).toMatchObject({ valid: false, rule: 'customer' });
    expect(validateDispute(sampleFacts({ closed: true }), 'ACC-1')).toMatchObject({ valid: false, rule: 'case_open' });
    expect(validateDispute(sampleFacts(), 'ACC-1')).toEqual({ valid: true });
  });

  it('[DR-WF-07] refuses an amount above what billing shows, with the reason', () => {
    expect(validateDispute(sampleFacts({ amountMinor: 6001 }), 'ACC-1')).toMatchObject({
      valid: false,
      rule: 'amount',
      reason: expect.stringContaining('60.01'),
    });
    expect(validateDispute(sampleFacts({ currency: 'EUR' }), 'ACC-1')).toMatchObject({ valid: false, rule: 'billed' });
  });
});

describe('which charge is paid back [H-33] [H-34]', () => {
  it("takes the case's own charge, or the only one that fits, and never the newest by guess", () => {
    expect(chooseCharge(sampleFacts())).toMatchObject({ kind: 'chosen' });
    expect(chooseCharge(sampleFacts({ chargeId: null }))).toMatchObject({ kind: 'chosen' });
    const two = [
      sampleCharge({ chargeId: 'ch_new', createdAt: '2026-11-19T00:00:00.000Z' }),
      sampleCharge({ chargeId: 'ch_old' }),
    ];
    expect(chooseCharge(sampleFacts({ chargeId: null }, two))).toMatchObject({
      kind: 'candidates',
      charges: [{ chargeId: 'ch_new' }, { chargeId: 'ch_old' }],
    });
    expect(chooseCharge(sampleFacts({ chargeId: 'ch_missing' }))).toMatchObject({ kind: 'candidates', charges: [] });
    expect(
      chooseCharge(sampleFacts({ chargeId: null }, [sampleCharge({ createdAt: '2026-01-01T00:00:00.000Z' })])),
    ).toMatchObject({ kind: 'candidates', charges: [] });
  });

  it('sends money returned another way to a person', () => {
    expect(chooseCharge(sampleFacts({}, [sampleCharge({ disputed: true })]))).toMatchObject({
      kind: 'returned_elsewhere',
      reason: 'chargeback_open',
    });
    expect(chooseCharge(sampleFacts({}, [sampleCharge({ refundedMinor: 6000 })]))).toMatchObject({
      kind: 'returned_elsewhere',
      reason: 'nothing_refundable',
    });
    expect(chooseCharge(sampleFacts({}, [sampleCharge()], { otherCredits: true }))).toMatchObject({
      reason: 'credit_given',
    });
    expect(chooseCharge(sampleFacts({}, [sampleCharge()], { creditsForCaseMinor: 100 }))).toMatchObject({
      kind: 'returned_elsewhere',
      reason: 'credit_given',
    });
  });
});

const bounds = { disputedMinor: 4500, refundableMinor: 6000, policyCapMinor: 5000, reviewerLimitMinor: null };

/** Whether any of these model outputs gets past the bounds; `bound` is replaced to prove that the test can fail. */
function escapes(bound: typeof boundProposal, outputs: unknown[]): number {
  return outputs.filter((output) => {
    const answer = modelAnswerSchema.safeParse(output);
    if (!answer.success) return false;
    const result = bound(answer.data, 'USD', bounds, ['p1']);
    return (
      result.ok &&
      (result.resolution.amountMinor > maximumRefund(bounds) ||
        result.resolution.amountMinor < 0 ||
        result.resolution.currency !== 'USD' ||
        result.resolution.policyIds.some((id) => id !== 'p1'))
    );
  }).length;
}

const arbitraryOutput = fc.oneof(
  fc.record({
    action: fc.constantFrom(...RESOLUTION_ACTIONS),
    amount: fc.oneof(
      fc.double({ min: -1e12, max: 1e12 }),
      fc.integer({ min: 0, max: 10_000_000 }),
      fc.constantFrom(99_999, 0, -45, 45.001),
    ),
    currency: fc.constantFrom('USD', 'EUR', 'JPY', 'usd', ''),
    reason: fc.string({ minLength: 1 }),
    confidence: fc.double({ min: 0, max: 100, noNaN: true }),
    policy_ids: fc.array(fc.constantFrom('p1', 'p2', 'drop table'), { maxLength: 3 }),
  }),
  fc.record({
    action: fc.constant('full_refund'),
    amount: fc.integer({ min: 1, max: 1_000_000 }),
    currency: fc.constant('USD'),
    reason: fc.constant('x'),
    confidence: fc.constant(100),
    policy_ids: fc.constant([]),
  }),
  fc.anything(),
);

describe('bounds on a model answer [H-31] [DR-WF-08]', () => {
  const outputs = fc.sample(arbitraryOutput, { numRuns: 10_000, seed: 20_261_121 });

  it('lets none of 10,000 arbitrary outputs past amount, currency or policy bounds', () => {
    expect(escapes(boundProposal, outputs)).toBe(0);
  });

  it('planted bug: without the cut the same outputs escape', () => {
    const uncut: typeof boundProposal = (answer, currency, all, known) => {
      const result = boundProposal(
        answer,
        currency,
        { ...all, disputedMinor: 1e12, refundableMinor: 1e12, policyCapMinor: null },
        known,
      );
      return result;
    };
    expect(escapes(uncut, outputs)).toBeGreaterThan(0);
  });

  it('cuts an ordered refund to the smallest bound and says so', () => {
    const answer = {
      action: 'full_refund' as const,
      amount: 99_999,
      currency: 'USD',
      reason: 'ordered',
      confidence: 100,
      policy_ids: [],
    };
    expect(boundProposal(answer, 'USD', bounds, [])).toMatchObject({
      ok: true,
      resolution: { amountMinor: 4500, cutFromMinor: 9_999_900 },
    });
  });
});

describe('multi-factor similarity', () => {
  it('[DR-VEC-04] ranks a case that agrees on type and segment above an equal text that does not', () => {
    const wanted = { disputeType: 'billing_error', amountMinor: 4500, currency: 'USD', customerSegment: 'standard' };
    const other = { disputeType: 'unauthorized', amountMinor: 4500, currency: 'USD', customerSegment: 'premium' };
    expect(caseRelevance(0.9, wanted, wanted)).toBeGreaterThan(caseRelevance(0.9, wanted, other));
    expect(caseRelevance(1, wanted, wanted)).toBeCloseTo(1);
    expect(amountBand({ ...wanted, amountMinor: 40_000 })).not.toBe(amountBand(wanted));
  });
});

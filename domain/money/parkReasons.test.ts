import { describe, expect, it } from 'vitest';
import { blocksMoney, isAboutModel, modelReason, vendorReason } from './parkReasons.ts';

describe('why money waits', () => {
  it.each([
    [null, false],
    ['', false],
    ['chargeback_open', true],
    ['credit_given', true],
    ['nothing_refundable', true],
    ['vendor_unavailable', true],
    ['stripe_credentials_refused', true],
    ['billing_credentials_refused', true],
    // A person may decide these.
    ['charge_unclear', false],
    ['case_refunded', false],
    ['money_outcome_unknown', false],
    ['credentials_refused_before', false],
    ['blocked:STRIPE_INVALID_REQUEST', false],
  ])('%s forbids every refund: %s', (reason, blocks) => expect(blocksMoney(reason)).toBe(blocks));

  it.each([
    ['STRIPE_CREDENTIALS', 'stripe_credentials_refused'],
    ['CRM_CREDENTIALS', 'crm_credentials_refused'],
    ['STRIPE_UNAVAILABLE', 'vendor_unavailable'],
    ['_CREDENTIALS', 'vendor_unavailable'],
    ['CREDENTIALS', 'vendor_unavailable'],
    ['CREDENTIALS_CHANGED', 'vendor_unavailable'],
    ['', 'vendor_unavailable'],
  ])('%s of a vendor is %s, and forbids refunds until its record is there', (code, reason) => {
    expect(vendorReason(code)).toBe(reason);
    expect(blocksMoney(reason)).toBe(true);
  });

  it.each([
    ['MODEL_QUOTA_EXHAUSTED', 'model_quota_exhausted'],
    ['OPENAI_CREDENTIALS', 'openai_credentials'],
    ['OPENAI_RATE_LIMITED', 'model_unavailable:OPENAI_RATE_LIMITED'],
  ])('%s of the model’s vendor is %s', (type, reason) => expect(modelReason(type)).toBe(reason));

  it('what the model failed at is asked again on the same facts; the rest is read afresh', () => {
    for (const reason of ['model_refused', 'llm_budget_exhausted', 'model_unavailable:X'])
      expect(isAboutModel(reason), reason).toBe(true);
    for (const reason of [null, '', 'vendor_unavailable', 'other_model_'])
      expect(isAboutModel(reason), String(reason)).toBe(false);
  });
});

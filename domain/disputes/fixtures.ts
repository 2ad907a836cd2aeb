import type { ChargeFacts, CollectedFacts } from './facts.ts';
import type { DisputeCase } from './schema.ts';

/** Sample facts for tests of the rules; every field can be overridden. */
export const sampleCase = (over: Partial<DisputeCase> = {}): DisputeCase => ({
  caseId: 'CASE-1',
  customerId: 'ACC-1',
  disputeType: 'billing_error',
  amountMinor: 4500,
  currency: 'USD',
  description: 'billed twice',
  segment: 'standard',
  accountType: 'Customer',
  chargeId: 'ch_1',
  contactEmail: null,
  openedAt: '2026-11-20T00:00:00.000Z',
  closed: false,
  ...over,
});
export const sampleCharge = (over: Partial<ChargeFacts> = {}): ChargeFacts => ({
  chargeId: 'ch_1',
  customerId: 'ACC-1',
  amountMinor: 6000,
  capturedMinor: 6000,
  refundedMinor: 0,
  currency: 'USD',
  createdAt: '2026-11-10T00:00:00.000Z',
  disputed: false,
  captured: true,
  status: 'succeeded',
  ...over,
});
export const sampleFacts = (
  dispute: Partial<DisputeCase> = {},
  charges: ChargeFacts[] = [sampleCharge()],
  billing: Partial<CollectedFacts['billing']> = {},
): CollectedFacts => ({
  crm: { dispute: sampleCase(dispute), mock: true },
  billing: {
    customerId: 'ACC-1',
    active: true,
    invoices: [{ invoiceId: 'i1', amountMinor: 6000, currency: 'USD', date: '2026-11-01' }],
    creditsForCaseMinor: 0,
    payments: charges.map((charge) => ({ paymentId: `pay-${charge.chargeId}`, chargeId: charge.chargeId })),
    mock: true,
    ...billing,
  },
  payments: { charges, mock: true },
});

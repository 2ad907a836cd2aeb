import type { tenantSettings } from '../../db/schema/identity.ts';
import type { AmountBounds } from '../../domain/disputes/bounds.ts';
import type { DisputeCase } from '../../domain/disputes/schema.ts';
import { payableStep } from '../../domain/money/stripeUnits.ts';
import { boundIn } from '../../domain/review/limits.ts';

/** Every bound on a refund of a case, for the model's proposal and for the reviewer's card. */
export function refundBounds(
  dispute: DisputeCase,
  refundableMinor: number,
  settings: typeof tenantSettings.$inferSelect | undefined,
): AmountBounds {
  const { currency } = dispute;
  return {
    disputedMinor: dispute.amountMinor,
    refundableMinor,
    policyCapMinor: boundIn(currency, settings?.policyCapMinor, settings?.limitCurrency),
    reviewerLimitMinor: boundIn(currency, settings?.reviewerLimitMinor, settings?.limitCurrency),
    stepMinor: payableStep(currency),
  };
}

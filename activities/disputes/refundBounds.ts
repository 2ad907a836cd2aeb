import { type CaseRefund, refundedIn } from '../../db/disputes/caseRefunds.ts';
import type { tenantSettings } from '../../db/identity/schema.ts';
import type { AmountBounds } from '../../domain/disputes/bounds.ts';
import type { DisputeCase } from '../../domain/disputes/schema.ts';
import { payableStep } from '../../domain/money/stripeUnits.ts';
import { boundIn } from '../../domain/reviews/limits.ts';

/** Every bound on a refund of a case, for the model's proposal and for the reviewer's card: what was paid back counts. */
export function refundBounds(
  dispute: DisputeCase,
  refundableMinor: number,
  settings: typeof tenantSettings.$inferSelect | undefined,
  refunds: readonly CaseRefund[],
): AmountBounds {
  const { currency } = dispute;
  const paid = refundedIn(refunds, currency);
  const limit = (amountMinor: number | null | undefined) => {
    const bound = boundIn(currency, amountMinor, settings?.limitCurrency);
    return bound === null ? null : Math.max(0, bound - paid);
  };
  return {
    disputedMinor: Math.max(0, dispute.amountMinor - paid),
    refundableMinor,
    policyCapMinor: limit(settings?.policyCapMinor),
    reviewerLimitMinor: limit(settings?.reviewerLimitMinor),
    stepMinor: payableStep(currency),
  };
}

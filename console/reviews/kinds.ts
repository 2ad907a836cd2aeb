import type { KindSpec } from './cardSpec.ts';
import { DISPUTE, MONEY_UNKNOWN } from './disputeKinds.ts';
import { BOOKING_PAYMENT, UNMATCHED_PAYMENT } from './paymentKinds.ts';

export const REVIEW_KINDS: Record<string, KindSpec> = {
  dispute_resolution: DISPUTE,
  money_unknown: MONEY_UNKNOWN,
  booking_payment: BOOKING_PAYMENT,
  unmatched_payment: UNMATCHED_PAYMENT,
};

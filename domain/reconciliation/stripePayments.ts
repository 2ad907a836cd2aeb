/** States of a payment at Stripe, as the books have them: what is left of it counts, so refunds and disputes are states. */
export const STRIPE_PAYMENT_STATES = [
  'pending',
  'succeeded',
  'failed',
  'partially_refunded',
  'refunded',
  'disputed',
] as const;
export type StripePaymentState = (typeof STRIPE_PAYMENT_STATES)[number];

interface ChargeState {
  status: 'pending' | 'succeeded' | 'failed';
  amountMinor: number;
  refundedMinor: number;
  disputed: boolean;
}

/** The state of a charge. A dispute that was won or lost is no longer open, and shows in its own status. */
export function stripePaymentState(charge: ChargeState): StripePaymentState {
  if (charge.status !== 'succeeded') return charge.status;
  if (charge.disputed) return 'disputed';
  if (charge.refundedMinor <= 0) return 'succeeded';
  return charge.refundedMinor >= charge.amountMinor ? 'refunded' : 'partially_refunded';
}

/** What is left of a payment, in minor units of its own currency. */
export const leftOfPayment = ({ amountMinor, refundedMinor }: Pick<ChargeState, 'amountMinor' | 'refundedMinor'>) =>
  Math.max(0, amountMinor - refundedMinor);

/** A charge of a connected account as Stripe tells it. Amounts in ISO minor units. */
export interface ToldPayment {
  stripeId: string;
  paymentIntent: string | null;
  status: ChargeState['status'];
  currency: string;
  amountMinor: number;
  refundedMinor: number;
  disputed: boolean;
  /** Of its balance transaction; in another currency where the account is settled in that. */
  settled: { currency: string; feeMinor: number; netMinor: number; id: string } | null;
  payer: string | null;
  email: string | null;
  description: string | null;
  invoiceHint: string | null;
  paidAt: Date;
  /** Of its newest dispute, where that was asked for. */
  disputeStatus?: string | null;
}

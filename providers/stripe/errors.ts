import Stripe from 'stripe';
import { retryAfterMs, VendorError } from '../vendorError.ts';

/** Answers that prove that no refund happened. Everything else leaves the outcome UNKNOWN. */
const REFUSED_CODES = new Set([
  'charge_already_refunded',
  'charge_disputed',
  'refund_disputed_payment',
  'amount_too_large',
  'amount_too_small',
  'charge_not_refundable',
  'resource_missing',
  'parameter_invalid_integer',
  // Fractions of a currency that has none: the vendor checks this before it does anything.
  'invalid_charge_amount_no_decimal_compatible',
]);

/** The vendor's code when it refused for good, else null. */
export function stripeRefusal(error: unknown): string | null {
  if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) return null;
  return error.code && REFUSED_CODES.has(error.code) ? error.code : null;
}

export function stripeError(error: unknown): VendorError {
  if (error instanceof VendorError) return error;
  if (error instanceof Stripe.errors.StripeRateLimitError) {
    return new VendorError('stripe', 'STRIPE_RATE_LIMITED', 'retryable', retryAfterMs(error.headers?.['retry-after']));
  }
  if (error instanceof Stripe.errors.StripeAuthenticationError)
    return new VendorError('stripe', 'STRIPE_CREDENTIALS', 'blocked');
  if (error instanceof Stripe.errors.StripePermissionError)
    return new VendorError('stripe', 'STRIPE_PERMISSION', 'blocked');
  if (error instanceof Stripe.errors.StripeInvalidRequestError)
    return new VendorError('stripe', 'STRIPE_INVALID_REQUEST', 'terminal');
  return new VendorError('stripe', 'STRIPE_UNAVAILABLE', 'retryable');
}

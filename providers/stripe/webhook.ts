import Stripe from 'stripe';

// Only the signature check is used: no request leaves with this instance.
const verifier = new Stripe('sk_unused');

/** Checks the signature of a raw webhook body (300 s tolerance) and returns its event, or null when it does not fit. */
export function verifyStripeWebhook(
  rawBody: Buffer,
  signature: string | undefined,
  secret: string,
): Stripe.Event | null {
  if (!signature || !secret.trim()) return null;
  try {
    return verifier.webhooks.constructEvent(rawBody, signature, secret);
  } catch {
    return null;
  }
}

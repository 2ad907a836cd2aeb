import Stripe from 'stripe';
import { hasFailed } from './records.ts';

// Only the signature check is used: no request leaves with this instance.
const verifier = new Stripe('sk_unused');

/** Stripe's own tolerance for old signatures; it has none for those of tomorrow. */
const TOLERANCE_SECONDS = 300;

/** Whether an event, or its signature, is dated later than any clock allows. */
export function isDatedInFuture(event: Stripe.Event, signature: string | undefined, nowMs: number): boolean {
  const signedAt = [...(signature ?? '').matchAll(/(?:^|,)\s*t=(\d+)/g)].map((match) => Number(match[1]));
  return [event.created, ...signedAt].some((at) => at > nowMs / 1000 + TOLERANCE_SECONDS);
}

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

/** The refund that an event says has failed, whatever the event is called; null for any other event. */
export function failedRefund(event: Stripe.Event): { refundId: string; businessKey: string | null } | null {
  const object = event.data.object as { object?: string };
  if (object.object !== 'refund') return null;
  const refund = object as Stripe.Refund;
  return hasFailed(refund) ? { refundId: refund.id, businessKey: refund.metadata?.business_key ?? null } : null;
}

import Stripe from 'stripe';
import type { VendorEndpoint } from '../endpoint.ts';

/** API version the SDK and stored money commands speak. */
export const STRIPE_API_VERSION = '2026-10-28.endive';
const STRIPE_TIMEOUT_MS = 8_000;

/** The official SDK with its own retries off: Temporal is the only retry owner. */
export function createStripeClient(endpoint: VendorEndpoint): Stripe {
  const url = new URL(endpoint.baseUrl);
  return new Stripe(endpoint.credential, {
    apiVersion: STRIPE_API_VERSION,
    host: url.hostname,
    port: url.port || (url.protocol === 'https:' ? '443' : '80'),
    protocol: url.protocol === 'https:' ? 'https' : 'http',
    maxNetworkRetries: 0,
    timeout: STRIPE_TIMEOUT_MS,
    telemetry: false,
  });
}

import Stripe from 'stripe';
import type { AccountIdentity } from '../../domain/vendors/accounts.ts';
import type { VendorEndpoint } from '../endpoint.ts';
import { stripeError } from './errors.ts';

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

/** Whose account the key of a client opens. Throws VendorError. */
export async function stripeAccount(client: Stripe): Promise<AccountIdentity> {
  try {
    const account = await client.accounts.retrieveCurrent();
    return {
      accountId: account.id,
      name: account.business_profile?.name ?? account.settings?.dashboard.display_name ?? account.id,
    };
  } catch (error) {
    throw stripeError(error);
  }
}

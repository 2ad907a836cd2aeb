import type Stripe from 'stripe';
import type { AccountIdentity } from '../../domain/vendors/accounts.ts';
import type { VendorEndpoint } from '../endpoint.ts';
import { VendorError } from '../vendorError.ts';
import { createStripeClient, stripeAccount } from './client.ts';
import { stripeError } from './errors.ts';

/** The platform at Stripe, which others let read their accounts. */
export interface StripePlatform extends VendorEndpoint {
  /** `ca_…` of the platform. */
  clientId: string;
}

/** What a consent gives. */
export interface StripeGrant extends AccountIdentity {
  accessToken: string;
  refreshToken: string | null;
  scope: string;
  livemode: boolean;
}

/** A grant that has ended, a code that was used, or a platform that Stripe does not know: asking again gives the same. */
function connectError(error: unknown): VendorError {
  const refused =
    error instanceof Error && 'type' in error && /InvalidGrant|OAuth|InvalidRequest/.test(String(error.type));
  return refused ? new VendorError('stripe', 'STRIPE_CONSENT_REFUSED', 'terminal') : stripeError(error);
}

/** Exchanges the code of a consent, once, and asks whose account it opens. Throws VendorError. */
export async function exchangeConsent(platform: StripePlatform, code: string): Promise<StripeGrant> {
  let token: Stripe.OAuthToken;
  try {
    token = await createStripeClient(platform).oauth.token({ grant_type: 'authorization_code', code });
  } catch (error) {
    throw connectError(error);
  }
  const { access_token: accessToken, stripe_user_id: accountId } = token;
  if (!accessToken || !accountId) throw new VendorError('stripe', 'STRIPE_CONSENT_REFUSED', 'terminal');
  const named = await stripeAccount(createStripeClient({ ...platform, credential: accessToken })).catch(() => null);
  return {
    accessToken,
    refreshToken: token.refresh_token ?? null,
    scope: token.scope ?? '',
    livemode: token.livemode ?? false,
    accountId,
    name: named?.name ?? accountId,
  };
}

/** Ends what an account lets the platform do. One that has ended it already is no failure. */
export async function endConsent(platform: StripePlatform, accountId: string): Promise<void> {
  try {
    await createStripeClient(platform).oauth.deauthorize({ client_id: platform.clientId, stripe_user_id: accountId });
  } catch (error) {
    const mapped = connectError(error);
    if (mapped.kind === 'retryable') throw mapped;
  }
}

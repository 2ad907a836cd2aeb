import { z } from 'zod';
import { assertSafeBaseUrl } from '../../providers/endpoint.ts';
import type { StripePlatform } from '../../providers/stripe/connect.ts';
import { checkWhmcs, whmcsEndpoint } from '../../providers/whmcs/endpoint.ts';
import { flag } from '../environmentTypes.ts';
import type { CliArea, Installation, Read } from '../slice.ts';
import { createRuleTrial } from './ruleTrial.ts';

const environment = {
  /** Whether WHMCS instances that are registered are those of the sandbox; unset means outside production. */
  MOCK_WHMCS: flag.optional(),
  /** `ca_…` of the platform that tenants let read their Stripe accounts; its key is STRIPE_SECRET_KEY. */
  STRIPE_CLIENT_ID: z.string().optional(),
  /** Checks events of connected accounts: the endpoint of the platform has a secret of its own. */
  STRIPE_CONNECT_WEBHOOK_SECRET: z.string().min(16).optional(),
};
/** The platform's own key, and whether Stripe is rehearsed, are said with the vendors. */
interface OfVendors {
  STRIPE_SECRET_KEY?: string | undefined;
  PAYMENT_SECRET_KEY?: string | undefined;
  MOCK_STRIPE?: boolean | undefined;
}
type Env = Read<typeof environment> & OfVendors;

/** Address of the sandbox's WHMCS; null where instances are real ones. */
const sandboxUrl = (env: Env, { production }: Pick<Installation, 'production'>): string | null =>
  (env.MOCK_WHMCS ?? !production) && env.SANDBOX_URL ? `${env.SANDBOX_URL}/whmcs` : null;

/** The platform at Stripe, or the sandbox in its place; null without credentials where no sandbox may stand in. */
function stripePlatform(env: Env, { production }: Pick<Installation, 'production'>): StripePlatform | null {
  const credential = env.STRIPE_SECRET_KEY ?? env.PAYMENT_SECRET_KEY;
  if (credential && env.STRIPE_CLIENT_ID)
    return { baseUrl: 'https://api.stripe.com', credential, clientId: env.STRIPE_CLIENT_ID, mock: false };
  if (credential || !(env.MOCK_STRIPE ?? !production) || !env.SANDBOX_URL) return null;
  assertSafeBaseUrl(env.SANDBOX_URL, !production);
  return { baseUrl: env.SANDBOX_URL, credential: 'sk_test_sandbox', clientId: 'ca_sandbox', mock: true };
}

/** Where people consent at Stripe. */
function stripeConnect(env: Env, installation: Installation) {
  const platform = stripePlatform(env, installation);
  if (!platform) return null;
  const page = platform.mock ? (env.SANDBOX_PUBLIC_URL ?? env.SANDBOX_URL) : 'https://connect.stripe.com';
  const publicUrl = env.PUBLIC_URL ?? `http://127.0.0.1:${env.PORT}`;
  return {
    authorizeUrl: `${page}/oauth/authorize`,
    clientId: platform.clientId,
    redirectUri: `${publicUrl}/api/v1/integrations/stripe/oauth/callback`,
    mock: platform.mock,
  };
}

export const reconciliation = {
  demo: { order: 3, load: () => import('./demo.ts') },
  environment,
  api: (env: Env, common) => {
    const sandbox = sandboxUrl(env, common);
    return {
      tryRules: createRuleTrial().tryRules,
      stripeConnect: stripeConnect(env, common),
      stripeConnectSecret: env.STRIPE_CONNECT_WEBHOOK_SECRET ?? common.secrets?.webhookSecret ?? null,
      whmcs: {
        isRehearsed: sandbox !== null,
        publicUrl: env.PUBLIC_URL ?? `http://localhost:${env.PORT}`,
        check: (baseUrl: string, credential: { identifier: string; secret: string; accessKey: string | null }) =>
          checkWhmcs(whmcsEndpoint({ baseUrl, mock: sandbox !== null }, credential, sandbox)),
      },
    };
  },
  worker: (env: Env, common) => ({
    whmcsSandboxUrl: sandboxUrl(env, common),
    stripePlatform: () => stripePlatform(env, common),
  }),
} satisfies CliArea;

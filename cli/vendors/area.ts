import { z } from 'zod';
import { DEFAULT_TENANT_ID } from '../../db/seed/tenants.ts';
import { flag } from '../environmentTypes.ts';
import type { CliArea, Installation, Read } from '../slice.ts';

const environment = {
  MOCK_STRIPE: flag.optional(),
  MOCK_CRM: flag.optional(),
  MOCK_BILLING: flag.optional(),
  STRIPE_SECRET_KEY: z.string().optional(),
  PAYMENT_SECRET_KEY: z.string().optional(),
  STRIPE_WEBHOOK_SECRET: z.string().min(16).optional(),
  CRM_BASE_URL: z.url().optional(),
  CRM_CLIENT_ID: z.string().optional(),
  CRM_CLIENT_SECRET: z.string().optional(),
  /** In place of a client, for a company that gives out tokens of a long life; it is not renewed. */
  CRM_ACCESS_TOKEN: z.string().optional(),
  BILLING_BASE_URL: z.url().optional(),
  BILLING_CLIENT_ID: z.string().optional(),
  BILLING_CLIENT_SECRET: z.string().optional(),
  BILLING_ACCESS_TOKEN: z.string().optional(),
  /** The tenant that the credentials of the CRM, billing and the gateway belong to. */
  VENDOR_TENANT: z.uuid().default(DEFAULT_TENANT_ID),
};
type Env = Read<typeof environment>;

/** Checks Stripe's webhooks; null = none of them is taken. */
const webhookSecret = (env: Env, { secrets }: Installation) =>
  env.STRIPE_WEBHOOK_SECRET ?? secrets?.webhookSecret ?? null;

export const vendors = {
  environment,
  configure: (env: Env, installation) => ({ webhookSecret: webhookSecret(env, installation) }),
  integrations: (env: Env) => ({
    stripe: {
      baseUrl: 'https://api.stripe.com',
      credential: env.STRIPE_SECRET_KEY ?? env.PAYMENT_SECRET_KEY,
      mock: env.MOCK_STRIPE,
      sandboxPath: '',
    },
    crm: {
      baseUrl: env.CRM_BASE_URL,
      credential: env.CRM_CLIENT_SECRET ?? env.CRM_ACCESS_TOKEN,
      clientId: env.CRM_CLIENT_ID,
      mock: env.MOCK_CRM,
      sandboxPath: '/salesforce',
      sandboxClient: 'client_home',
    },
    billing: {
      baseUrl: env.BILLING_BASE_URL,
      credential: env.BILLING_CLIENT_SECRET ?? env.BILLING_ACCESS_TOKEN,
      clientId: env.BILLING_CLIENT_ID,
      mock: env.MOCK_BILLING,
      sandboxPath: '/zuora',
      sandboxClient: 'client_home',
    },
  }),
  api: (env: Env, common) => ({
    stripeWebhookSecret: webhookSecret(env, common),
    vendorTenantId: env.VENDOR_TENANT,
  }),
} satisfies CliArea;

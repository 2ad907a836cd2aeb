import { z } from 'zod';
import { flag } from '../environmentTypes.ts';
import type { CliArea, Read } from '../slice.ts';
import { bankClients } from './clients.ts';
import { bankEndpoints } from './endpoints.ts';
import { bankGateway } from './gateway.ts';
import { createStatementReader } from './readStatement.ts';

const environment = {
  PLAID_CLIENT_ID: z.string().optional(),
  PLAID_SECRET: z.string().optional(),
  /** The SDK takes any other name for production without a word. */
  PLAID_ENV: z
    .enum(['sandbox', 'production'], {
      error: ({ input }) =>
        input === 'development'
          ? 'Plaid has retired its environment development; choose sandbox or production'
          : 'sandbox or production',
    })
    .default('sandbox'),
  MOCK_PLAID: flag.optional(),
  GOCARDLESS_BASE_URL: z.url().default('https://bankaccountdata.gocardless.com'),
  GOCARDLESS_SECRET_ID: z.string().optional(),
  GOCARDLESS_SECRET_KEY: z.string().optional(),
  GOCARDLESS_WEBHOOK_SECRET: z.string().min(16).optional(),
  MOCK_GOCARDLESS: flag.optional(),
  ENABLE_BANKING_BASE_URL: z.url().default('https://api.enablebanking.com'),
  ENABLE_BANKING_APPLICATION_ID: z.string().optional(),
  /** PEM of the application's RSA key; line breaks may be written as \n. */
  ENABLE_BANKING_PRIVATE_KEY: z.string().optional(),
  MOCK_ENABLE_BANKING: flag.optional(),
};
type Env = Read<typeof environment>;

const publicUrlOf = (env: Env) => env.PUBLIC_URL ?? `http://127.0.0.1:${env.PORT}`;

export const banking = {
  environment,
  /** Where the providers of bank data are; each is null without credentials and with its sandbox off. */
  configure: (env: Env, installation) => ({ banks: bankEndpoints(env, installation) }),
  api: (env: Env, installation) => ({
    readStatement: createStatementReader(),
    banks: bankGateway(bankClients(bankEndpoints(env, installation)), {
      gocardlessWebhookSecret: env.GOCARDLESS_WEBHOOK_SECRET ?? installation.secrets?.gocardlessSecret ?? null,
      publicUrl: publicUrlOf(env),
      // Plaid itself reaches no address that is on this machine only.
      plaidWebhookUrl: env.PUBLIC_URL?.startsWith('https:') ? `${env.PUBLIC_URL}/webhooks/plaid` : null,
    }),
  }),
  worker: (env: Env, installation) => ({ bankClients: bankClients(bankEndpoints(env, installation)) }),
  reachesPeople: (env: Env) =>
    Boolean(
      (env.PLAID_CLIENT_ID && env.PLAID_SECRET) ||
        (env.GOCARDLESS_SECRET_ID && env.GOCARDLESS_SECRET_KEY) ||
        (env.ENABLE_BANKING_APPLICATION_ID && env.ENABLE_BANKING_PRIVATE_KEY),
    ),
} satisfies CliArea;

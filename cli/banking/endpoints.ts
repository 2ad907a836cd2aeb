import { assertSafeBaseUrl } from '../../providers/endpoint.ts';
import type { EnableBankingEndpoint } from '../../providers/openBanking/enableBanking.ts';
import type { GoCardlessEndpoint } from '../../providers/openBanking/gocardless.ts';
import type { PlaidEndpoint } from '../../providers/plaid/client.ts';
import type { Installation } from '../slice.ts';

export interface BankEnvironment {
  SANDBOX_URL?: string | undefined;
  PLAID_CLIENT_ID?: string | undefined;
  PLAID_SECRET?: string | undefined;
  PLAID_ENV: 'sandbox' | 'production';
  MOCK_PLAID?: boolean | undefined;
  GOCARDLESS_BASE_URL: string;
  GOCARDLESS_SECRET_ID?: string | undefined;
  GOCARDLESS_SECRET_KEY?: string | undefined;
  MOCK_GOCARDLESS?: boolean | undefined;
  ENABLE_BANKING_BASE_URL: string;
  ENABLE_BANKING_APPLICATION_ID?: string | undefined;
  ENABLE_BANKING_PRIVATE_KEY?: string | undefined;
  MOCK_ENABLE_BANKING?: boolean | undefined;
}

/** The sandbox in place of a provider, or null where it may not stand in. `mock` unset means outside production. */
function sandboxRoot(env: BankEnvironment, production: boolean, mock: boolean | undefined): string | null {
  if (!(mock ?? !production) || !env.SANDBOX_URL) return null;
  assertSafeBaseUrl(env.SANDBOX_URL, !production);
  return env.SANDBOX_URL;
}

const PLAID_HOSTS = { sandbox: 'https://sandbox.plaid.com', production: 'https://production.plaid.com' } as const;

/** A key of an environment variable: line breaks may be written as `\n`. */
const pemOf = (text: string): string => text.replaceAll('\\n', '\n');

/** Where the providers of bank data are; null = not configured, which is 503. Credentials come before the sandbox. */
export function bankEndpoints(env: BankEnvironment, { production, secrets }: Installation) {
  const plaid = (): PlaidEndpoint | null => {
    const { PLAID_CLIENT_ID: clientId, PLAID_SECRET: secret } = env;
    if (clientId && secret) return { baseUrl: PLAID_HOSTS[env.PLAID_ENV], clientId, secret, mock: false };
    const root = sandboxRoot(env, production, env.MOCK_PLAID);
    return root ? { baseUrl: `${root}/plaid`, clientId: 'sandbox', secret: 'sandbox', mock: true } : null;
  };
  const gocardless = (): GoCardlessEndpoint | null => {
    const { GOCARDLESS_BASE_URL: baseUrl, GOCARDLESS_SECRET_ID: secretId, GOCARDLESS_SECRET_KEY: secretKey } = env;
    if (secretId && secretKey) {
      assertSafeBaseUrl(baseUrl, false);
      return { baseUrl, secretId, secretKey, mock: false };
    }
    const root = sandboxRoot(env, production, env.MOCK_GOCARDLESS);
    return root ? { baseUrl: `${root}/gocardless`, secretId: 'sandbox', secretKey: 'sandbox', mock: true } : null;
  };
  const enableBanking = (): EnableBankingEndpoint | null => {
    const { ENABLE_BANKING_BASE_URL: baseUrl, ENABLE_BANKING_APPLICATION_ID: applicationId } = env;
    if (applicationId && env.ENABLE_BANKING_PRIVATE_KEY) {
      assertSafeBaseUrl(baseUrl, false);
      return { baseUrl, applicationId, privateKey: pemOf(env.ENABLE_BANKING_PRIVATE_KEY), mock: false };
    }
    const root = sandboxRoot(env, production, env.MOCK_ENABLE_BANKING);
    // The rehearsal knows one application, by a key that this installation has made.
    return root && secrets
      ? {
          baseUrl: `${root}/enablebanking`,
          applicationId: 'sandbox',
          privateKey: secrets.bankApplicationKey,
          mock: true,
        }
      : null;
  };
  return { plaid, gocardless, enableBanking };
}

export type BankEndpoints = ReturnType<typeof bankEndpoints>;

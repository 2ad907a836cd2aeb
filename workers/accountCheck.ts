import {
  type AccountAnswer,
  type AccountIdentity,
  type AccountVendor,
  readCredential,
} from '../domain/vendors/accounts.ts';
import type { VendorEndpoint } from '../providers/endpoint.ts';
import { createSalesforceClient } from '../providers/salesforce/client.ts';
import { createStripeClient, stripeAccount } from '../providers/stripe/client.ts';
import { VendorError } from '../providers/vendorError.ts';
import { ZuoraRefused } from '../providers/zuora/caller.ts';
import { createZuoraClient } from '../providers/zuora/client.ts';

type Endpoints = (name: AccountVendor) => VendorEndpoint | null;

interface AccountChecks {
  /** Asks the vendor through its SDK. */
  check(vendor: AccountVendor, baseUrl: string | null, credential: string): Promise<AccountAnswer>;
  /** The account of the installation's own credential; null where it has none. */
  checkInstallation(vendor: AccountVendor): Promise<AccountAnswer | null>;
  /** Whether a tenant's account of this vendor is one of the sandbox, and needs no address. */
  isRehearsed(vendor: AccountVendor): boolean;
}

/** Where a tenant's own account is spoken to: at the sandbox exactly where the installation rehearses this vendor. */
export function accountEndpoint(
  vendor: AccountVendor,
  baseUrl: string | null,
  credential: string,
  endpoint: Endpoints,
): VendorEndpoint {
  const installation = endpoint(vendor);
  const opener = readCredential(credential);
  if (installation?.mock) return { baseUrl: installation.baseUrl, ...opener, mock: true };
  return { baseUrl: baseUrl ?? 'https://api.stripe.com', ...opener, mock: false };
}

const identityAt = async (vendor: AccountVendor, at: VendorEndpoint): Promise<AccountIdentity> => {
  if (vendor === 'stripe') return stripeAccount(createStripeClient(at));
  return vendor === 'crm' ? (await createSalesforceClient(at)).identify() : createZuoraClient(at).identify();
};

async function checkAt(vendor: AccountVendor, at: VendorEndpoint): Promise<AccountAnswer> {
  try {
    return { ok: true, mock: at.mock, ...(await identityAt(vendor, at)) };
  } catch (error) {
    if (error instanceof ZuoraRefused) return { ok: false, code: 'BILLING_CREDENTIALS', wait: false };
    if (!(error instanceof VendorError)) throw error;
    return { ok: false, code: error.type, wait: error.kind === 'retryable' };
  }
}

export function createAccountChecks(endpoint: Endpoints): AccountChecks {
  return {
    check: (vendor, baseUrl, credential) => checkAt(vendor, accountEndpoint(vendor, baseUrl, credential, endpoint)),
    async checkInstallation(vendor) {
      const at = endpoint(vendor);
      return at && checkAt(vendor, at);
    },
    isRehearsed: (vendor) => endpoint(vendor)?.mock === true,
  };
}

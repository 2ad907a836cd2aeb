import type OpenAI from 'openai';
import type Stripe from 'stripe';
import { CodedError } from '../domain/errors/codes.ts';
import { assertOwnsVendorAccounts } from '../domain/vendors/accounts.ts';
import type { VendorEndpoint } from '../providers/endpoint.ts';
import { createOpenAiClient } from '../providers/openai/client.ts';
import { type CrmReader, createSalesforceClient } from '../providers/salesforce/client.ts';
import { createStripeClient } from '../providers/stripe/client.ts';
import { createWhatsAppSender, type WhatsAppSender } from '../providers/whatsapp/client.ts';
import { type BillingClient, createZuoraClient } from '../providers/zuora/client.ts';

export interface Vendors {
  /** Company accounts, of which the tenant must be the owner: INTEGRATION_NOT_CONFIGURED for anybody else. */
  stripe(tenantId: string): { client: Stripe; mock: boolean };
  crm(tenantId: string): Promise<CrmReader>;
  billing(tenantId: string): BillingClient;
  ownsAccounts(tenantId: string): boolean;
  openai(): { client: OpenAI; mock: boolean };
  /** null when it is not configured: messages then take their other channel. */
  whatsapp(): WhatsAppSender | null;
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** One client per vendor and process, made on first use; a vendor without credentials is 503 INTEGRATION_NOT_CONFIGURED. */
export function createVendors(
  endpoint: (name: 'stripe' | 'openai' | 'crm' | 'billing' | 'whatsapp') => VendorEndpoint | null,
  whatsappNumberId: string,
  vendorTenantId: string,
): Vendors {
  const configured = (name: 'stripe' | 'openai' | 'crm' | 'billing'): VendorEndpoint => {
    const found = endpoint(name);
    if (!found)
      throw new CodedError(
        'INTEGRATION_NOT_CONFIGURED',
        `${name} has no credentials and MOCK_${name.toUpperCase()} is off`,
      );
    return found;
  };
  /** A client of the owner's account; the tenant is asked for at every use, not only when it is made. */
  const ownersOnly = <Client>(make: () => Client): ((tenantId: string) => Client) => {
    const client = once(make);
    return (tenantId) => {
      assertOwnsVendorAccounts(tenantId, vendorTenantId);
      return client();
    };
  };
  return {
    stripe: ownersOnly(() => ({ client: createStripeClient(configured('stripe')), mock: configured('stripe').mock })),
    crm: ownersOnly(() => createSalesforceClient(configured('crm'))),
    billing: ownersOnly(() => createZuoraClient(configured('billing'))),
    ownsAccounts: (tenantId) => tenantId === vendorTenantId,
    openai: once(() => ({ client: createOpenAiClient(configured('openai')), mock: configured('openai').mock })),
    whatsapp: once(() => {
      const found = endpoint('whatsapp');
      return found && createWhatsAppSender(found, whatsappNumberId);
    }),
  };
}

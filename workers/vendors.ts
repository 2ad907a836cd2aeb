import type OpenAI from 'openai';
import type Stripe from 'stripe';
import { CodedError } from '../domain/errors/codes.ts';
import type { VendorEndpoint } from '../providers/endpoint.ts';
import { createOpenAiClient } from '../providers/openai/client.ts';
import { type CrmReader, createSalesforceClient } from '../providers/salesforce/client.ts';
import { createStripeClient } from '../providers/stripe/client.ts';
import { createWhatsAppSender, type WhatsAppSender } from '../providers/whatsapp/client.ts';
import { type BillingClient, createZuoraClient } from '../providers/zuora/client.ts';

export interface Vendors {
  stripe(): { client: Stripe; mock: boolean };
  openai(): { client: OpenAI; mock: boolean };
  crm(): Promise<CrmReader>;
  billing(): BillingClient;
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
  return {
    stripe: once(() => ({ client: createStripeClient(configured('stripe')), mock: configured('stripe').mock })),
    openai: once(() => ({ client: createOpenAiClient(configured('openai')), mock: configured('openai').mock })),
    crm: once(() => createSalesforceClient(configured('crm'))),
    billing: once(() => createZuoraClient(configured('billing'))),
    whatsapp: once(() => {
      const found = endpoint('whatsapp');
      return found && createWhatsAppSender(found, whatsappNumberId);
    }),
  };
}

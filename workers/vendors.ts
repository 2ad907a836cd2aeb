import type OpenAI from 'openai';
import type Stripe from 'stripe';
import { type Database, isUuid } from '../db/database.ts';
import type { FieldCipher } from '../db/encryption/fieldCipher.ts';
import { accountPlace, connectedAccount, type VendorAccount } from '../db/vendors/accounts.ts';
import { CodedError } from '../domain/errors/codes.ts';
import { createExpiringCache } from '../domain/expiringCache.ts';
import { type AccountVendor, VENDOR_NAMES } from '../domain/vendors/accounts.ts';
import type { VendorEndpoint } from '../providers/endpoint.ts';
import { createOpenAiClient } from '../providers/openai/client.ts';
import { type CrmReader, createSalesforceClient } from '../providers/salesforce/client.ts';
import { createStripeClient } from '../providers/stripe/client.ts';
import { createWhatsAppSender, type WhatsAppSender } from '../providers/whatsapp/client.ts';
import { type BillingClient, createZuoraClient } from '../providers/zuora/client.ts';
import { accountEndpoint } from './accountCheck.ts';

interface Gateway {
  client: Stripe;
  mock: boolean;
  /** Since when the tenant uses this account; what happened there before is not its to explain. null = not known. */
  since?: Date | null;
  account: string | null;
}

/** Which account of the tenant a client opens; null = the installation's. */
interface OfAccount {
  account: string | null;
}

export interface Vendors {
  /** Accounts of the tenant, its own or the installation's: INTEGRATION_NOT_CONFIGURED where it has none. */
  stripe(tenantId: string): Promise<Gateway>;
  crm(tenantId: string): Promise<CrmReader & OfAccount>;
  billing(tenantId: string): Promise<BillingClient & OfAccount>;
  /** Whether the tenant has a gateway account at all. */
  ownsAccounts(tenantId: string): Promise<boolean>;
  openai(): { client: OpenAI; mock: boolean };
  /** null when it is not configured: messages then take their other channel. */
  whatsapp(): WhatsAppSender | null;
}

export interface VendorsDeps {
  db: Database;
  cipher: FieldCipher;
  endpoint(name: AccountVendor | 'openai' | 'whatsapp'): VendorEndpoint | null;
  whatsappNumberId: string;
  /** The tenant that the installation's own credentials belong to. */
  vendorTenantId: string;
}

/** Clients kept per vendor. The row is asked for at every use, so one that ended is used no more, whatever is kept. */
const KEPT_CLIENTS = 200;
const KEPT_MS = 3_600_000;

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Clients of every vendor, those of accounts by tenant; a vendor without credentials is 503 INTEGRATION_NOT_CONFIGURED. */
export function createVendors({ db, cipher, endpoint, whatsappNumberId, vendorTenantId }: VendorsDeps): Vendors {
  const configured = (name: AccountVendor | 'openai'): VendorEndpoint => {
    const found = endpoint(name);
    if (!found)
      throw new CodedError(
        'INTEGRATION_NOT_CONFIGURED',
        `${name} has no credentials and MOCK_${name.toUpperCase()} is off`,
      );
    return found;
  };
  const rowOf = async (tenantId: string, vendor: AccountVendor): Promise<VendorAccount | undefined> =>
    isUuid(tenantId) ? (await db.readTenant(tenantId, (tx) => connectedAccount(tx, vendor)))[0] : undefined;

  /** The client of whatever account the tenant has now. */
  function ofTenant<Client>(vendor: AccountVendor, make: (endpoint: VendorEndpoint) => Client) {
    const kept = createExpiringCache<Client>(KEPT_CLIENTS, KEPT_MS);
    const installation = once(() => make(configured(vendor)));
    return async (tenantId: string): Promise<{ client: Client; row: VendorAccount | undefined }> => {
      const row = await rowOf(tenantId, vendor);
      if (!row) {
        if (tenantId !== vendorTenantId)
          throw new CodedError(
            'INTEGRATION_NOT_CONFIGURED',
            `Your organisation has no account connected at ${VENDOR_NAMES[vendor]}`,
          );
        return { client: installation(), row };
      }
      const known = kept.get(row.id);
      if (known) return { client: known, row };
      const credential = cipher.decrypt(accountPlace(row, 'credential'), row.credential ?? '');
      const client = make(accountEndpoint(vendor, row.baseUrl, credential, endpoint));
      kept.set(row.id, client);
      return { client, row };
    };
  }

  const stripe = ofTenant('stripe', (at) => ({ client: createStripeClient(at), mock: at.mock }));
  const crm = ofTenant('crm', createSalesforceClient);
  const billing = ofTenant('billing', createZuoraClient);
  return {
    async stripe(tenantId) {
      const { client, row } = await stripe(tenantId);
      return { ...client, since: row?.connectedAt ?? null, account: row?.accountId ?? null };
    },
    async crm(tenantId) {
      const { client, row } = await crm(tenantId);
      return { ...(await client), account: row?.accountId ?? null };
    },
    async billing(tenantId) {
      const { client, row } = await billing(tenantId);
      return { ...client, account: row?.accountId ?? null };
    },
    ownsAccounts: async (tenantId) => tenantId === vendorTenantId || (await rowOf(tenantId, 'stripe')) !== undefined,
    openai: once(() => ({ client: createOpenAiClient(configured('openai')), mock: configured('openai').mock })),
    whatsapp: once(() => {
      const found = endpoint('whatsapp');
      return found && createWhatsAppSender(found, whatsappNumberId);
    }),
  };
}

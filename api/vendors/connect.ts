import { claimInstallation } from '../../books/vendors/claimInstallation.ts';
import { replaceAccount } from '../../books/vendors/replaceAccount.ts';
import type { Database } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { assertAccountIsFree } from '../../db/vendors/accounts.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import {
  type AccountAnswer,
  type AccountIdentity,
  type AccountVendor,
  credentialText,
  opensByClient,
  VENDOR_NAMES,
  vendorBaseUrl,
} from '../../domain/vendors/accounts.ts';
import type { Principal } from '../http/tokens.ts';

export interface VendorAccountDeps {
  db: Database;
  cipher: FieldCipher;
  /** The tenant that the installation's own credentials belong to. */
  vendorTenantId: string;
  vendorAccounts: {
    check(vendor: AccountVendor, baseUrl: string | null, credential: string): Promise<AccountAnswer>;
    checkInstallation(vendor: AccountVendor): Promise<AccountAnswer | null>;
    isConfigured(vendor: AccountVendor): boolean;
    /** Accounts of this vendor are simulated here, at an address that everybody knows. */
    isRehearsed(vendor: AccountVendor): boolean;
  };
}

export interface WantedAccount {
  credential: string;
  client_id?: string | undefined;
  base_url?: string | undefined;
  webhook_secret?: string | undefined;
  other_account: boolean;
}

const NAME_LENGTH = 120;
const invalid = (field: string, rule: string) =>
  new CodedError('VALIDATION_FAILED', `${field}: ${rule}`, { fields: [{ field, rule }] });

/** The vendor's own words, cut and without marks that hide or turn text. */
const cleanName = (name: string) =>
  name
    .replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, ' ')
    .trim()
    .slice(0, NAME_LENGTH);

/** What a vendor said of a credential. Throws VENDOR_CREDENTIAL_REFUSED, or PROVIDER_ERROR when it did not say anything. */
function identityOf(vendor: AccountVendor, answer: AccountAnswer): AccountIdentity & { mock: boolean } {
  const details = { vendor, vendor_code: answer.ok ? null : answer.code };
  if (!answer.ok && answer.wait)
    throw new CodedError('PROVIDER_ERROR', `${VENDOR_NAMES[vendor]} does not answer; nothing has changed`, details);
  if (!answer.ok || !/^[\x21-\x7e]{1,200}$/.test(answer.accountId))
    throw new CodedError('VENDOR_CREDENTIAL_REFUSED', `${VENDOR_NAMES[vendor]} refuses this credential`, details);
  const { accountId, mock } = answer;
  return { accountId, mock, name: cleanName(answer.name) || accountId };
}

function addressOf(vendor: AccountVendor, wanted: WantedAccount, rehearsed: boolean): string | null {
  if (rehearsed || vendor === 'stripe') return null;
  const address = vendorBaseUrl(vendor, wanted.base_url ?? '');
  if (!address) throw invalid('base_url', `the https address your company has at ${VENDOR_NAMES[vendor]}`);
  return address;
}

/** The credential as it is kept; a vendor is opened either by a key or by a client with its secret. */
function openerOf(vendor: AccountVendor, { client_id: clientId, credential }: WantedAccount): string {
  if (opensByClient(vendor) === (clientId !== undefined))
    return credentialText({ credential, ...(clientId ? { clientId } : {}) });
  throw invalid(
    'client_id',
    clientId ? 'only Salesforce and Zuora have clients' : 'the client that the secret belongs to',
  );
}

/** Writes whose account the installation's own credential opens: nobody else connects that one. */
async function claimOwn({ db, vendorTenantId, vendorAccounts: vendors }: VendorAccountDeps, vendor: AccountVendor) {
  const answer = await vendors.checkInstallation(vendor);
  if (!answer) return;
  // A credential that the vendor refuses opens nothing that could be taken.
  if (!answer.ok && !answer.wait) return;
  const found = identityOf(vendor, answer);
  await db
    .withTenant(vendorTenantId, (tx) => claimInstallation(tx, vendorTenantId, vendor, found))
    // Connected by somebody else before the configuration named it: they keep it.
    .catch((error: unknown) => {
      if (!(error instanceof CodedError && error.code === 'VENDOR_ACCOUNT_IN_USE')) throw error;
    });
}

/**
 * Connects an account, or gives the connected one another credential. The vendor is asked before anything is written.
 * Another account than the connected one waits for a second person: then the answer is true.
 */
export async function connectVendor(
  deps: VendorAccountDeps,
  vendor: AccountVendor,
  wanted: WantedAccount,
  by: { principal: Principal; requestId: string },
): Promise<boolean> {
  const { db, cipher, vendorAccounts: vendors } = deps;
  const { tenantId } = by.principal;
  const { webhook_secret: webhookSecret, other_account: mayBeOther } = wanted;
  if (webhookSecret && vendor !== 'stripe') throw invalid('webhook_secret', 'only Stripe signs its events');
  const credential = openerOf(vendor, wanted);
  const baseUrl = addressOf(vendor, wanted, vendors.isRehearsed(vendor));
  const found = identityOf(vendor, await vendors.check(vendor, baseUrl, credential));
  await claimOwn(deps, vendor);
  await assertAccountIsFree(db, tenantId, vendor, found.accountId);
  const accepted = { tenantId, vendor, found, baseUrl, credential, webhookSecret, mayBeOther };
  return db.withTenant(tenantId, (tx) => replaceAccount(tx, cipher, accepted, by));
}

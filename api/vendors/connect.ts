import { and, eq } from 'drizzle-orm';
import { appendEvent } from '../../books/events.ts';
import { requestPowerChange } from '../../books/identity/requestPowerChange.ts';
import type { Database, Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import {
  accountPlace,
  assertAccountIsFree,
  claimInstallation,
  endWaiting,
  lockVendor,
  moneyIsOpen,
  type VendorAccount,
} from '../../db/vendors/accounts.ts';
import { vendorAccounts } from '../../db/vendors/schema.ts';
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
import { accountSubject, accountSummary, takeIntoUse } from './accountChanges.ts';

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

const connectedRow = async (tx: Transaction, vendor: AccountVendor) =>
  (
    await tx
      .select()
      .from(vendorAccounts)
      .where(and(eq(vendorAccounts.vendor, vendor), eq(vendorAccounts.state, 'connected')))
      .for('update')
  )[0];

/** Writes whose account the installation's own credential opens: nobody else connects that one. */
async function claimOwn({ db, vendorTenantId, vendorAccounts: vendors }: VendorAccountDeps, vendor: AccountVendor) {
  const answer = await vendors.checkInstallation(vendor);
  if (!answer) return;
  // A credential that the vendor refuses opens nothing that could be taken.
  if (!answer.ok && !answer.wait) return;
  await claimInstallation(db, vendorTenantId, vendor, identityOf(vendor, answer));
}

type By = { principal: Principal; requestId: string };

/** What is connected now, locked; another account may take its place only where that is said and no money is open. */
async function replaceable(
  tx: Transaction,
  vendor: AccountVendor,
  found: AccountIdentity,
  mayBeOther: boolean,
): Promise<VendorAccount | undefined> {
  const before = await connectedRow(tx, vendor);
  if (!before || before.accountId === found.accountId) return before;
  if (!mayBeOther)
    throw new CodedError('OTHER_VENDOR_ACCOUNT', `This is “${found.name}”, and “${before.accountName}” is connected`);
  if (await moneyIsOpen(tx, vendor)) throw new CodedError('VENDOR_MONEY_OPEN');
  return before;
}

/** Keeps the credential until a second person approves it. */
async function askForAccount(
  tx: Transaction,
  row: VendorAccount,
  before: VendorAccount | undefined,
  { principal, requestId }: By,
): Promise<void> {
  const { tenantId, vendor, accountId } = row;
  const change = await requestPowerChange(tx, {
    tenantId,
    kind: 'vendor_account',
    subject: accountSubject(vendor),
    subjectUserId: null,
    before: before ? { account_id: before.accountId, account_name: before.accountName } : null,
    after: { account_id: accountId, account_name: row.accountName },
    summary: accountSummary(row, before),
    principal,
    requestId,
  });
  await tx.insert(vendorAccounts).values({ ...row, waitsFor: change.id });
  await appendEvent(tx, {
    type: 'vendor_account_asked',
    actor: principal.actor,
    subject: accountSubject(vendor),
    data: { vendor, accountId },
    requestId,
  });
}

/**
 * Connects an account, or gives the connected one another credential. The vendor is asked before anything is written, and
 * what is connected stays until the new one has its place. Another account than the connected one waits for a second
 * person: then the answer is true.
 */
export async function connectVendor(
  deps: VendorAccountDeps,
  vendor: AccountVendor,
  wanted: WantedAccount,
  by: By,
): Promise<boolean> {
  const { db, cipher, vendorAccounts: vendors } = deps;
  const { tenantId, actor } = by.principal;
  if (wanted.webhook_secret && vendor !== 'stripe') throw invalid('webhook_secret', 'only Stripe signs its events');
  const credential = openerOf(vendor, wanted);
  const baseUrl = addressOf(vendor, wanted, vendors.isRehearsed(vendor));
  const found = identityOf(vendor, await vendors.check(vendor, baseUrl, credential));
  await claimOwn(deps, vendor);
  await assertAccountIsFree(db, tenantId, vendor, found.accountId);
  return db.withTenant(tenantId, async (tx) => {
    await lockVendor(tx, tenantId, vendor);
    await endWaiting(tx, vendor, actor);
    const before = await replaceable(tx, vendor, found, wanted.other_account);
    const same = before?.accountId === found.accountId;
    const id = crypto.randomUUID();
    const row: VendorAccount = {
      id,
      tenantId,
      vendor,
      source: 'tenant',
      state: 'waiting',
      accountId: found.accountId,
      accountName: found.name,
      baseUrl,
      credential: cipher.encrypt(accountPlace({ tenantId, id }, 'credential'), credential),
      webhookSecret: secretFor(cipher, { tenantId, id }, wanted, same ? before : undefined),
      mock: found.mock,
      waitsFor: null,
      connectedBy: actor,
      connectedAt: null,
      checkedAt: new Date(),
      lastCode: null,
      endedAt: null,
      createdAt: new Date(),
    };
    if (!same) await askForAccount(tx, row, before, by);
    else {
      await tx.insert(vendorAccounts).values(row);
      await takeIntoUse(tx, row, { actor, requestId: by.requestId });
    }
    return !same;
  });
}

/** The secret of the account's events: the one that is given, else the one the same account had. */
function secretFor(
  cipher: FieldCipher,
  place: { tenantId: string; id: string },
  wanted: WantedAccount,
  before: VendorAccount | undefined,
): string | null {
  const known = before?.webhookSecret && cipher.decrypt(accountPlace(before, 'webhook_secret'), before.webhookSecret);
  const secret = wanted.webhook_secret ?? known ?? null;
  return secret === null ? null : cipher.encrypt(accountPlace(place, 'webhook_secret'), secret);
}

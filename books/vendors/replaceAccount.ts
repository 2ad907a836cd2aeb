import { randomUUID } from 'node:crypto';
import type { Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { accountPlace, lockVendor, moneyIsOpen, ofVendor, type VendorAccount } from '../../db/vendors/accounts.ts';
import { vendorAccounts } from '../../db/vendors/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import {
  type AccountIdentity,
  type AccountVendor,
  accountSubject,
  accountSummary,
} from '../../domain/vendors/accounts.ts';
import { appendEvent } from '../events.ts';
import { requestPowerChange } from '../identity/requestPowerChange.ts';
import { connectAccount } from './connectAccount.ts';
import { endWaiting } from './endAccount.ts';

/** A credential that its vendor has accepted, and whose account it opens. */
export interface AcceptedCredential {
  tenantId: string;
  vendor: AccountVendor;
  found: AccountIdentity & { mock: boolean };
  baseUrl: string | null;
  credential: string;
  /** Checks the account's events; without it the same account keeps the one it had. */
  webhookSecret?: string | undefined;
  /** Another account may take the place of the connected one. */
  mayBeOther: boolean;
}

interface Asker {
  principal: { actor: string; userId: string };
  requestId: string;
}

/** What is connected now, locked; another account may take its place only where that is said and no money is open. */
async function replaceable(tx: Transaction, accepted: AcceptedCredential): Promise<VendorAccount | undefined> {
  const { vendor, found } = accepted;
  const [before] = await tx.select().from(vendorAccounts).where(ofVendor(vendor, 'connected')).for('update');
  if (!before || before.accountId === found.accountId) return before;
  if (!accepted.mayBeOther)
    throw new CodedError('OTHER_VENDOR_ACCOUNT', `This is “${found.name}”, and “${before.accountName}” is connected`);
  if (await moneyIsOpen(tx, vendor)) throw new CodedError('VENDOR_MONEY_OPEN');
  return before;
}

/** The row of a credential, which waits until it is put in its place. */
function rowOf(cipher: FieldCipher, accepted: AcceptedCredential, same: VendorAccount | undefined, actor: string) {
  const { tenantId, vendor, found, baseUrl } = accepted;
  const id = randomUUID();
  const known = same?.webhookSecret && cipher.decrypt(accountPlace(same, 'webhook_secret'), same.webhookSecret);
  const secret = accepted.webhookSecret ?? known ?? null;
  return {
    id,
    tenantId,
    vendor,
    source: 'tenant',
    state: 'waiting',
    accountId: found.accountId,
    accountName: found.name,
    baseUrl,
    credential: cipher.encrypt(accountPlace({ tenantId, id }, 'credential'), accepted.credential),
    webhookSecret: secret === null ? null : cipher.encrypt(accountPlace({ tenantId, id }, 'webhook_secret'), secret),
    mock: found.mock,
    waitsFor: null,
    connectedBy: actor,
    connectedAt: null,
    checkedAt: new Date(),
    lastCode: null,
    endedAt: null,
    createdAt: new Date(),
  } satisfies VendorAccount;
}

/** Keeps the credential until a second person approves it. */
async function askForAccount(
  tx: Transaction,
  row: VendorAccount,
  before: VendorAccount | undefined,
  { principal, requestId }: Asker,
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
 * Connects an account, or gives the connected one another credential. What is connected stays until the new one has its
 * place, and what waited is dropped. Another account than the connected one waits for a second person: then the answer is
 * true. Throws OTHER_VENDOR_ACCOUNT, VENDOR_MONEY_OPEN, VENDOR_ACCOUNT_IN_USE.
 */
export async function replaceAccount(
  tx: Transaction,
  cipher: FieldCipher,
  accepted: AcceptedCredential,
  by: Asker,
): Promise<boolean> {
  const { tenantId, vendor, found } = accepted;
  const { actor } = by.principal;
  await lockVendor(tx, tenantId, vendor);
  await endWaiting(tx, vendor, actor);
  const before = await replaceable(tx, accepted);
  const same = before?.accountId === found.accountId;
  const row = rowOf(cipher, accepted, same ? before : undefined, actor);
  if (!same) await askForAccount(tx, row, before, by);
  else {
    await tx.insert(vendorAccounts).values(row);
    await connectAccount(tx, row, { actor, requestId: by.requestId });
  }
  return !same;
}

import { and, eq } from 'drizzle-orm';
import { appendEvent } from '../../books/events.ts';
import type { PowerChange } from '../../books/identity/requestPowerChange.ts';
import type { Transaction } from '../../db/database.ts';
import { connectAccount, endWaiting, type VendorAccount } from '../../db/vendors/accounts.ts';
import { vendorAccounts } from '../../db/vendors/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { ACCOUNT_VENDORS, type AccountVendor, VENDOR_NAMES } from '../../domain/vendors/accounts.ts';

export const accountSubject = (vendor: AccountVendor): string => `vendor-account:${vendor}`;

/** What a change does, in one sentence for whoever approves it. */
export const accountSummary = (wanted: VendorAccount, before: VendorAccount | undefined): string => {
  const named = (row: VendorAccount) => `“${row.accountName}” (${row.accountId})`;
  const vendor = VENDOR_NAMES[wanted.vendor];
  return before
    ? `${vendor}: the account ${named(wanted)} takes the place of ${named(before)}`
    : `${vendor}: the account ${named(wanted)} is connected`;
};

interface Maker {
  actor: string;
  approvedBy?: string;
  requestId: string;
}

/** Puts a row that waits in its place and writes the event; called last, as every event is. */
export async function takeIntoUse(tx: Transaction, wanted: VendorAccount, by: Maker): Promise<VendorAccount> {
  const row = await connectAccount(tx, wanted);
  await appendEvent(tx, {
    type: 'vendor_account_connected',
    actor: by.actor,
    subject: accountSubject(row.vendor),
    data: { vendor: row.vendor, accountId: row.accountId, ...(by.approvedBy ? { approvedBy: by.approvedBy } : {}) },
    requestId: by.requestId,
  });
  return row;
}

/** Connects the account that waited for this change, unless what it should replace has changed since. */
export async function applyVendorAccount(tx: Transaction, change: PowerChange, by: Maker): Promise<void> {
  const [wanted] = await tx
    .select()
    .from(vendorAccounts)
    .where(and(eq(vendorAccounts.waitsFor, change.id), eq(vendorAccounts.state, 'waiting')))
    .for('update');
  const [now] = wanted
    ? await tx
        .select()
        .from(vendorAccounts)
        .where(and(eq(vendorAccounts.vendor, wanted.vendor), eq(vendorAccounts.state, 'connected')))
    : [];
  if (!wanted || (now?.accountId ?? null) !== (change.before?.account_id ?? null))
    throw new CodedError('PRECONDITION_FAILED', 'It has changed since this was asked for; ask again');
  await takeIntoUse(tx, wanted, by);
}

/** What was refused is forgotten with its credential. */
export async function dropVendorAccount(tx: Transaction, change: PowerChange): Promise<void> {
  const vendor = ACCOUNT_VENDORS.find((one) => accountSubject(one) === change.subject);
  if (vendor) await endWaiting(tx, vendor, change.requestedBy);
}

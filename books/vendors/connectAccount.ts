import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { moneyIsOpen, ofVendor, type VendorAccount } from '../../db/vendors/accounts.ts';
import { vendorAccounts } from '../../db/vendors/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { accountSubject } from '../../domain/vendors/accounts.ts';
import { approval, type By } from '../by.ts';
import { appendEvent } from '../events.ts';
import { endAccount, endLeft, leaveAccount } from './endAccount.ts';

/** A unique key over all tenants says that an account belongs to one: the code for its refusal, else the error as it is. */
export function takenOr(error: unknown): unknown {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  const isTaken =
    typeof cause === 'object' &&
    cause !== null &&
    'constraint_name' in cause &&
    cause.constraint_name === 'vendor_accounts_account_once';
  return isTaken ? new CodedError('VENDOR_ACCOUNT_IN_USE') : error;
}

/**
 * Puts a row that waits in the place of the one that is connected, which ends. The same account keeps the day since when it
 * is used. Throws VENDOR_MONEY_OPEN, VENDOR_ACCOUNT_IN_USE; PRECONDITION_FAILED when the row does not wait any more.
 */
export async function connectAccount(tx: Transaction, wanted: VendorAccount, by: By): Promise<VendorAccount> {
  const { vendor } = wanted;
  const [before] = await tx.select().from(vendorAccounts).where(ofVendor(vendor, 'connected')).for('update');
  const same = before?.accountId === wanted.accountId;
  if (before) {
    if (!same && (await moneyIsOpen(tx, vendor))) throw new CodedError('VENDOR_MONEY_OPEN');
    // Another credential of the same account has its secret; of another account nobody would know it any more.
    await (same ? endAccount : leaveAccount)(tx, before.id);
  }
  const [row] = await tx
    .update(vendorAccounts)
    .set({ state: 'connected', connectedAt: (same && before?.connectedAt) || sql`now()` })
    .where(and(eq(vendorAccounts.id, wanted.id), eq(vendorAccounts.state, 'waiting')))
    .returning()
    .catch((error: unknown) => {
      throw takenOr(error);
    });
  if (!row) throw new CodedError('PRECONDITION_FAILED', 'It was asked for anew meanwhile');
  if (row.webhookSecret) await endLeft(tx, row);
  await appendEvent(tx, {
    type: 'vendor_account_connected',
    actor: by.actor,
    subject: accountSubject(row.vendor),
    data: { vendor: row.vendor, accountId: row.accountId, ...approval(by) },
    requestId: by.requestId,
  });
  return row;
}

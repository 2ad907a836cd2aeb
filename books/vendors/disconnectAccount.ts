import type { Transaction } from '../../db/database.ts';
import { connectedAccount, moneyIsOpen } from '../../db/vendors/accounts.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { type AccountVendor, accountSubject } from '../../domain/vendors/accounts.ts';
import type { By } from '../by.ts';
import { appendEvent } from '../events.ts';
import { endWaiting, leaveAccount } from './endAccount.ts';

/** Drops what waits at a vendor and ends the connected account; again it changes nothing. Throws VENDOR_MONEY_OPEN. */
export async function disconnectAccount(tx: Transaction, vendor: AccountVendor, by: By): Promise<void> {
  await endWaiting(tx, vendor, by.actor);
  const [row] = await connectedAccount(tx, vendor).for('update');
  if (!row) return;
  if (await moneyIsOpen(tx, vendor)) throw new CodedError('VENDOR_MONEY_OPEN');
  await leaveAccount(tx, row.id);
  await appendEvent(tx, {
    type: 'vendor_account_disconnected',
    actor: by.actor,
    subject: accountSubject(vendor),
    data: { vendor, accountId: row.accountId },
    requestId: by.requestId,
  });
}

import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { lockVendor, moneyIsOpen, ofVendor } from '../../db/vendors/accounts.ts';
import { vendorAccounts } from '../../db/vendors/schema.ts';
import type { AccountIdentity, AccountVendor } from '../../domain/vendors/accounts.ts';
import { takenOr } from './connectAccount.ts';
import { endAccount } from './endAccount.ts';

/**
 * Writes whose account the installation's own credential opens, so that nobody else connects it. An account of the tenant's
 * own goes before. Throws VENDOR_ACCOUNT_IN_USE where somebody else has connected it already.
 */
export async function claimInstallation(
  tx: Transaction,
  tenantId: string,
  vendor: AccountVendor,
  found: AccountIdentity & { mock: boolean },
): Promise<void> {
  await lockVendor(tx, tenantId, vendor);
  const [now] = await tx.select().from(vendorAccounts).where(ofVendor(vendor, 'connected')).for('update');
  if (now?.source === 'tenant' || now?.accountId === found.accountId) return;
  // The configuration names another account; while money of the old one is open, that one stays claimed.
  if (now && (await moneyIsOpen(tx, vendor))) return;
  if (now) await endAccount(tx, now.id);
  const { accountId, name: accountName, mock } = found;
  await tx
    .insert(vendorAccounts)
    .values({
      tenantId,
      vendor,
      source: 'installation',
      state: 'connected',
      accountId,
      accountName,
      mock,
      connectedBy: 'operator',
      connectedAt: sql`now()`,
      checkedAt: sql`now()`,
    })
    .catch((error: unknown) => {
      throw takenOr(error);
    });
}

import { and, asc, eq, inArray, ne, sql } from 'drizzle-orm';
import { CodedError } from '../../domain/errors/codes.ts';
import { ACCOUNT_VENDORS, type Accounts, type AccountVendor, VENDOR_NAMES } from '../../domain/vendors/accounts.ts';
import { type Database, firstRow, type Transaction } from '../database.ts';
import { vendorAccounts } from './schema.ts';

export type VendorAccount = typeof vendorAccounts.$inferSelect;

export const accountPlace = (row: Pick<VendorAccount, 'tenantId' | 'id'>, column: 'credential' | 'webhook_secret') => ({
  tenantId: row.tenantId,
  table: 'vendor_accounts',
  column,
  rowId: row.id,
});

/** Rows of a vendor in a state. */
export const ofVendor = (vendor: AccountVendor, state: VendorAccount['state']) =>
  and(eq(vendorAccounts.vendor, vendor), eq(vendorAccounts.state, state));

/** The tenant's own account at a vendor as it is now; the installation's is not among them. */
export const connectedAccount = (tx: Transaction, vendor: AccountVendor) =>
  tx
    .select()
    .from(vendorAccounts)
    .where(and(ofVendor(vendor, 'connected'), eq(vendorAccounts.source, 'tenant')));

/** The accounts that the tenant uses now. */
export async function accountsNow(tx: Transaction): Promise<Accounts> {
  const rows = await tx
    .select({ vendor: vendorAccounts.vendor, accountId: vendorAccounts.accountId })
    .from(vendorAccounts)
    .where(and(eq(vendorAccounts.state, 'connected'), eq(vendorAccounts.source, 'tenant')));
  const of = (vendor: AccountVendor) => rows.find((row) => row.vendor === vendor)?.accountId ?? null;
  return { stripe: of('stripe'), crm: of('crm'), billing: of('billing') };
}

/**
 * A dispute is read at three vendors, so its tenant needs an account at each: its own, or the installation's where the
 * configuration names this tenant. Every door to a run asks this first. Throws INTEGRATION_NOT_CONFIGURED.
 */
export async function assertVendorAccounts(tx: Transaction, tenantId: string, vendorTenantId: string): Promise<void> {
  if (tenantId === vendorTenantId) return;
  const rows = await tx
    .select({ vendor: vendorAccounts.vendor })
    .from(vendorAccounts)
    .where(and(eq(vendorAccounts.state, 'connected'), eq(vendorAccounts.source, 'tenant')));
  const missing = ACCOUNT_VENDORS.filter((vendor) => !rows.some((row) => row.vendor === vendor));
  if (missing.length > 0)
    throw new CodedError(
      'INTEGRATION_NOT_CONFIGURED',
      `Your organisation has no account connected at ${missing.map((vendor) => VENDOR_NAMES[vendor]).join(', ')}`,
    );
}

/** Throws VENDOR_ACCOUNT_IN_USE when another tenant has this account. The unique key says the same of two at once. */
export async function assertAccountIsFree(
  db: Database,
  tenantId: string,
  vendor: AccountVendor,
  accountId: string,
): Promise<void> {
  const taken = await db.withPlatform('vendor account in use', (tx) =>
    tx
      .select({ id: vendorAccounts.id })
      .from(vendorAccounts)
      .where(
        and(
          ofVendor(vendor, 'connected'),
          eq(vendorAccounts.accountId, accountId),
          ne(vendorAccounts.tenantId, tenantId),
        ),
      ),
  );
  if (taken.length > 0) throw new CodedError('VENDOR_ACCOUNT_IN_USE');
}

/** Rows of one account that are looked at: whoever has it, and whoever left it not long ago. */
const OWNERS = 20;

/** Who has this account, first, and who left it while its events are still checked. */
export const ownersOfAccount = (
  db: Database,
  vendor: AccountVendor,
  accountId: string,
): Promise<{ tenantId: string; id: string }[]> =>
  db.withPlatform('owners of a vendor account', (tx) =>
    tx
      .select({ tenantId: vendorAccounts.tenantId, id: vendorAccounts.id })
      .from(vendorAccounts)
      .where(
        and(
          eq(vendorAccounts.vendor, vendor),
          eq(vendorAccounts.accountId, accountId),
          inArray(vendorAccounts.state, ['connected', 'left']),
        ),
      )
      .orderBy(asc(vendorAccounts.state))
      .limit(OWNERS),
  );

export const moneyIsOpen = async (tx: Transaction, vendor: AccountVendor): Promise<boolean> =>
  (await firstRow<{ open: boolean }>(tx, sql`select vendor_money_open(${vendor}) as open`))?.open === true;

/** One change of a tenant's account at a vendor after the other: two at once would both find nothing that waits. */
export const lockVendor = (tx: Transaction, tenantId: string, vendor: AccountVendor) =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`vendor-account:${tenantId}:${vendor}`}, 0))`);

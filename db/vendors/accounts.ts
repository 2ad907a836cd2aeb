import { and, eq, ne, sql } from 'drizzle-orm';
import { CodedError } from '../../domain/errors/codes.ts';
import {
  ACCOUNT_VENDORS,
  type AccountIdentity,
  type AccountVendor,
  VENDOR_NAMES,
} from '../../domain/vendors/accounts.ts';
import { type Database, firstRow, type Transaction } from '../database.ts';
import { powerChanges } from '../identity/powerSchema.ts';
import { vendorAccounts } from './schema.ts';

export type VendorAccount = typeof vendorAccounts.$inferSelect;

export const accountPlace = (row: Pick<VendorAccount, 'tenantId' | 'id'>, column: 'credential' | 'webhook_secret') => ({
  tenantId: row.tenantId,
  table: 'vendor_accounts',
  column,
  rowId: row.id,
});

const ofVendor = (vendor: AccountVendor, state: VendorAccount['state']) =>
  and(eq(vendorAccounts.vendor, vendor), eq(vendorAccounts.state, state));

/** The tenant's own account at a vendor as it is now; the installation's is not among them. */
export const connectedAccount = (tx: Transaction, vendor: AccountVendor) =>
  tx
    .select()
    .from(vendorAccounts)
    .where(and(ofVendor(vendor, 'connected'), eq(vendorAccounts.source, 'tenant')));

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

/** Whose connected Stripe account this is; null when nobody has connected it. */
export async function ownerOfAccount(
  db: Database,
  vendor: AccountVendor,
  accountId: string,
): Promise<{ tenantId: string; id: string } | null> {
  const [row] = await db.withPlatform('owner of a vendor account', (tx) =>
    tx
      .select({ tenantId: vendorAccounts.tenantId, id: vendorAccounts.id })
      .from(vendorAccounts)
      .where(and(ofVendor(vendor, 'connected'), eq(vendorAccounts.accountId, accountId))),
  );
  return row ?? null;
}

export const moneyIsOpen = async (tx: Transaction, vendor: AccountVendor): Promise<boolean> =>
  (await firstRow<{ open: boolean }>(tx, sql`select vendor_money_open(${vendor}) as open`))?.open === true;

/** One change of a tenant's account at a vendor after the other: two at once would both find nothing that waits. */
export const lockVendor = (tx: Transaction, tenantId: string, vendor: AccountVendor) =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`vendor-account:${tenantId}:${vendor}`}, 0))`);

/** Ends a row: its credential is forgotten with it. */
export const endAccount = (tx: Transaction, id: string) =>
  tx
    .update(vendorAccounts)
    .set({ state: 'ended', credential: null, webhookSecret: null, endedAt: sql`now()` })
    .where(eq(vendorAccounts.id, id));

/**
 * Ends what waits at a vendor for a second person, and its request: there is nothing left to approve. The request is locked
 * before any account, as whoever approves it does, so the two wait for each other in one order.
 */
export async function endWaiting(tx: Transaction, vendor: AccountVendor, actor: string): Promise<void> {
  const waiting = await tx
    .select({ change: vendorAccounts.waitsFor })
    .from(vendorAccounts)
    .where(ofVendor(vendor, 'waiting'));
  for (const { change } of waiting)
    if (change)
      await tx
        .update(powerChanges)
        .set({ state: 'replaced', decidedBy: actor, decidedAt: sql`now()` })
        .where(and(eq(powerChanges.id, change), eq(powerChanges.state, 'pending')));
  await tx
    .update(vendorAccounts)
    .set({ state: 'ended', credential: null, webhookSecret: null, endedAt: sql`now()` })
    .where(ofVendor(vendor, 'waiting'));
}

const isTaken = (error: unknown): boolean => {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  return (
    typeof cause === 'object' &&
    cause !== null &&
    'constraint_name' in cause &&
    cause.constraint_name === 'vendor_accounts_account_once'
  );
};

/**
 * Puts a row that waits in the place of the one that is connected, which ends. The same account keeps the day since when it
 * is used. Throws VENDOR_MONEY_OPEN, VENDOR_ACCOUNT_IN_USE.
 */
export async function connectAccount(tx: Transaction, wanted: VendorAccount): Promise<VendorAccount> {
  const { vendor } = wanted;
  const [before] = await tx.select().from(vendorAccounts).where(ofVendor(vendor, 'connected')).for('update');
  const same = before?.accountId === wanted.accountId;
  if (before) {
    if (!same && (await moneyIsOpen(tx, vendor))) throw new CodedError('VENDOR_MONEY_OPEN');
    await endAccount(tx, before.id);
  }
  const [row] = await tx
    .update(vendorAccounts)
    .set({ state: 'connected', connectedAt: (same && before?.connectedAt) || sql`now()` })
    .where(and(eq(vendorAccounts.id, wanted.id), eq(vendorAccounts.state, 'waiting')))
    .returning()
    .catch((error: unknown) => {
      throw isTaken(error) ? new CodedError('VENDOR_ACCOUNT_IN_USE') : error;
    });
  if (!row) throw new CodedError('PRECONDITION_FAILED', 'It was asked for anew meanwhile');
  return row;
}

/** Writes whose account the installation's own credential opens, so that nobody else connects it. */
export async function claimInstallation(
  db: Database,
  tenantId: string,
  vendor: AccountVendor,
  found: AccountIdentity & { mock: boolean },
): Promise<void> {
  await db
    .withTenant(tenantId, async (tx) => {
      await lockVendor(tx, tenantId, vendor);
      const [now] = await tx.select().from(vendorAccounts).where(ofVendor(vendor, 'connected')).for('update');
      if (now?.source === 'tenant' || now?.accountId === found.accountId) return;
      // The configuration names another account; while money of the old one is open, that one stays claimed.
      if (now && (await moneyIsOpen(tx, vendor))) return;
      if (now) await endAccount(tx, now.id);
      const { accountId, name: accountName, mock } = found;
      await tx.insert(vendorAccounts).values({
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
      });
    })
    // Connected by somebody else before the configuration named it: they keep it.
    .catch((error: unknown) => {
      if (!isTaken(error)) throw error;
    });
}

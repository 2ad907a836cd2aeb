import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { powerChanges } from '../../db/identity/powerSchema.ts';
import { ofVendor, type VendorAccount } from '../../db/vendors/accounts.ts';
import { vendorAccounts } from '../../db/vendors/schema.ts';
import type { AccountVendor } from '../../domain/vendors/accounts.ts';

const end = (tx: Transaction, which: SQL | undefined) =>
  tx
    .update(vendorAccounts)
    .set({ state: 'ended', credential: null, webhookSecret: null, endedAt: sql`now()` })
    .where(which);

/** Ends a connected row: its credential is forgotten with it. */
export const endAccount = (tx: Transaction, id: string) =>
  end(tx, and(eq(vendorAccounts.id, id), eq(vendorAccounts.state, 'connected')));

/**
 * Leaves a connected account: its credential is forgotten. The secret of its events stays, because a refund that was made
 * there may still come back (0031); retention takes it away.
 */
export const leaveAccount = (tx: Transaction, id: string) =>
  tx
    .update(vendorAccounts)
    .set({
      state: sql`case when webhook_secret is null then 'ended' else 'left' end`,
      credential: null,
      endedAt: sql`now()`,
    })
    .where(and(eq(vendorAccounts.id, id), eq(vendorAccounts.state, 'connected')));

/** Ends what the tenant left of an account that it has again with another secret: one that leaked must not speak for it. */
export const endLeft = (tx: Transaction, { vendor, accountId }: Pick<VendorAccount, 'vendor' | 'accountId'>) =>
  tx
    .update(vendorAccounts)
    .set({ state: 'ended', webhookSecret: null })
    .where(and(ofVendor(vendor, 'left'), eq(vendorAccounts.accountId, accountId)));

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
  await end(tx, ofVendor(vendor, 'waiting'));
}

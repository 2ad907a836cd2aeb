import { and, eq } from 'drizzle-orm';
import { ofVendor } from '../../db/vendors/accounts.ts';
import { vendorAccounts } from '../../db/vendors/schema.ts';
import { ACCOUNT_VENDORS, accountSubject } from '../../domain/vendors/accounts.ts';
import { stale } from '../identity/stale.ts';
import type { PowerKind } from '../slice.ts';
import { connectAccount } from './connectAccount.ts';
import { endWaiting } from './endAccount.ts';

export const powerKinds = {
  vendor_account: {
    /** Connects the account that waited for this change, unless what it should replace has changed since. */
    async apply(tx, change, by) {
      const [wanted] = await tx
        .select()
        .from(vendorAccounts)
        .where(and(eq(vendorAccounts.waitsFor, change.id), eq(vendorAccounts.state, 'waiting')))
        .for('update');
      const [now] = wanted ? await tx.select().from(vendorAccounts).where(ofVendor(wanted.vendor, 'connected')) : [];
      if (!wanted || (now?.accountId ?? null) !== (change.before?.account_id ?? null)) throw stale();
      await connectAccount(tx, wanted, by);
    },
    /** What was refused is forgotten with its credential. */
    async refuse(tx, change) {
      const vendor = ACCOUNT_VENDORS.find((one) => accountSubject(one) === change.subject);
      if (vendor) await endWaiting(tx, vendor, change.requestedBy);
    },
  },
} satisfies Record<string, PowerKind>;

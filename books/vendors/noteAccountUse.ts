import { and, eq, gt, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { events } from '../../db/operations/schema.ts';
import type { VendorAccount } from '../../db/vendors/accounts.ts';
import { vendorAccounts } from '../../db/vendors/schema.ts';
import {
  type AccountVendor,
  accountSubject,
  isCredentialRefused,
  VENDOR_NAMES,
} from '../../domain/vendors/accounts.ts';
import { appendEvent } from '../events.ts';
import { tellAdmins } from '../notifications/tellAdmins.ts';

interface AccountUse {
  tenantId: string;
  vendor: AccountVendor;
  /** What went wrong; null = it went well. */
  code: string | null;
  /** A use that began before the credential was given says nothing about it. */
  startedAt: Date;
}

/** Whether a refusal of this credential was told within a day: one that may read but not write is refused in between all day. */
async function wasTold(tx: Transaction, row: VendorAccount): Promise<boolean> {
  const [told] = await tx
    .select({ sequence: events.sequence })
    .from(events)
    .where(
      and(
        eq(events.subject, accountSubject(row.vendor)),
        eq(events.type, 'vendor_account_refused'),
        gt(events.occurredAt, row.createdAt),
        gt(events.occurredAt, sql`now() - interval '1 day'`),
      ),
    )
    .limit(1);
  return told !== undefined;
}

/**
 * Keeps how the last use of a tenant's account went. The first refusal of its credential is told to the admins; it stays
 * until a use goes well, whatever else fails meanwhile, and is told again after a day at the earliest.
 */
export async function noteAccountUse(tx: Transaction, use: AccountUse): Promise<void> {
  const { tenantId, vendor, code } = use;
  const [row] = await tx
    .select()
    .from(vendorAccounts)
    .where(and(eq(vendorAccounts.vendor, vendor), eq(vendorAccounts.state, 'connected')))
    .for('update');
  if (!row || row.createdAt > use.startedAt) return;
  const [was, is] = [isCredentialRefused(row.lastCode), isCredentialRefused(code)];
  const checkedAt = new Date();
  const lastCode = was && code !== null && !is ? row.lastCode : code;
  await tx.update(vendorAccounts).set({ checkedAt, lastCode }).where(eq(vendorAccounts.id, row.id));
  // What the operator's own credential does is told to operators.
  if (row.source !== 'tenant' || was === isCredentialRefused(lastCode)) return;
  if (is && !(await wasTold(tx, row)))
    await tellAdmins(tx, {
      tenantId,
      batchKey: `vendor-account:${row.id}:refused:${checkedAt.getTime()}`,
      template: 'vendor_account_refused',
      variables: { vendor: VENDOR_NAMES[vendor], account: row.accountName },
    });
  await appendEvent(tx, {
    type: is ? 'vendor_account_refused' : 'vendor_account_works_again',
    actor: 'workflow',
    subject: accountSubject(vendor),
    data: { vendor, accountId: row.accountId, ...(is ? { code } : {}) },
  });
}

import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { vendorAccounts } from '../../db/vendors/schema.ts';
import { type AccountVendor, isCredentialRefused, VENDOR_NAMES } from '../../domain/vendors/accounts.ts';
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

/**
 * Keeps how the last use of a tenant's account went. The first refusal of its credential is told to the admins; it stays
 * until a use goes well, whatever else fails meanwhile, and is not told again before.
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
  if (is)
    await tellAdmins(tx, {
      tenantId,
      batchKey: `vendor-account:${row.id}:refused:${checkedAt.getTime()}`,
      template: 'vendor_account_refused',
      variables: { vendor: VENDOR_NAMES[vendor], account: row.accountName },
    });
  await appendEvent(tx, {
    type: is ? 'vendor_account_refused' : 'vendor_account_works_again',
    actor: 'workflow',
    subject: `vendor-account:${vendor}`,
    data: { vendor, accountId: row.accountId, ...(is ? { code } : {}) },
  });
}

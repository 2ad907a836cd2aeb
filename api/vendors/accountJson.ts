import { eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '../../db/database.ts';
import { peopleBehind } from '../../db/identity/people.ts';
import { powerChanges } from '../../db/identity/powerSchema.ts';
import type { VendorAccount } from '../../db/vendors/accounts.ts';
import { vendorAccounts } from '../../db/vendors/schema.ts';
import { ACCOUNT_STATUSES, accountWords } from '../../domain/vendors/accountState.ts';
import {
  ACCOUNT_VENDORS,
  type AccountVendor,
  isCredentialRefused,
  VENDOR_NAMES,
} from '../../domain/vendors/accounts.ts';

const shownAccount = z.object({
  account_id: z.string().describe("The vendor's own id of the account"),
  account_name: z.string().describe('Whose account it is, as the vendor says it'),
  base_url: z.string().nullable().describe('Where the company has an address of its own'),
  mock: z.boolean().describe('True for an account of the sandbox'),
  connected_at: z.string().nullable().describe('Since when this account is in use'),
  connected_by_name: z.string().nullable(),
});

export const vendorAccountSchema = z
  .object({
    vendor: z.enum(ACCOUNT_VENDORS),
    vendor_name: z.string(),
    status: z
      .enum(ACCOUNT_STATUSES)
      .describe(
        'refused: the vendor refuses the credential until another is given; problem: the last use failed otherwise; by_operator: the installation names its own credential for your organisation',
      ),
    state: z
      .object({ tone: z.enum(['plain', 'good', 'bad', 'warn', 'info']), text: z.string(), next: z.string() })
      .describe('How it goes in words, and what a person can do; `next` is empty where nothing is needed'),
    account: shownAccount.nullable().describe('In use now'),
    checked_at: z.string().nullable(),
    last_code: z.string().nullable().describe('Why the last use failed; null when it went well'),
    webhook_path: z.string().nullable().describe('Where Stripe sends the events of this account; needs its secret'),
    has_webhook_secret: z.boolean(),
    waiting: shownAccount
      .extend({ change_id: z.uuid().describe('In GET /admin/power-changes') })
      .nullable()
      .describe('Takes the place when a second person approves it'),
  })
  .meta({ id: 'VendorAccount', description: 'The account of your organisation at one vendor; never its credential' });

export type VendorAccountJson = z.infer<typeof vendorAccountSchema>;

type Names = ReadonlyMap<string, { name: string }>;

const accountJson = (row: VendorAccount, names: Names) => ({
  account_id: row.accountId,
  account_name: row.accountName,
  base_url: row.baseUrl,
  mock: row.mock,
  connected_at: row.connectedAt?.toISOString() ?? null,
  connected_by_name: names.get(row.connectedBy)?.name ?? null,
});

function statusOf(row: VendorAccount | undefined, byOperator: boolean): VendorAccountJson['status'] {
  if (row?.source !== 'tenant') return byOperator ? 'by_operator' : 'none';
  if (row.lastCode) return isCredentialRefused(row.lastCode) ? 'refused' : 'problem';
  return row.checkedAt ? 'ok' : 'unchecked';
}

/** Every vendor with the account of the tenant, what waits for it, and how it goes. */
export async function vendorAccountsJson(
  tx: Transaction,
  byOperator: (vendor: AccountVendor) => boolean,
): Promise<VendorAccountJson[]> {
  const rows = await tx
    .select({ row: vendorAccounts, change: powerChanges })
    .from(vendorAccounts)
    .leftJoin(powerChanges, eq(powerChanges.id, vendorAccounts.waitsFor))
    .where(inArray(vendorAccounts.state, ['waiting', 'connected']));
  const names = await peopleBehind(
    tx,
    rows.map(({ row }) => row.connectedBy),
  );
  return ACCOUNT_VENDORS.map((vendor) => {
    const own = rows.filter(({ row }) => row.vendor === vendor);
    // A claim of the installation that no longer holds is no account of this tenant.
    const connected = own.find(
      ({ row }) => row.state === 'connected' && (row.source === 'tenant' || byOperator(vendor)),
    )?.row;
    const waiting = own.find(
      ({ row, change }) =>
        row.state === 'waiting' && change?.state === 'pending' && change.expiresAt.getTime() > Date.now(),
    );
    const status = statusOf(connected, byOperator(vendor));
    return {
      vendor,
      vendor_name: VENDOR_NAMES[vendor],
      status,
      state: accountWords(status, connected?.lastCode ?? null),
      account: connected ? accountJson(connected, names) : null,
      checked_at: connected?.checkedAt?.toISOString() ?? null,
      last_code: connected?.lastCode ?? null,
      webhook_path:
        vendor === 'stripe' && connected?.source === 'tenant'
          ? `/api/v1/webhooks/stripe/${encodeURIComponent(connected.accountId)}`
          : null,
      has_webhook_secret: Boolean(connected?.webhookSecret),
      waiting: waiting?.change ? { ...accountJson(waiting.row, names), change_id: waiting.change.id } : null,
    };
  });
}

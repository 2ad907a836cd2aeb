import { sql } from 'drizzle-orm';
import { boolean, index, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { ACCOUNT_VENDORS } from '../../domain/vendors/accounts.ts';
import { createdAt, id, instant, tenantId } from '../columns.ts';

/**
 * Accounts of a tenant at its gateway, CRM and billing. A row is one credential: another one, also of the same account,
 * is another row. One of a vendor is connected; what waits for a second person has a row of its own until it takes the place.
 */
export const vendorAccounts = pgTable(
  'vendor_accounts',
  {
    id: id(),
    tenantId: tenantId(),
    vendor: text('vendor', { enum: ACCOUNT_VENDORS }).notNull(),
    /** `installation`: the credential stands in the configuration; the row says whose account it opens. */
    source: text('source', { enum: ['tenant', 'installation'] })
      .notNull()
      .default('tenant'),
    /** `left`: it is used no more and its credential is forgotten; its events are still checked for a while. */
    state: text('state', { enum: ['waiting', 'connected', 'left', 'ended'] })
      .notNull()
      .default('waiting'),
    /** The vendor's own id of the account, in use by one tenant. */
    accountId: text('account_id').notNull(),
    accountName: text('account_name').notNull(),
    /** Where a company has an address of its own. */
    baseUrl: text('base_url'),
    /** Encrypted; forgotten when the row ends. */
    credential: text('credential'),
    /** Encrypted: checks the events of this account, also for a while after it was left. */
    webhookSecret: text('webhook_secret'),
    /** True for an account of the sandbox. */
    mock: boolean('mock').notNull().default(false),
    /** The change a second person has to approve. */
    waitsFor: uuid('waits_for'),
    /** `user:{id}`, or `operator` for the installation's own. */
    connectedBy: text('connected_by').notNull(),
    /** Since when this account is in use; a new credential of the same account keeps it. */
    connectedAt: instant('connected_at'),
    checkedAt: instant('checked_at'),
    /** Why the last use failed; null when it went well. */
    lastCode: text('last_code'),
    endedAt: instant('ended_at'),
    createdAt: createdAt(),
  },
  (table) => [
    unique('vendor_accounts_tenant_id_key').on(table.tenantId, table.id),
    uniqueIndex('vendor_accounts_one_connected').on(table.tenantId, table.vendor).where(sql`state = 'connected'`),
    uniqueIndex('vendor_accounts_one_waiting').on(table.tenantId, table.vendor).where(sql`state = 'waiting'`),
    // Over all tenants.
    uniqueIndex('vendor_accounts_account_once').on(table.vendor, table.accountId).where(sql`state = 'connected'`),
    index('vendor_accounts_left').on(table.vendor, table.accountId).where(sql`state = 'left'`),
    index('vendor_accounts_change').on(table.tenantId, table.waitsFor),
  ],
);

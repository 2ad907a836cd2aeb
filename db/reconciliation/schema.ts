import { sql } from 'drizzle-orm';
import {
  boolean,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { CONNECTION_STATUSES } from '../../domain/connections/states.ts';
import { INVOICE_STATES } from '../../domain/reconciliation/invoices.ts';
import { LICENSE_STATES } from '../../domain/reconciliation/licenses.ts';
import { amountMinor, createdAt, id, instant, tenantId } from '../columns.ts';

/** A key that lets a tenant register so many WHMCS instances. It is shown once; only its hash is kept. */
export const licenseKeys = pgTable(
  'license_keys',
  {
    id: id(),
    tenantId: tenantId(),
    name: text('name').notNull(),
    /** Its first characters, to tell keys apart. */
    prefix: text('prefix').notNull(),
    keyHash: text('key_hash').notNull(),
    state: text('state', { enum: LICENSE_STATES }).notNull().default('active'),
    expiresAt: instant('expires_at'),
    instanceLimit: integer('instance_limit').notNull(),
    issuedBy: text('issued_by').notNull(),
    rotatedAt: instant('rotated_at'),
    version: integer('version').notNull().default(1),
    createdAt: createdAt(),
  },
  (table) => [
    unique('license_keys_tenant_id_key').on(table.tenantId, table.id),
    unique('license_keys_hash_key').on(table.keyHash),
  ],
);

/** An installation of WHMCS that a tenant has registered, how it is read, and what the machine may record at it. */
export const whmcsInstances = pgTable(
  'whmcs_instances',
  {
    id: id(),
    tenantId: tenantId(),
    licenseId: uuid('license_id').notNull(),
    name: text('name').notNull(),
    /** Fixed: another installation is another instance. */
    baseUrl: text('base_url').notNull(),
    status: text('status', { enum: CONNECTION_STATUSES }).notNull(),
    /** The API credential and, where its list of addresses has to be passed, the access key. Encrypted. */
    identifier: text('identifier'),
    secret: text('secret'),
    accessKey: text('access_key'),
    /** Signs what its hook file sends. Encrypted. */
    hookSecret: text('hook_secret'),
    /** System name of the gateway under which payments are recorded. */
    gateway: text('gateway').notNull(),
    /** Whose days and hours its texts have. */
    timeZone: text('time_zone').notNull(),
    autoThreshold: integer('auto_threshold').notNull(),
    reviewThreshold: integer('review_threshold').notNull(),
    autoApprove: boolean('auto_approve').notNull().default(false),
    autoLimitMinor: amountMinor('auto_limit_minor'),
    mock: boolean('mock').notNull().default(false),
    registeredBy: text('registered_by').notNull(),
    failures: integer('failures').notNull().default(0),
    lastCode: text('last_code'),
    /** Begin of the last reading that went to its end. */
    checkedAt: instant('checked_at'),
    /** When its hook was heard last. */
    heardAt: instant('heard_at'),
    version: integer('version').notNull().default(1),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [
    unique('whmcs_instances_tenant_id_key').on(table.tenantId, table.id),
    // Over all tenants: what is recorded at an installation is recorded by one of them.
    uniqueIndex('whmcs_instances_address_once').on(table.baseUrl).where(sql`status <> 'disconnected'`),
    foreignKey({
      columns: [table.tenantId, table.licenseId],
      foreignColumns: [licenseKeys.tenantId, licenseKeys.id],
    }),
  ],
);

/** How far a vendor's list has been read: of an instance or a connected account. Moves in the transaction of its page. */
export const listCursors = pgTable(
  'list_cursors',
  {
    tenantId: tenantId(),
    sourceId: uuid('source_id').notNull(),
    list: text('list').notNull(),
    /** Of the reading under way; null = none is. */
    pass: jsonb('pass'),
    /** What the next reading begins with. */
    resume: jsonb('resume'),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.sourceId, table.list] })],
);

/** Clients of an instance. Who they are is encrypted. */
export const billingClients = pgTable(
  'billing_clients',
  {
    id: id(),
    tenantId: tenantId(),
    instanceId: uuid('instance_id').notNull(),
    clientId: integer('client_id').notNull(),
    /** Encrypted. */
    name: text('name').notNull(),
    company: text('company'),
    email: text('email'),
    status: text('status').notNull(),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [
    unique('billing_clients_once').on(table.tenantId, table.instanceId, table.clientId),
    foreignKey({
      columns: [table.tenantId, table.instanceId],
      foreignColumns: [whmcsInstances.tenantId, whmcsInstances.id],
    }),
  ],
);

/** Invoices of an instance. Amounts in minor units; `balance_minor` is what is left to pay. */
export const invoices = pgTable(
  'invoices',
  {
    id: id(),
    tenantId: tenantId(),
    instanceId: uuid('instance_id').notNull(),
    invoiceId: integer('invoice_id').notNull(),
    /** As it is printed. */
    number: text('number').notNull(),
    clientId: integer('client_id').notNull(),
    state: text('state', { enum: INVOICE_STATES }).notNull(),
    currency: text('currency').notNull(),
    totalMinor: amountMinor('total_minor').notNull(),
    paidMinor: amountMinor('paid_minor').notNull(),
    balanceMinor: amountMinor('balance_minor').notNull(),
    issuedOn: date('issued_on'),
    dueOn: date('due_on'),
    paidAt: instant('paid_at'),
    /** When WHMCS says that it last changed, as it writes it. */
    changed: text('changed').notNull().default(''),
    balanceCheckedAt: instant('balance_checked_at'),
    /** The last reading that listed it. */
    seenAt: instant('seen_at').notNull(),
    mock: boolean('mock').notNull().default(false),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [
    unique('invoices_once').on(table.tenantId, table.instanceId, table.invoiceId),
    unique('invoices_tenant_id_key').on(table.tenantId, table.id),
    index('invoices_open')
      .on(table.tenantId, table.currency, table.balanceMinor)
      .where(sql`state in ('unpaid', 'payment_pending', 'collections')`),
    index('invoices_listed').on(table.tenantId, table.createdAt, table.id),
    foreignKey({
      columns: [table.tenantId, table.instanceId],
      foreignColumns: [whmcsInstances.tenantId, whmcsInstances.id],
    }),
  ],
);

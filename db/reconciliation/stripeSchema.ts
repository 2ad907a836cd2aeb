import { sql } from 'drizzle-orm';
import {
  boolean,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { CONNECTION_STATUSES } from '../../domain/connections/states.ts';
import { STRIPE_PAYMENT_STATES } from '../../domain/reconciliation/stripePayments.ts';
import { bankTransactions } from '../banking/schema.ts';
import { amountMinor, createdAt, id, instant, tenantId } from '../columns.ts';

/** A Stripe account that a tenant has connected to be read. In use by one tenant. */
export const stripeConnections = pgTable(
  'stripe_connections',
  {
    id: id(),
    tenantId: tenantId(),
    userId: uuid('user_id').notNull(),
    status: text('status', { enum: CONNECTION_STATUSES }).notNull().default('pending'),
    /** `acct_…`; null until the consent has ended. */
    accountId: text('account_id'),
    accountName: text('account_name'),
    scope: text('scope'),
    livemode: boolean('livemode'),
    /** Encrypted: tokens, and the single-use code of a consent until it is exchanged. */
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    authCode: text('auth_code'),
    /** How the last consent ended. */
    consent: text('consent', { enum: ['pending', 'connected', 'denied', 'failed', 'in_use', 'other_account'] }),
    mock: boolean('mock').notNull().default(false),
    failures: integer('failures').notNull().default(0),
    lastCode: text('last_code'),
    checkedAt: instant('checked_at'),
    connectedAt: instant('connected_at'),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [
    unique('stripe_connections_tenant_id_key').on(table.tenantId, table.id),
    // Over all tenants.
    uniqueIndex('stripe_connections_account_once')
      .on(table.accountId)
      .where(sql`status in ('active', 'requires_reauth')`),
    uniqueIndex('stripe_connections_own').on(table.tenantId, table.accountId),
  ],
);

/** Charges of a connected account. Amounts in ISO minor units; fee and net in `settled_currency`, which may be another one. */
export const stripePayments = pgTable(
  'stripe_payments',
  {
    id: id(),
    tenantId: tenantId(),
    connectionId: uuid('connection_id').notNull(),
    /** `ch_…` or `py_…`. */
    stripeId: text('stripe_id').notNull(),
    paymentIntent: text('payment_intent'),
    status: text('status', { enum: STRIPE_PAYMENT_STATES }).notNull(),
    currency: text('currency').notNull(),
    amountMinor: amountMinor('amount_minor').notNull(),
    refundedMinor: amountMinor('refunded_minor').notNull().default(0),
    settledCurrency: text('settled_currency'),
    feeMinor: amountMinor('fee_minor'),
    netMinor: amountMinor('net_minor'),
    disputeStatus: text('dispute_status'),
    /** Encrypted: who paid, and what for. */
    payer: text('payer'),
    email: text('email'),
    description: text('description'),
    /** The invoice that its metadata name. */
    invoiceHint: text('invoice_hint'),
    balanceTransaction: text('balance_transaction'),
    payoutId: text('payout_id'),
    paidAt: instant('paid_at').notNull(),
    mock: boolean('mock').notNull().default(false),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [
    unique('stripe_payments_once').on(table.tenantId, table.stripeId),
    unique('stripe_payments_tenant_id_key').on(table.tenantId, table.id),
    index('stripe_payments_listed').on(table.tenantId, table.paidAt, table.id),
    index('stripe_payments_payout').on(table.tenantId, table.payoutId),
    foreignKey({
      columns: [table.tenantId, table.connectionId],
      foreignColumns: [stripeConnections.tenantId, stripeConnections.id],
    }),
  ],
);

/** What Stripe paid out to a bank. `explained_minor` is the sum of its own balance transactions; equal = explained. */
export const stripePayouts = pgTable(
  'stripe_payouts',
  {
    id: id(),
    tenantId: tenantId(),
    connectionId: uuid('connection_id').notNull(),
    /** `po_…`. */
    stripeId: text('stripe_id').notNull(),
    status: text('status').notNull(),
    currency: text('currency').notNull(),
    amountMinor: amountMinor('amount_minor').notNull(),
    /** The day on which it is to arrive (UTC). */
    arrivesOn: date('arrives_on').notNull(),
    automatic: boolean('automatic').notNull(),
    statementDescriptor: text('statement_descriptor'),
    traceId: text('trace_id'),
    /** The bank line on which it arrived. */
    bankTransactionId: uuid('bank_transaction_id'),
    explainedMinor: amountMinor('explained_minor'),
    madeAt: instant('made_at').notNull(),
    mock: boolean('mock').notNull().default(false),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [
    unique('stripe_payouts_once').on(table.tenantId, table.stripeId),
    unique('stripe_payouts_tenant_id_key').on(table.tenantId, table.id),
    uniqueIndex('stripe_payouts_one_line')
      .on(table.tenantId, table.bankTransactionId)
      .where(sql`bank_transaction_id is not null`),
    foreignKey({
      columns: [table.tenantId, table.bankTransactionId],
      foreignColumns: [bankTransactions.tenantId, bankTransactions.id],
    }),
    index('stripe_payouts_listed').on(table.tenantId, table.madeAt, table.id),
    foreignKey({
      columns: [table.tenantId, table.connectionId],
      foreignColumns: [stripeConnections.tenantId, stripeConnections.id],
    }),
  ],
);

/** Moves of a connected account's balance: what a payout is made of. Signed minor units. */
export const stripeBalanceTransactions = pgTable(
  'stripe_balance_transactions',
  {
    id: id(),
    tenantId: tenantId(),
    connectionId: uuid('connection_id').notNull(),
    /** `txn_…`. */
    stripeId: text('stripe_id').notNull(),
    type: text('type').notNull(),
    currency: text('currency').notNull(),
    amountMinor: amountMinor('amount_minor').notNull(),
    feeMinor: amountMinor('fee_minor').notNull(),
    netMinor: amountMinor('net_minor').notNull(),
    /** What moved: a charge, a refund, a dispute, a payout. */
    sourceId: text('source_id'),
    payoutId: text('payout_id'),
    madeAt: instant('made_at').notNull(),
    availableOn: date('available_on').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    unique('stripe_balance_transactions_once').on(table.tenantId, table.stripeId),
    index('stripe_balance_transactions_payout').on(table.tenantId, table.payoutId),
    foreignKey({
      columns: [table.tenantId, table.connectionId],
      foreignColumns: [stripeConnections.tenantId, stripeConnections.id],
    }),
  ],
);

import { sql } from 'drizzle-orm';
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { LEDGER_PHASES, MONEY_LEGS } from '../../domain/ledger/postings.ts';
import { COMMAND_STATES } from '../../domain/money/command.ts';
import { amountMinor, createdAt, id, instant, tenantId } from '../columns.ts';
import { processes } from '../operations/schema.ts';
import { reviewDecisions } from '../reviews/schema.ts';

/** One outward money call, from approval to a known outcome. The key never changes and holds no attempt or run id. */
export const moneyCommands = pgTable(
  'money_commands',
  {
    id: id(),
    tenantId: tenantId(),
    processId: uuid('process_id').notNull(),
    decisionId: uuid('decision_id').notNull(),
    leg: text('leg', { enum: MONEY_LEGS }).notNull(),
    /** 0: all that was approved. From 1: one of several payments that the approval names. */
    part: integer('part').notNull().default(0),
    vendor: text('vendor').notNull(),
    idempotencyKey: text('idempotency_key').notNull(),
    payee: text('payee').notNull(),
    amountMinor: amountMinor('amount_minor').notNull(),
    currency: text('currency').notNull(),
    /** What is paid back, e.g. `stripe_charge:ch_1`; its exposure row bounds all commands together. */
    exposureKey: text('exposure_key'),
    /** Exact request and vendor API version, replayed verbatim. */
    parameters: jsonb('parameters').notNull(),
    apiVersion: text('api_version').notNull(),
    state: text('state', { enum: COMMAND_STATES }).notNull().default('intended'),
    attempts: integer('attempts').notNull().default(0),
    lookups: integer('lookups').notNull().default(0),
    firstAttemptAt: instant('first_attempt_at'),
    leaseUntil: instant('lease_until'),
    vendorId: text('vendor_id'),
    refusalCode: text('refusal_code'),
    mock: boolean('mock').notNull(),
    createdAt: createdAt(),
    finishedAt: instant('finished_at'),
    failedLaterAt: instant('failed_later_at'),
    /** The command whose effect this one takes back; of that one's leg and amount, checked by a trigger. */
    compensatesId: uuid('compensates_id'),
  },
  (table) => [
    unique('money_commands_idempotency_key').on(table.tenantId, table.idempotencyKey),
    unique('money_commands_one_per_leg').on(table.tenantId, table.decisionId, table.leg, table.part),
    unique('money_commands_vendor_id_key').on(table.vendor, table.vendorId),
    unique('money_commands_tenant_id_key').on(table.tenantId, table.id),
    foreignKey({
      columns: [table.tenantId, table.decisionId],
      foreignColumns: [reviewDecisions.tenantId, reviewDecisions.id],
    }),
    foreignKey({ columns: [table.tenantId, table.processId], foreignColumns: [processes.tenantId, processes.id] }),
    index('money_commands_process').on(table.tenantId, table.processId),
    index('money_commands_compensates').on(table.tenantId, table.compensatesId).where(sql`compensates_id is not null`),
    index('money_commands_state').on(table.tenantId, table.state),
  ],
);

/**
 * How much of a charge may still be paid back: open + applied + elsewhere never exceeds the charge. A vendor's object is
 * exposed by one tenant only, whatever the configuration says: the key is unique over all tenants.
 */
export const moneyExposures = pgTable(
  'money_exposures',
  {
    id: id(),
    tenantId: tenantId(),
    key: text('key').notNull(),
    currency: text('currency').notNull(),
    limitMinor: amountMinor('limit_minor').notNull(),
    openMinor: amountMinor('open_minor').notNull().default(0),
    appliedMinor: amountMinor('applied_minor').notNull().default(0),
    elsewhereMinor: amountMinor('elsewhere_minor').notNull().default(0),
  },
  (table) => [unique('money_exposures_key').on(table.key)],
);

export const ledgerAccounts = pgTable(
  'ledger_accounts',
  {
    id: id(),
    tenantId: tenantId(),
    code: text('code').notNull(),
    currency: text('currency').notNull(),
  },
  (table) => [
    unique('ledger_accounts_code_key').on(table.tenantId, table.code, table.currency),
    unique('ledger_accounts_tenant_id_key').on(table.tenantId, table.id),
  ],
);

/** Append-only. A pending transaction is resolved by another one that names it, never by an edit. */
export const ledgerTransactions = pgTable(
  'ledger_transactions',
  {
    id: id(),
    tenantId: tenantId(),
    commandId: uuid('command_id').notNull(),
    phase: text('phase', { enum: LEDGER_PHASES }).notNull(),
    occurredAt: instant('occurred_at').notNull().defaultNow(),
  },
  (table) => [
    unique('ledger_transactions_phase_once').on(table.tenantId, table.commandId, table.phase),
    unique('ledger_transactions_tenant_id_key').on(table.tenantId, table.id),
    foreignKey({
      columns: [table.tenantId, table.commandId],
      foreignColumns: [moneyCommands.tenantId, moneyCommands.id],
    }),
  ],
);

/** Signed minor units: debit > 0, credit < 0. A constraint trigger holds every transaction to 0 per currency. */
export const ledgerEntries = pgTable(
  'ledger_entries',
  {
    id: id(),
    tenantId: tenantId(),
    transactionId: uuid('transaction_id').notNull(),
    accountId: uuid('account_id').notNull(),
    amountMinor: amountMinor('amount_minor').notNull(),
    currency: text('currency').notNull(),
  },
  (table) => [
    foreignKey({
      columns: [table.tenantId, table.transactionId],
      foreignColumns: [ledgerTransactions.tenantId, ledgerTransactions.id],
    }),
    foreignKey({
      columns: [table.tenantId, table.accountId],
      foreignColumns: [ledgerAccounts.tenantId, ledgerAccounts.id],
    }),
    index('ledger_entries_transaction').on(table.tenantId, table.transactionId),
  ],
);

/** What the reconciler found; an unexplained item stays until a person explains it. */
export const reconciliationItems = pgTable(
  'reconciliation_items',
  {
    id: id(),
    tenantId: tenantId(),
    vendor: text('vendor').notNull(),
    vendorId: text('vendor_id').notNull(),
    problem: text('problem').notNull(),
    amountMinor: amountMinor('amount_minor'),
    currency: text('currency'),
    processId: uuid('process_id'),
    foundAt: instant('found_at').notNull().defaultNow(),
    explainedAt: instant('explained_at'),
  },
  (table) => [unique('reconciliation_items_once').on(table.tenantId, table.vendor, table.vendorId, table.problem)],
);

/** Up to when the changes at a vendor have been compared; the next run begins a little before it. */
export const reconcilerCursors = pgTable(
  'reconciler_cursors',
  {
    tenantId: tenantId(),
    vendor: text('vendor').notNull(),
    checkedThrough: instant('checked_through').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.vendor] })],
);

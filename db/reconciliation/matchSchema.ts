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
  uniqueIndex,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core';
import type { Explanation } from '../../domain/matching/explain.ts';
import type { MatchRules } from '../../domain/matching/invoices/schema.ts';
import { MATCH_KINDS, MATCH_STATES, PAYMENT_SIDES, WAITS } from '../../domain/reconciliation/matchStates.ts';
import { RETURN_REASONS, RETURN_STATES, type ReturnPart } from '../../domain/reconciliation/returns.ts';
import { bankTransactions } from '../banking/schema.ts';
import { amountMinor, createdAt, id, instant, tenantId } from '../columns.ts';
import { invoices, whmcsInstances } from './schema.ts';
import { stripePayments } from './stripeSchema.ts';

/** Rules by which a tenant's payments are matched. A version never changes; one is active, and none means the shipped ones. */
export const matchingRuleSets = pgTable(
  'matching_rule_sets',
  {
    id: id(),
    tenantId: tenantId(),
    version: integer('version').notNull(),
    rules: jsonb('rules').$type<MatchRules>().notNull(),
    active: boolean('active').notNull(),
    madeBy: varchar('made_by', { length: 100 }).notNull(),
    /** The second person, where it lets the machine approve more. */
    approvedBy: varchar('approved_by', { length: 100 }),
    createdAt: createdAt(),
  },
  (table) => [
    unique('matching_rule_sets_version_key').on(table.tenantId, table.version),
    uniqueIndex('matching_rule_sets_one_active').on(table.tenantId).where(sql`active`),
  ],
);

/**
 * What is proposed, approved and recorded: payments of one side and the invoices of one instance that they pay. Both sides are in
 * one table, because what an invoice has left is one sum over both.
 */
export const invoiceMatches = pgTable(
  'invoice_matches',
  {
    id: id(),
    tenantId: tenantId(),
    side: text('side', { enum: PAYMENT_SIDES }).notNull(),
    instanceId: uuid('instance_id').notNull(),
    kind: text('kind', { enum: MATCH_KINDS }).notNull(),
    state: text('state', { enum: MATCH_STATES }).notNull().default('proposed'),
    /** The invoices' currency. */
    currency: text('currency').notNull(),
    /** What is counted at the invoices; 0 for money that went back. */
    amountMinor: amountMinor('amount_minor').notNull(),
    /** What the payments brought, with the fee that was kept; below 0 for money that went back. In `paid_currency`. */
    paidMinor: amountMinor('paid_minor').notNull(),
    paidCurrency: text('paid_currency').notNull(),
    /** 0 to 100. */
    score: integer('score').notNull(),
    explanation: jsonb('explanation').$type<Explanation>().notNull(),
    /** Why a person decides; none = the rules approve it. */
    notAuto: text('not_auto').array().notNull(),
    /** Digest of its payments and invoices: what was rejected is not proposed again. */
    itemsKey: text('items_key').notNull(),
    processId: uuid('process_id').notNull(),
    decidedBy: varchar('decided_by', { length: 100 }),
    decidedAt: instant('decided_at'),
    recordedAt: instant('recorded_at'),
    /** Why it was superseded, refused or undone: a code. */
    endedReason: text('ended_reason'),
    mock: boolean('mock').notNull().default(false),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [
    unique('invoice_matches_tenant_id_key').on(table.tenantId, table.id),
    index('invoice_matches_listed').on(table.tenantId, table.createdAt, table.id),
    index('invoice_matches_items').on(table.tenantId, table.itemsKey),
    index('invoice_matches_open').on(table.tenantId, table.state).where(sql`state in ('proposed', 'approved')`),
    foreignKey({
      columns: [table.tenantId, table.instanceId],
      foreignColumns: [whmcsInstances.tenantId, whmcsInstances.id],
    }),
  ],
);

/** Payments of a match. `holds` follows the state of the match: a payment is in one match that holds. */
export const invoiceMatchPayments = pgTable(
  'invoice_match_payments',
  {
    tenantId: tenantId(),
    matchId: uuid('match_id').notNull(),
    position: integer('position').notNull(),
    bankTransactionId: uuid('bank_transaction_id'),
    stripePaymentId: uuid('stripe_payment_id'),
    /** As it was when it was matched. */
    amountMinor: amountMinor('amount_minor').notNull(),
    holds: boolean('holds').notNull().default(true),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.matchId, table.position] }),
    uniqueIndex('invoice_match_payments_one_bank')
      .on(table.tenantId, table.bankTransactionId)
      .where(sql`holds and bank_transaction_id is not null`),
    uniqueIndex('invoice_match_payments_one_stripe')
      .on(table.tenantId, table.stripePaymentId)
      .where(sql`holds and stripe_payment_id is not null`),
    foreignKey({
      columns: [table.tenantId, table.matchId],
      foreignColumns: [invoiceMatches.tenantId, invoiceMatches.id],
    }),
    foreignKey({
      columns: [table.tenantId, table.bankTransactionId],
      foreignColumns: [bankTransactions.tenantId, bankTransactions.id],
    }),
    foreignKey({
      columns: [table.tenantId, table.stripePaymentId],
      foreignColumns: [stripePayments.tenantId, stripePayments.id],
    }),
  ],
);

/** What a match counts at each of its invoices. `state` follows the state of the match. */
export const invoiceMatchParts = pgTable(
  'invoice_match_parts',
  {
    tenantId: tenantId(),
    matchId: uuid('match_id').notNull(),
    invoiceId: uuid('invoice_id').notNull(),
    amountMinor: amountMinor('amount_minor').notNull(),
    state: text('state', { enum: MATCH_STATES }).notNull().default('proposed'),
    recordedAt: instant('recorded_at'),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.matchId, table.invoiceId] }),
    index('invoice_match_parts_invoice').on(table.tenantId, table.invoiceId, table.state),
    foreignKey({
      columns: [table.tenantId, table.matchId],
      foreignColumns: [invoiceMatches.tenantId, invoiceMatches.id],
    }),
    foreignKey({ columns: [table.tenantId, table.invoiceId], foreignColumns: [invoices.tenantId, invoices.id] }),
  ],
);

/** What is taken back of a recorded match, wholly or in part: a decision of its own, and a money call of its own. */
export const invoiceMatchReturns = pgTable(
  'invoice_match_returns',
  {
    id: id(),
    tenantId: tenantId(),
    matchId: uuid('match_id').notNull(),
    processId: uuid('process_id').notNull(),
    reason: text('reason', { enum: RETURN_REASONS }).notNull(),
    state: text('state', { enum: RETURN_STATES }).notNull().default('proposed'),
    /** In minor units of the match's currency. */
    amountMinor: amountMinor('amount_minor').notNull(),
    /** At which invoices. */
    parts: jsonb('parts').$type<ReturnPart[]>().notNull(),
    requestedBy: varchar('requested_by', { length: 100 }).notNull(),
    comment: varchar('comment', { length: 500 }),
    decidedBy: varchar('decided_by', { length: 100 }),
    decidedAt: instant('decided_at'),
    recordedAt: instant('recorded_at'),
    endedReason: text('ended_reason'),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [
    unique('invoice_match_returns_tenant_id_key').on(table.tenantId, table.id),
    uniqueIndex('invoice_match_returns_one_open')
      .on(table.tenantId, table.matchId)
      .where(sql`state in ('proposed', 'approved')`),
    index('invoice_match_returns_match').on(table.tenantId, table.matchId),
    foreignKey({
      columns: [table.tenantId, table.matchId],
      foreignColumns: [invoiceMatches.tenantId, invoiceMatches.id],
    }),
  ],
);

/** Payments and invoices without a match: why, since when, and who looks after it. */
export const unmatchedItems = pgTable(
  'unmatched_items',
  {
    tenantId: tenantId(),
    side: text('side', { enum: [...PAYMENT_SIDES, 'invoice'] }).notNull(),
    itemId: uuid('item_id').notNull(),
    wait: text('wait', { enum: WAITS }).notNull(),
    reason: text('reason').notNull(),
    /** Of a question: sets that would fit, `{transactionIds, invoiceIds}`; the first few. */
    alternatives: jsonb('alternatives').$type<{ transactionIds: string[]; invoiceIds: string[] }[]>(),
    since: instant('since').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.side, table.itemId] }),
    index('unmatched_items_oldest').on(table.tenantId, table.since, table.itemId),
  ],
);

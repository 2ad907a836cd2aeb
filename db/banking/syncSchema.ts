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
  uuid,
  varchar,
} from 'drizzle-orm/pg-core';
import type { BankAccountFacts, BankBalance, FeedPage, RefusedLine } from '../../domain/banking/feed.ts';
import { createdAt, id, instant, tenantId } from '../columns.ts';
import { bankConnections } from './schema.ts';

/** A page as it waits for the last one of its reading. */
export interface StagedPage extends Pick<FeedPage, 'lines' | 'removed' | 'refused'> {
  /** Of Plaid, which says them with every page. */
  accounts: { facts: BankAccountFacts; balances: BankBalance[] }[];
}

/**
 * Pages of a reading that is under way, each written with where the next one begins. They become lines when the last one is
 * there, and vanish when the data change meanwhile: the mark of the connection never stands after what is not stored.
 */
export const bankPages = pgTable(
  'bank_pages',
  {
    tenantId: tenantId(),
    connectionId: uuid('connection_id').notNull(),
    /** The provider's id of the account that is read; empty where all of them come together. */
    stream: varchar('stream', { length: 300 }).notNull(),
    position: integer('position').notNull(),
    page: jsonb('page').$type<StagedPage>().notNull(),
    /** Where the next page begins, or the next reading; null where there is no such mark. */
    next: text('next'),
    isLast: boolean('is_last').notNull(),
    /** Days that are read, both included; null where changes are read. */
    windowFrom: date('window_from'),
    windowTo: date('window_to'),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.connectionId, table.stream, table.position] }),
    foreignKey({
      columns: [table.tenantId, table.connectionId],
      foreignColumns: [bankConnections.tenantId, bankConnections.id],
    }),
  ],
);

/** Calls of an account for a kind of data, each written before it is made, and what the provider said of its limits. */
export const bankCalls = pgTable(
  'bank_calls',
  {
    id: id(),
    tenantId: tenantId(),
    connectionId: uuid('connection_id').notNull(),
    /** The provider's id of the account. */
    externalId: varchar('external_id', { length: 300 }).notNull(),
    scope: text('scope', { enum: ['transactions', 'balances', 'details'] }).notNull(),
    /** call: one of so many within the time; refusal: none is taken before. */
    kind: text('kind', { enum: ['call', 'refusal'] }).notNull(),
    countsUntil: instant('counts_until').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    unique('bank_calls_tenant_id_key').on(table.tenantId, table.id),
    index('bank_calls_counted').on(
      table.tenantId,
      table.connectionId,
      table.externalId,
      table.scope,
      table.countsUntil,
    ),
    foreignKey({
      columns: [table.tenantId, table.connectionId],
      foreignColumns: [bankConnections.tenantId, bankConnections.id],
    }),
  ],
);

/** Lines that break a rule: named, and left out. */
export const bankSetAside = pgTable(
  'bank_set_aside',
  {
    tenantId: tenantId(),
    connectionId: uuid('connection_id').notNull(),
    accountExternalId: varchar('account_external_id', { length: 300 }).notNull(),
    /** The provider's id of the line; empty where it has none. */
    externalId: varchar('external_id', { length: 300 }).notNull(),
    reason: text('reason').$type<RefusedLine['reason']>().notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({
      columns: [table.tenantId, table.connectionId, table.accountExternalId, table.externalId, table.reason],
    }),
    foreignKey({
      columns: [table.tenantId, table.connectionId],
      foreignColumns: [bankConnections.tenantId, bankConnections.id],
    }),
  ],
);

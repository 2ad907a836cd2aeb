import { date, numeric, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt, tenantId } from '../columns.ts';

/** What a tenant says one unit of a currency is in its base currency, from a day on. It orders the inbox and moves no money. */
export const currencyRates = pgTable(
  'currency_rates',
  {
    tenantId: tenantId(),
    /** The base it is against; after a change of the base the rates of the earlier one rest. */
    base: text('base').notNull(),
    currency: text('currency').notNull(),
    validFrom: date('valid_from', { mode: 'string' }).notNull(),
    /** Exact decimal. */
    rate: numeric('rate').notNull(),
    /** Who set it. */
    actor: text('actor').notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.base, table.currency, table.validFrom] })],
);

import { bigint, timestamp, uuid } from 'drizzle-orm/pg-core';

/** Primary key: a random UUID made by the database. */
export const id = () => uuid('id').primaryKey().defaultRandom();

/** Owner of the row. Every table with this column is protected by `protect_tenant_table()` in a migration. */
export const tenantId = () => uuid('tenant_id').notNull();

/** An instant in UTC; the database keeps microseconds, JSON shows ISO 8601 with Z. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
export const createdAt = () => instant('created_at').notNull().defaultNow();

/** Integer minor units of an ISO 4217 currency; a safe integer in TypeScript. */
export const amountMinor = (name: string) => bigint(name, { mode: 'number' });

/** Money for model calls, in nano-dollars (1e-9 USD), so that cents of a cent stay integers. */
export const nanoDollars = (name: string) => bigint(name, { mode: 'number' });

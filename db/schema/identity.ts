import { boolean, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { amountMinor, createdAt, id, instant, nanoDollars, tenantId } from './columns.ts';

/** Organisations whose data is isolated from each other. Read by the platform door only. */
export const tenants = pgTable('tenants', {
  id: id(),
  slug: text('slug').notNull().unique(),
  name: text('name').notNull(),
  createdAt: createdAt(),
});

/** Bounds and switches of one tenant; an empty amount means "no further bound". Amounts are per currency minor units. */
export const tenantSettings = pgTable('tenant_settings', {
  tenantId: tenantId()
    .primaryKey()
    .references(() => tenants.id),
  policyCapMinor: amountMinor('policy_cap_minor'),
  reviewerLimitMinor: amountMinor('reviewer_limit_minor'),
  llmDailyBudgetNano: nanoDollars('llm_daily_budget_nano').notNull(),
  /** Shorter or longer review deadline than REVIEW_EXPIRE_SECONDS, in seconds. */
  reviewExpireSeconds: integer('review_expire_seconds'),
  operatorSignalAllowed: boolean('operator_signal_allowed').notNull().default(false),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});

export const users = pgTable(
  'users',
  {
    id: id(),
    tenantId: tenantId().references(() => tenants.id),
    email: text('email').notNull(),
    displayName: text('display_name').notNull(),
    passwordHash: text('password_hash').notNull(),
    roles: text('roles').array().notNull(),
    reviewLimitMinor: amountMinor('review_limit_minor'),
    notifyOnReview: boolean('notify_on_review').notNull().default(false),
    disabledAt: instant('disabled_at'),
    createdAt: createdAt(),
  },
  (table) => [unique('users_tenant_id_key').on(table.tenantId, table.id), unique('users_email_key').on(table.email)],
);

/** Rows of this table stop outward money calls: tenant_id null stops all tenants. */
export const moneyStops = pgTable('money_stops', {
  id: id(),
  tenantId: uuid('tenant_id').references(() => tenants.id),
  reason: text('reason').notNull(),
  startedBy: text('started_by').notNull(),
  startedAt: instant('started_at').notNull().defaultNow(),
  endedBy: text('ended_by'),
  endedAt: instant('ended_at'),
});

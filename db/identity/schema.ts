import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  doublePrecision,
  foreignKey,
  index,
  integer,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { mergeNamed } from '../../domain/merge.ts';
import * as AREAS from '../areas.ts';
import { amountMinor, createdAt, id, instant, tenantId } from '../columns.ts';

/** Organisations whose data is isolated from each other. Read by the platform login only. */
export const tenants = pgTable('tenants', {
  id: id(),
  slug: text('slug').notNull().unique(),
  name: text('name').notNull(),
  status: text('status', { enum: ['active', 'suspended'] })
    .notNull()
    .default('active'),
  version: integer('version').notNull().default(1),
  createdAt: createdAt(),
});

/** Bounds and switches of one tenant; an empty amount means "no further bound". Amounts are per currency minor units. */
export const tenantSettings = pgTable('tenant_settings', {
  tenantId: tenantId()
    .primaryKey()
    .references(() => tenants.id),
  ...mergeNamed(AREAS, 'settingColumns'),
  version: integer('version').notNull().default(1),
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
    /**
     * `unproved`: somebody signed up and has not shown that the address is theirs. Such an account holds no role but `user`
     * and does not take the address. `invited`: the mail with the first password is on its way. `proved`: it was answered.
     */
    address: text('address', { enum: ['unproved', 'invited', 'proved'] })
      .notNull()
      .default('proved'),
    roles: text('roles').array().notNull(),
    reviewLimitMinor: amountMinor('review_limit_minor'),
    notifyOnReview: boolean('notify_on_review').notNull().default(false),
    /** TOTP secret, encrypted; it counts once confirmed. */
    secondFactorSecret: text('second_factor_secret'),
    secondFactorConfirmedAt: instant('second_factor_confirmed_at'),
    /** Last accepted 30-second step, so that a code works once. */
    secondFactorStep: bigint('second_factor_step', { mode: 'number' }),
    /** Profile of onboarding: ISO 3166-2 state and date of birth (encrypted). */
    state: text('state'),
    dateOfBirth: text('date_of_birth'),
    onboardedAt: instant('onboarded_at'),
    passwordChangedAt: instant('password_changed_at').notNull().defaultNow(),
    disabledAt: instant('disabled_at'),
    version: integer('version').notNull().default(1),
    createdAt: createdAt(),
  },
  (table) => [
    unique('users_tenant_id_key').on(table.tenantId, table.id),
    // One holder of an address over all tenants, and beside it one sign-up at most that nobody has proved.
    uniqueIndex('users_email_key').on(table.email).where(sql`address <> 'unproved'`),
    uniqueIndex('users_unproved_email_key').on(table.email).where(sql`address = 'unproved'`),
  ],
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

/** One login on one device: the family of its refresh tokens, of which only the newest is good. */
export const userSessions = pgTable(
  'user_sessions',
  {
    id: id(),
    tenantId: tenantId(),
    userId: uuid('user_id').notNull(),
    /** SHA-256 of the newest refresh token's id. */
    currentTokenHash: text('current_token_hash').notNull(),
    userAgent: text('user_agent'),
    createdAt: createdAt(),
    lastUsedAt: instant('last_used_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
    revokedAt: instant('revoked_at'),
    revokedReason: text('revoked_reason', {
      enum: ['logout', 'reuse', 'password', 'admin', 'user'],
    }),
  },
  (table) => [
    foreignKey({ columns: [table.tenantId, table.userId], foreignColumns: [users.tenantId, users.id] }),
    index('user_sessions_user').on(table.tenantId, table.userId, table.createdAt),
  ],
);

/** Access tokens that end before their time: one token, a session's, or all issued to a user or tenant until then. */
export const tokenRevocations = pgTable(
  'token_revocations',
  {
    id: id(),
    tenantId: tenantId(),
    kind: text('kind', { enum: ['token', 'session', 'user', 'tenant'] }).notNull(),
    subject: uuid('subject').notNull(),
    /** Tokens issued up to this instant are dead. */
    revokedAt: instant('revoked_at').notNull(),
    /** After this none of them would be valid anyway. */
    expiresAt: instant('expires_at').notNull(),
    createdAt: createdAt(),
  },
  (table) => [index('token_revocations_created').on(table.createdAt)],
);

/** Keys of services. Only a hash is kept; the prefix names the key in lists. */
export const apiKeys = pgTable(
  'api_keys',
  {
    id: id(),
    tenantId: tenantId(),
    name: text('name').notNull(),
    prefix: text('prefix').notNull(),
    keyHash: text('key_hash').notNull(),
    scopes: text('scopes').array().notNull(),
    createdBy: uuid('created_by').notNull(),
    /** The change that a second person has still to approve; until then the key opens nothing. */
    waitsFor: uuid('waits_for'),
    createdAt: createdAt(),
    lastUsedAt: instant('last_used_at'),
    expiresAt: instant('expires_at'),
    revokedAt: instant('revoked_at'),
  },
  (table) => [
    unique('api_keys_prefix_key').on(table.prefix),
    unique('api_keys_tenant_id_key').on(table.tenantId, table.id),
    foreignKey({ columns: [table.tenantId, table.createdBy], foreignColumns: [users.tenantId, users.id] }),
  ],
);

/** Single-use tokens that a mail carries: for a password, or to prove an address. Only the token's hash is kept; the newest one counts. */
export const passwordResets = pgTable(
  'password_resets',
  {
    id: id(),
    tenantId: tenantId(),
    userId: uuid('user_id').notNull(),
    purpose: text('purpose', { enum: ['password', 'address'] })
      .notNull()
      .default('password'),
    tokenHash: text('token_hash').notNull().unique(),
    createdAt: createdAt(),
    expiresAt: instant('expires_at').notNull(),
    /** When it was used, or stopped counting because a newer one was asked for. */
    usedAt: instant('used_at'),
  },
  (table) => [foreignKey({ columns: [table.tenantId, table.userId], foreignColumns: [users.tenantId, users.id] })],
);

/** Consent flows under way. The row is deleted by the first callback, so a state works once. */
export const oauthStates = pgTable(
  'oauth_states',
  {
    id: id(),
    tenantId: tenantId(),
    userId: uuid('user_id').notNull(),
    sessionId: uuid('session_id').notNull(),
    provider: text('provider').notNull(),
    createdAt: createdAt(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [foreignKey({ columns: [table.tenantId, table.userId], foreignColumns: [users.tenantId, users.id] })],
);

/** Token buckets shared by all API processes. Belongs to nobody's tenant; only the platform login reaches it. */
export const rateLimits = pgTable('rate_limits', {
  bucket: text('bucket').primaryKey(),
  tokens: doublePrecision('tokens').notNull(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});

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
  varchar,
} from 'drizzle-orm/pg-core';
import { CONSENT_RESULTS } from '../../domain/mailbox/consent.ts';
import { MAILBOX_STATUSES, MESSAGE_STATES } from '../../domain/mailbox/states.ts';
import { createdAt, id, instant, tenantId } from '../columns.ts';
import { users } from '../identity/schema.ts';

/** A Gmail mailbox somebody has connected, for one purpose. Tokens are encrypted; the cursor says how far it was read. */
export const mailboxes = pgTable(
  'gmail_connections',
  {
    id: id(),
    tenantId: tenantId(),
    userId: uuid('user_id').notNull(),
    purpose: text('purpose', { enum: ['payment_inbox', 'evidence', 'summaries'] }).notNull(),
    status: text('status', { enum: MAILBOX_STATUSES }).notNull().default('pending'),
    /** Address of the mailbox, encrypted. */
    address: text('address'),
    /** Its other addresses as a JSON list, encrypted; read again with its mail. */
    aliases: text('aliases'),
    /** Encrypted. */
    refreshToken: text('refresh_token'),
    /** Encrypted. */
    accessToken: text('access_token'),
    accessExpiresAt: instant('access_expires_at'),
    /** Of a consent under way, encrypted: the verifier (PKCE), then the single-use code until it is exchanged. */
    codeVerifier: text('code_verifier'),
    authCode: text('auth_code'),
    /** Of a payment inbox: a second person has approved that the mail of this account confirms payments; else it is not read. */
    approved: boolean('approved').notNull().default(false),
    /** How the last consent went; what was connected before stays until one has ended well. */
    consent: text('consent', { enum: CONSENT_RESULTS }),
    /** Whoever consents has said that another account may take the place of this one. */
    mayReplace: boolean('may_replace').notNull().default(false),
    scopes: text('scopes').array().notNull().default([]),
    /** True when it is a mailbox of the sandbox. */
    mock: boolean('mock').notNull().default(false),
    /** Everything up to this history id is in `gmail_messages`; uint64 as text. Null = never read in full. */
    historyId: text('history_id'),
    /** While a full read is under way: the history id pinned before its first page, and where the next page begins. */
    pinnedHistoryId: text('pinned_history_id'),
    fullSyncPage: text('full_sync_page'),
    /** Failed checks in a row; reading is put off until `paused_until` after three. */
    failures: integer('failures').notNull().default(0),
    pausedUntil: instant('paused_until'),
    lastCode: text('last_code'),
    /** Begin of the last check that went well: all mail that had arrived by then has been seen. */
    checkedAt: instant('checked_at'),
    /** Somebody reads it until then; whoever else wants it read waits for that. */
    checkingUntil: instant('checking_until'),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [
    unique('gmail_connections_tenant_id_key').on(table.tenantId, table.id),
    unique('gmail_connections_purpose_key').on(table.tenantId, table.userId, table.purpose),
    foreignKey({ columns: [table.tenantId, table.userId], foreignColumns: [users.tenantId, users.id] }),
  ],
);

interface MailMetadata {
  threadId: string;
  labels: string[];
  /** Domain of the sender, lower case. */
  fromDomain: string | null;
  /** It says how to unsubscribe: a list or a shop, no person. */
  bulk: boolean;
  sizeBytes: number;
  /** From a mailbox of the sandbox. */
  mock: boolean;
}

/** Every message id that was seen in a mailbox, and what became of it: the row is what prevents a second processing. */
export const gmailMessages = pgTable(
  'gmail_messages',
  {
    tenantId: tenantId(),
    mailboxId: uuid('mailbox_id').notNull(),
    messageId: varchar('message_id', { length: 100 }).notNull(),
    state: text('state', { enum: MESSAGE_STATES }).notNull().default('listed'),
    /** Why it is ignored, set aside or no payment (outgoing, failed, requested, nothing): a stable code. */
    reason: text('reason'),
    /** Readings in which it failed although others did not; then it is set aside. */
    attempts: integer('attempts').notNull().default(0),
    /** Still to be marked as read in the mailbox. */
    markRead: boolean('mark_read').notNull().default(false),
    receivedAt: instant('received_at'),
    /** Of mail kept as evidence: what it is, never what it says. */
    metadata: jsonb('metadata').$type<MailMetadata>(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.mailboxId, table.messageId] }),
    foreignKey({ columns: [table.tenantId, table.mailboxId], foreignColumns: [mailboxes.tenantId, mailboxes.id] }),
    index('gmail_messages_state').on(table.tenantId, table.mailboxId, table.state),
  ],
);

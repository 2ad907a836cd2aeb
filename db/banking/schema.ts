import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
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
  varchar,
} from 'drizzle-orm/pg-core';
import { BANK_PROVIDERS, LINE_SOURCES, MATCH_STATES, STATEMENT_FORMATS } from '../../domain/banking/line.ts';
import { CONNECTION_STATUSES } from '../../domain/connections/states.ts';
import { CONSENT_RESULTS } from '../../domain/mailbox/consent.ts';
import { amountMinor, createdAt, id, instant, tenantId } from '../columns.ts';
import { users } from '../identity/schema.ts';

/** A bank that somebody has connected through a provider. Tokens are encrypted; the cursor says how far it was read. */
export const bankConnections = pgTable(
  'bank_connections',
  {
    id: id(),
    tenantId: tenantId(),
    /** Who connected it; null = the operator at the machine. */
    userId: uuid('user_id'),
    provider: text('provider', { enum: BANK_PROVIDERS }).notNull(),
    institutionId: varchar('institution_id', { length: 200 }),
    institutionName: varchar('institution_name', { length: 200 }),
    status: text('status', { enum: CONNECTION_STATUSES }).notNull().default('pending'),
    /** The provider's id of the grant: item, requisition or session. */
    externalId: varchar('external_id', { length: 300 }),
    /** Encrypted. */
    accessToken: text('access_token'),
    /** Encrypted. */
    refreshToken: text('refresh_token'),
    consentEndsAt: instant('consent_ends_at'),
    /** A person was told that this consent ends soon. */
    consentWarnedAt: instant('consent_warned_at'),
    /** How the last consent went; what was connected before stays until one has ended well. */
    consent: text('consent', { enum: CONSENT_RESULTS }),
    /** Of a consent under way, encrypted: the provider's id of it, then the single-use code until it is exchanged. */
    begun: text('begun'),
    authCode: text('auth_code'),
    /** Days of history that the bank gives. */
    historyDays: integer('history_days'),
    cursor: text('cursor'),
    lastCode: text('last_code'),
    checkedAt: instant('checked_at'),
    failures: integer('failures').notNull().default(0),
    pausedUntil: instant('paused_until'),
    /** True when it is a bank of the sandbox. */
    mock: boolean('mock').notNull().default(false),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [
    unique('bank_connections_tenant_id_key').on(table.tenantId, table.id),
    uniqueIndex('bank_connections_external')
      .on(table.tenantId, table.provider, table.externalId)
      .where(sql`external_id is not null`),
    foreignKey({ columns: [table.tenantId, table.userId], foreignColumns: [users.tenantId, users.id] }),
  ],
);

/** The key under which account numbers of a tenant are hashed, so that equal numbers are found without being read. */
export const bankNumberKeys = pgTable(
  'bank_number_keys',
  {
    tenantId: tenantId(),
    id: uuid('id').notNull().defaultRandom(),
    /** 32 bytes as base64url, encrypted. */
    secret: text('secret').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId] })],
);

/** An account at a bank. The same account keeps its row, whoever tells of it: a provider, another one, or a file. */
export const bankAccounts = pgTable(
  'bank_accounts',
  {
    id: id(),
    tenantId: tenantId(),
    /** How the account is known again (books/banking/ensureAccount.ts). */
    identityKey: text('identity_key').notNull(),
    /** As people call it. */
    name: varchar('name', { length: 120 }).notNull(),
    institutionName: varchar('institution_name', { length: 200 }),
    /** checking, savings, card …, as the bank says. */
    type: varchar('type', { length: 60 }),
    currency: text('currency').notNull(),
    /** IBAN or account number, encrypted. */
    number: text('number'),
    /** Last four characters of the number. */
    lastFour: varchar('last_four', { length: 4 }),
    /** Encrypted. */
    holder: text('holder'),
    /** What the bank last said is on it, and of which day. */
    balanceMinor: amountMinor('balance_minor'),
    balanceOn: date('balance_on'),
    openingMinor: amountMinor('opening_minor'), // before the lines of `opening_on`; fixed once (books/banking/keepOpenings.ts)
    openingOn: date('opening_on'),
    mock: boolean('mock').notNull().default(false),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [
    unique('bank_accounts_tenant_id_key').on(table.tenantId, table.id),
    unique('bank_accounts_identity_key').on(table.tenantId, table.identityKey),
  ],
);

/** Which connection tells of which account, and how the provider calls it there. */
export const bankAccountLinks = pgTable(
  'bank_account_links',
  {
    tenantId: tenantId(),
    connectionId: uuid('connection_id').notNull(),
    accountId: uuid('account_id').notNull(),
    externalId: varchar('external_id', { length: 300 }).notNull(),
    /** First and last day that was read in full. */
    coveredFrom: date('covered_from'),
    coveredTo: date('covered_to'),
    createdAt: createdAt(),
    endedAt: instant('ended_at'),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.connectionId, table.externalId] }),
    foreignKey({
      columns: [table.tenantId, table.connectionId],
      foreignColumns: [bankConnections.tenantId, bankConnections.id],
    }),
    foreignKey({
      columns: [table.tenantId, table.accountId],
      foreignColumns: [bankAccounts.tenantId, bankAccounts.id],
    }),
    index('bank_account_links_account').on(table.tenantId, table.accountId),
  ],
);

/** A line of an account. Written by books/banking/takeLines.ts alone, whatever it came from. */
export const bankTransactions = pgTable(
  'bank_transactions',
  {
    id: id(),
    tenantId: tenantId(),
    accountId: uuid('account_id').notNull(),
    /** Whose words it shows: the first in the order of LINE_SOURCES that told of it. */
    source: text('source', { enum: LINE_SOURCES }).notNull(),
    status: text('status', { enum: ['pending', 'posted'] }).notNull(),
    bookedOn: date('booked_on').notNull(),
    valueOn: date('value_on'),
    /** Signed: in > 0, out < 0. */
    amountMinor: amountMinor('amount_minor').notNull(),
    currency: text('currency').notNull(),
    counterparty: text('counterparty'),
    reference: text('reference'),
    /** The reference in capitals, without blanks and punctuation, to compare. */
    referenceKey: text('reference_key').generatedAlwaysAs(
      sql`upper(regexp_replace(reference, '[^[:alnum:]]', '', 'g'))`,
    ),
    description: text('description'),
    endToEndId: text('end_to_end_id'),
    bankReference: text('bank_reference'),
    matchState: text('match_state', { enum: MATCH_STATES }).notNull().default('new'),
    /** A stable code, or what somebody wrote. */
    matchReason: text('match_reason'),
    matchSince: instant('match_since').notNull().defaultNow(),
    note: varchar('note', { length: 2000 }),
    /** Who imported statements that brought or changed it: they approve no match that rests on it. */
    importedBy: text('imported_by').array().notNull().default([]),
    /** The bank has taken it back. The row stays. */
    removedAt: instant('removed_at'),
    mock: boolean('mock').notNull().default(false),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [
    unique('bank_transactions_tenant_id_key').on(table.tenantId, table.id),
    foreignKey({
      columns: [table.tenantId, table.accountId],
      foreignColumns: [bankAccounts.tenantId, bankAccounts.id],
    }),
    index('bank_transactions_newest').on(table.tenantId, table.bookedOn, table.id),
    index('bank_transactions_account').on(table.tenantId, table.accountId, table.bookedOn, table.id),
    index('bank_transactions_open')
      .on(table.tenantId, table.currency, table.amountMinor)
      .where(sql`match_state in ('new', 'proposed', 'unmatched') and removed_at is null`),
    check('bank_transactions_reason', sql`match_state <> 'ignored' or match_reason is not null`),
  ],
);

/**
 * What each source says of a line, and how it knows it: by its id, or by what it says and which of several equal lines it is. A line
 * shows words of these, and which of them are of one line is solved again whenever more is told.
 */
export const bankTransactionIds = pgTable(
  'bank_transaction_ids',
  {
    tenantId: tenantId(),
    accountId: uuid('account_id').notNull(),
    source: text('source', { enum: LINE_SOURCES }).notNull(),
    /** Where the id holds: the provider's grant; empty for files. */
    scope: varchar('scope', { length: 300 }).notNull(),
    externalKey: varchar('external_key', { length: 400 }).notNull(),
    transactionId: uuid('transaction_id').notNull(),
    /** Digest of all that this source says of the line. */
    fingerprint: text('fingerprint').notNull(),
    /** The day by this source. */
    bookedOn: date('booked_on').notNull(),
    status: text('status', { enum: ['pending', 'posted'] }).notNull(),
    valueOn: date('value_on'),
    /** Signed: in > 0, out < 0. */
    amountMinor: amountMinor('amount_minor').notNull(),
    counterparty: text('counterparty'),
    reference: text('reference'),
    description: text('description'),
    endToEndId: text('end_to_end_id'),
    bankReference: text('bank_reference'),
    /** When this source last said something new of it. */
    toldAt: instant('told_at').notNull().defaultNow(),
    /** It came with all lines of its day, so an equal amount of that day from elsewhere is one of them. */
    wholeDay: boolean('whole_day').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.accountId, table.source, table.scope, table.externalKey] }),
    foreignKey({
      columns: [table.tenantId, table.transactionId],
      foreignColumns: [bankTransactions.tenantId, bankTransactions.id],
    }),
    index('bank_transaction_ids_transaction').on(table.tenantId, table.transactionId),
  ],
);

/** Which column of a CSV says what; made once for each bank and found again by the head of its files. */
export const statementMappings = pgTable(
  'statement_mappings',
  {
    id: id(),
    tenantId: tenantId(),
    name: varchar('name', { length: 120 }).notNull(),
    /** Digest of the head row and its number of columns: the next file of the same bank finds its mapping. */
    headKey: text('head_key'),
    mapping: jsonb('mapping').notNull(),
    createdBy: varchar('created_by', { length: 100 }).notNull(),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [
    unique('statement_mappings_tenant_id_key').on(table.tenantId, table.id),
    unique('statement_mappings_name_key').on(table.tenantId, table.name),
  ],
);

/** A statement that was imported: one row for each account in a file, and what came of it. The file itself is not kept. */
export const statementFiles = pgTable(
  'statement_files',
  {
    id: id(),
    tenantId: tenantId(),
    accountId: uuid('account_id').notNull(),
    mappingId: uuid('mapping_id'),
    fileName: varchar('file_name', { length: 200 }).notNull(),
    format: text('format', { enum: STATEMENT_FORMATS }).notNull(),
    /** SHA-256 of its bytes. */
    fileHash: text('file_hash').notNull(),
    /** Which statement of the file it is, from 0. */
    part: integer('part').notNull(),
    firstDay: date('first_day'),
    lastDay: date('last_day'),
    currency: text('currency').notNull(),
    openingMinor: amountMinor('opening_minor'),
    closingMinor: amountMinor('closing_minor'),
    /** Closing minus opening minus lines; 0 = they add up; null where the file lacks a balance. */
    differenceMinor: amountMinor('difference_minor'),
    lines: integer('lines').notNull(),
    added: integer('added').notNull(),
    changed: integer('changed').notNull(),
    importedBy: varchar('imported_by', { length: 100 }).notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    unique('statement_files_tenant_id_key').on(table.tenantId, table.id),
    unique('statement_files_once').on(table.tenantId, table.accountId, table.fileHash, table.part),
    foreignKey({
      columns: [table.tenantId, table.accountId],
      foreignColumns: [bankAccounts.tenantId, bankAccounts.id],
    }),
    foreignKey({
      columns: [table.tenantId, table.mappingId],
      foreignColumns: [statementMappings.tenantId, statementMappings.id],
    }),
    index('statement_files_newest').on(table.tenantId, table.createdAt, table.id),
  ],
);

import { getTableColumns, sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core';
import { BOOKING_STATUSES, PAYMENT_REASONS, PAYMENT_STATUSES, SHIFTS } from '../../domain/bookings/states.ts';
import { amountMinor, createdAt, id, instant, tenantId } from '../columns.ts';
import { users } from '../identity/schema.ts';
import { mailboxes } from '../mailbox/schema.ts';

export const bookingStatus = pgEnum('booking_status', BOOKING_STATUSES);
export const shiftType = pgEnum('shift_type', SHIFTS);
export const paymentSource = pgEnum('payment_source', ['gmail', 'screenshot', 'manual']);
export const paymentStatus = pgEnum('payment_status', PAYMENT_STATUSES);
export const verificationMethod = pgEnum('verification_method', ['auto_gmail', 'auto_screenshot', 'manual_admin']);

/** A hut or farm that is let by shifts; what a shift costs is in minor units of `currency`. */
export const properties = pgTable(
  'properties',
  {
    id: id(),
    tenantId: tenantId(),
    name: text('name').notNull(),
    type: text('type', { enum: ['hut', 'farm'] }).notNull(),
    address: text('address').notNull(),
    contact: text('contact').notNull(),
    /** IANA time zone; null = that of the tenant. Its today decides what is in the past. */
    timeZone: text('time_zone'),
    currency: text('currency').notNull(),
    dayMinor: amountMinor('day_minor').notNull(),
    nightMinor: amountMinor('night_minor').notNull(),
    fullDayMinor: amountMinor('full_day_minor').notNull(),
    fullNightMinor: amountMinor('full_night_minor').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    unique('properties_tenant_id_key').on(table.tenantId, table.id),
    unique('properties_name_key').on(table.tenantId, table.name),
  ],
);

/** Number of the last booking of a day, so that ids read BK-YYYYMMDD-NNN. */
export const bookingNumbers = pgTable(
  'booking_numbers',
  {
    tenantId: tenantId(),
    day: date('day').notNull(),
    last: integer('last').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.day] })],
);

export const bookings = pgTable(
  'bookings',
  {
    tenantId: tenantId(),
    bookingId: text('booking_id').notNull(),
    /** Names the row where something must point at it by UUID: encrypted columns and the key rotation. */
    id: uuid('id').notNull().defaultRandom(),
    /** Whose booking it is; null = taken by the office for somebody without a login. */
    userId: uuid('user_id'),
    propertyId: uuid('property_id').notNull(),
    customerName: varchar('customer_name', { length: 100 }).notNull(),
    /** Encrypted. */
    customerPhone: text('customer_phone'),
    /** National identity number, encrypted. */
    customerCnic: text('customer_cnic'),
    bookingDate: date('booking_date').notNull(),
    shift: shiftType('shift_type').notNull(),
    totalMinor: amountMinor('total_minor').notNull(),
    currency: text('currency').notNull(),
    status: bookingStatus('status').notNull().default('Pending'),
    /** Begin of the window that runs: creation, or the last rejection. */
    pendingSince: instant('pending_since').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
    cancelRequestedAt: instant('cancel_requested_at'),
    /** The payment that paid it; set by its confirmation only. */
    paymentId: uuid('payment_id'),
    paymentVerifiedAt: instant('payment_verified_at'),
    verificationMethod: verificationMethod('verification_method'),
    expirationNotifiedAt: instant('expiration_notified_at'),
    rejectionReason: text('rejection_reason'),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.bookingId] }),
    unique('bookings_tenant_id_key').on(table.tenantId, table.id),
    foreignKey({ columns: [table.tenantId, table.propertyId], foreignColumns: [properties.tenantId, properties.id] }),
    foreignKey({ columns: [table.tenantId, table.userId], foreignColumns: [users.tenantId, users.id] }),
    index('bookings_status_created').on(table.tenantId, table.status, table.createdAt),
    index('bookings_user').on(table.tenantId, table.userId).where(sql`user_id is not null`),
    index('bookings_due').on(table.expiresAt).where(sql`status = 'Pending'`),
    index('bookings_open_amount')
      .on(table.tenantId, table.currency, table.totalMinor)
      .where(sql`status in ('Pending', 'Waiting')`),
  ],
);

/** Halves of a day that live bookings hold: the primary key is what forbids a double booking. */
export const bookingSlots = pgTable(
  'booking_slots',
  {
    tenantId: tenantId(),
    propertyId: uuid('property_id').notNull(),
    bookingDate: date('booking_date').notNull(),
    half: text('half', { enum: ['day', 'night'] }).notNull(),
    bookingId: text('booking_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.propertyId, table.bookingDate, table.half] }),
    foreignKey({
      columns: [table.tenantId, table.bookingId],
      foreignColumns: [bookings.tenantId, bookings.bookingId],
    }),
    index('booking_slots_booking').on(table.tenantId, table.bookingId),
  ],
);

/** Money claimed or seen for a booking. It never vanishes: without a booking it is `unmatched`, with the reason. */
export const payments = pgTable(
  'payments',
  {
    id: uuid('payment_id').primaryKey().defaultRandom(),
    tenantId: tenantId(),
    bookingId: text('booking_id'),
    source: paymentSource('source').notNull(),
    transactionId: varchar('transaction_id', { length: 100 }),
    /** The id without case and punctuation, to compare. */
    transactionKey: text('transaction_key').generatedAlwaysAs(
      sql`upper(regexp_replace(transaction_id, '[^A-Za-z0-9]', '', 'g'))`,
    ),
    /** The key while it is what tells this transfer from others: unique among payments that hold a booking. */
    transferKey: text('transfer_key'),
    /** 0 only where no amount could be read. */
    amountMinor: amountMinor('amount_minor').notNull(),
    currency: text('currency').notNull(),
    senderName: varchar('sender_name', { length: 100 }),
    /** Encrypted. */
    senderPhone: text('sender_phone'),
    mailboxId: uuid('mailbox_id'),
    /** Gmail message id: one mail is one payment. */
    emailId: varchar('email_id', { length: 100 }),
    emailSubject: text('email_subject'),
    /** Raw message, encrypted; emptied by retention. */
    emailBody: text('email_body'),
    /** What proved the mail, and where its fields stand; no personal data. */
    evidence: jsonb('evidence'),
    /** Who said that it was paid (`user:…`, `key:…`); null for what a mail says. */
    claimedBy: text('claimed_by'),
    screenshotUrl: text('screenshot_url'),
    screenshotData: jsonb('screenshot_data'),
    status: paymentStatus('status').notNull().default('pending'),
    /** Why it is unmatched, or rejected. */
    reason: text('reason', { enum: PAYMENT_REASONS }),
    /** The decision request whose reason accepts this payment although it does not agree with its booking. */
    acceptedRequestId: uuid('accepted_request_id'),
    /** Confirm without asking a person: decided when it was matched, by mode and score, or by whoever linked it. */
    autoConfirm: boolean('auto_confirm').notNull().default(false),
    matchConfidence: numeric('match_confidence', { precision: 5, scale: 2, mode: 'number' }),
    /** Waterfall of the match and the runner-up, with the version of the rules. */
    match: jsonb('match'),
    /** When the customer paid: the mail's date, or when the claim came in. */
    paidAt: instant('paid_at').notNull().defaultNow(),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    /** When the matcher had its verdict. */
    matchedAt: instant('matched_at'),
    verifiedAt: instant('verified_at'),
    /** User id, or `system:auto_gmail`. */
    verifiedBy: varchar('verified_by', { length: 100 }),
  },
  (table) => [
    unique('payments_tenant_id_key').on(table.tenantId, table.id),
    unique('payments_email_once').on(table.tenantId, table.mailboxId, table.emailId),
    foreignKey({
      columns: [table.tenantId, table.bookingId],
      foreignColumns: [bookings.tenantId, bookings.bookingId],
    }),
    foreignKey({ columns: [table.tenantId, table.mailboxId], foreignColumns: [mailboxes.tenantId, mailboxes.id] }),
    check('payments_confidence', sql`match_confidence between 0 and 100`),
    check('payments_amount', sql`amount_minor > 0 or reason is not distinct from 'unreadable'`),
    check('payments_came_in', sql`not (evidence -> 'mail' -> 'labels' ?| array['DRAFT', 'SENT', 'SPAM', 'TRASH'])`),
    index('payments_transaction').on(table.tenantId, table.transactionId),
    index('payments_transaction_key').on(table.tenantId, table.transactionKey),
    uniqueIndex('payments_one_transfer')
      .on(table.tenantId, table.transferKey)
      .where(sql`status in ('matched', 'verified')`),
    index('payments_amount_moment').on(table.tenantId, table.amountMinor, table.paidAt),
    index('payments_status').on(table.tenantId, table.status, table.createdAt),
    index('payments_booking').on(table.tenantId, table.bookingId),
    // Two payments that pay one booking at the same instant: the database lets one through.
    uniqueIndex('payments_one_verified').on(table.tenantId, table.bookingId).where(sql`status = 'verified'`),
  ],
);

/**
 * A payment without its raw mail, which is up to 270 kB: what every read of payments selects. Whoever needs the mail reads
 * that one column.
 */
const { emailBody: _mail, ...withoutMail } = getTableColumns(payments);
export const paymentColumns = withoutMail;
export type PaymentRow = Omit<typeof payments.$inferSelect, 'emailBody'>;

/** Web chat with a customer; also where a message lands when WhatsApp can't deliver it. */
export const messages = pgTable(
  'messages',
  {
    id: id(),
    tenantId: tenantId(),
    userId: uuid('user_id'),
    bookingId: text('booking_id'),
    direction: text('direction', { enum: ['in', 'out'] }).notNull(),
    body: text('body').notNull(),
    /** The notification it delivers; a repeated delivery finds its own row. */
    notificationId: uuid('notification_id'),
    createdAt: createdAt(),
  },
  (table) => [
    unique('messages_notification_once').on(table.tenantId, table.notificationId),
    foreignKey({ columns: [table.tenantId, table.userId], foreignColumns: [users.tenantId, users.id] }),
    foreignKey({
      columns: [table.tenantId, table.bookingId],
      foreignColumns: [bookings.tenantId, bookings.bookingId],
    }),
    index('messages_newest').on(table.tenantId, table.userId, table.createdAt, table.id),
  ],
);

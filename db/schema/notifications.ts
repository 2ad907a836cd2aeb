import { integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, instant, tenantId } from './columns.ts';

/** Messages to people, row first: a workflow delivers all rows of one batch. */
export const notifications = pgTable(
  'notifications',
  {
    id: id(),
    tenantId: tenantId(),
    batchId: uuid('batch_id').notNull(),
    channel: text('channel', { enum: ['email', 'queue', 'whatsapp', 'web'] }).notNull(),
    /** Where the same message goes when this channel can't deliver it. */
    fallback: text('fallback', { enum: ['web'] }),
    recipient: text('recipient').notNull(),
    template: text('template').notNull(),
    variables: jsonb('variables').notNull(),
    status: text('status', { enum: ['queued', 'sent', 'logged', 'failed', 'undeliverable'] })
      .notNull()
      .default('queued'),
    attempts: integer('attempts').notNull().default(0),
    lastError: text('last_error'),
    /** When the vendor first said that it has the message. */
    noticedAt: instant('noticed_at'),
    /** Not before this; null = as soon as it is its turn. */
    retryAt: instant('retry_at'),
    createdAt: createdAt(),
    sentAt: instant('sent_at'),
  },
  (table) => [
    unique('notifications_once').on(table.tenantId, table.batchId, table.channel, table.recipient, table.template),
  ],
);

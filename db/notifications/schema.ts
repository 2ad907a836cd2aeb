import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { MailTemplate } from '../../domain/notifications/mailTemplates.ts';
import { createdAt, id, instant, tenantId } from '../columns.ts';

/** Messages to people, row first: a workflow delivers all rows of one batch, or of all batches that share it. */
export const notifications = pgTable(
  'notifications',
  {
    id: id(),
    tenantId: tenantId(),
    /** Fixed by the cause: the same cause again finds its rows. */
    batchId: uuid('batch_id').notNull(),
    /** The run that delivers it, where many causes share one; null = the run of its batch. */
    processId: uuid('process_id'),
    /** The run whose doing it tells of; null where no run caused it. */
    causeId: uuid('cause_id'),
    channel: text('channel', { enum: ['email', 'queue', 'whatsapp', 'web'] }).notNull(),
    /** Where the same message goes when this channel can't deliver it. */
    fallback: text('fallback', { enum: ['web'] }),
    recipient: text('recipient').notNull(),
    template: text('template').$type<MailTemplate>().notNull(),
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
    index('notifications_cause').on(table.tenantId, table.causeId).where(sql`cause_id is not null`),
    index('notifications_recipient').on(table.tenantId, table.recipient).where(sql`channel <> 'email'`),
    index('notifications_run').on(table.processId).where(sql`process_id is not null`),
    index('notifications_shared').on(table.processId).where(sql`status = 'queued'`),
  ],
);

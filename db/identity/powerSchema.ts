import { sql } from 'drizzle-orm';
import { index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { POWER_CHANGE_KINDS, type PowerChangeBody } from '../../domain/identity/power.ts';
import { createdAt, id, instant, tenantId } from '../columns.ts';

/**
 * A change that widens somebody's power over money. It holds what will be done, and is done in the transaction in which
 * another person approves it; triggers refuse the same change without that (migration power_protection).
 */
export const powerChanges = pgTable(
  'power_changes',
  {
    id: id(),
    tenantId: tenantId(),
    kind: text('kind', { enum: POWER_CHANGE_KINDS }).notNull(),
    /** What it is about: `config:{key}`, `user:{id}`, `invitation:{address}`, `key:{id}`, `vendor-account:{vendor}`, `mailbox:{id}`, `money-stop:tenant` or `:all`. */
    subject: text('subject').notNull(),
    /** The person whose power grows, where it is one. */
    subjectUserId: uuid('subject_user_id'),
    before: jsonb('before').$type<PowerChangeBody | null>(),
    after: jsonb('after').$type<PowerChangeBody>().notNull(),
    /** The change in one sentence, as it is shown and mailed. */
    summary: text('summary').notNull(),
    /** `user:{id}`, `key:{id}`, or `operator`: somebody at the machine itself. */
    requestedBy: text('requested_by').notNull(),
    /** The person behind it; null for the operator. */
    requestedByUser: uuid('requested_by_user'),
    state: text('state', { enum: ['pending', 'approved', 'refused', 'replaced'] })
      .notNull()
      .default('pending'),
    decidedBy: text('decided_by'),
    decidedByUser: uuid('decided_by_user'),
    decidedAt: instant('decided_at'),
    createdAt: createdAt(),
    /** A pending change that nobody has approved by then can't be approved any more. */
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [
    uniqueIndex('power_changes_one_pending').on(table.tenantId, table.subject).where(sql`state = 'pending'`),
    index('power_changes_created').on(table.tenantId, table.createdAt),
  ],
);

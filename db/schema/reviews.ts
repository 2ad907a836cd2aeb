import { sql } from 'drizzle-orm';
import { boolean, foreignKey, index, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { amountMinor, createdAt, id, instant, tenantId } from './columns.ts';
import { processes } from './operations.ts';

/** Exactly what a reviewer is shown: canonical JSON bytes and their SHA-256. Immutable by trigger. */
export const reviewSnapshots = pgTable(
  'review_snapshots',
  {
    id: id(),
    tenantId: tenantId(),
    canonicalJson: text('canonical_json').notNull(),
    shownHash: text('shown_hash').notNull(),
    payee: text('payee'),
    currency: text('currency'),
    maximumMinor: amountMinor('maximum_minor'),
    createdAt: createdAt(),
  },
  (table) => [unique('review_snapshots_tenant_id_key').on(table.tenantId, table.id)],
);

/** Projection of pending and finished human approvals; the workflow is the judge. */
export const reviewTasks = pgTable(
  'review_tasks',
  {
    id: id(),
    tenantId: tenantId(),
    processId: uuid('process_id').notNull(),
    kind: text('kind', { enum: ['dispute_resolution', 'money_unknown'] }).notNull(),
    /** Which gate of the process: `proposal/1`, `money/refund`; a repeated activity finds its own row. */
    gate: text('gate').notNull(),
    subject: text('subject').notNull(),
    snapshotId: uuid('snapshot_id').notNull(),
    state: text('state', { enum: ['pending', 'approved', 'rejected', 'expired', 'cancelled'] })
      .notNull()
      .default('pending'),
    reason: text('reason'),
    requestedBy: text('requested_by').notNull(),
    remindAt: instant('remind_at'),
    escalateAt: instant('escalate_at'),
    expiresAt: instant('expires_at'),
    escalatedAt: instant('escalated_at'),
    closedAt: instant('closed_at'),
    createdAt: createdAt(),
  },
  (table) => [
    unique('review_tasks_gate_key').on(table.tenantId, table.processId, table.gate),
    unique('review_tasks_tenant_id_key').on(table.tenantId, table.id),
    foreignKey({ columns: [table.tenantId, table.processId], foreignColumns: [processes.tenantId, processes.id] }),
    foreignKey({
      columns: [table.tenantId, table.snapshotId],
      foreignColumns: [reviewSnapshots.tenantId, reviewSnapshots.id],
    }),
    index('review_tasks_pending').on(table.tenantId, table.createdAt, table.id).where(sql`state = 'pending'`),
  ],
);

/** What a reviewer asked for, stored before the workflow is told; id = Idempotency-Key = update id. */
export const decisionRequests = pgTable(
  'decision_requests',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenantId(),
    taskId: uuid('task_id').notNull(),
    idempotencyKey: text('idempotency_key').notNull(),
    requestHash: text('request_hash').notNull(),
    shownHash: text('shown_hash').notNull(),
    action: text('action', { enum: ['approved', 'rejected', 'modified', 'retry', 'found', 'absent'] }).notNull(),
    modification: jsonb('modification'),
    vendorId: text('vendor_id'),
    reviewerName: text('reviewer_name'),
    comment: text('comment'),
    actor: text('actor').notNull(),
    allowRepeat: boolean('allow_repeat').notNull().default(false),
    outcome: jsonb('outcome'),
    createdAt: createdAt(),
  },
  (table) => [
    unique('decision_requests_key').on(table.tenantId, table.idempotencyKey),
    unique('decision_requests_tenant_id_key').on(table.tenantId, table.id),
    foreignKey({ columns: [table.tenantId, table.taskId], foreignColumns: [reviewTasks.tenantId, reviewTasks.id] }),
  ],
);

/** The one final decision of a task: UNIQUE task is the backstop behind the workflow's judgement. */
export const reviewDecisions = pgTable(
  'review_decisions',
  {
    id: id(),
    tenantId: tenantId(),
    taskId: uuid('task_id').notNull(),
    requestId: uuid('request_id').notNull(),
    snapshotId: uuid('snapshot_id').notNull(),
    decision: text('decision', { enum: ['approved', 'rejected', 'modified', 'retry', 'found', 'absent'] }).notNull(),
    action: text('action'),
    approvedMinor: amountMinor('approved_minor'),
    currency: text('currency'),
    payee: text('payee'),
    reason: text('reason'),
    vendorId: text('vendor_id'),
    /** SHA-256 over the snapshot's hash and the modification: what exactly was approved. */
    approvedHash: text('approved_hash').notNull(),
    allowRepeat: boolean('allow_repeat').notNull().default(false),
    actor: text('actor').notNull(),
    reviewerName: text('reviewer_name'),
    comment: text('comment'),
    decidedAt: instant('decided_at').notNull().defaultNow(),
  },
  (table) => [
    unique('review_decisions_one_per_task').on(table.tenantId, table.taskId),
    unique('review_decisions_tenant_id_key').on(table.tenantId, table.id),
    foreignKey({ columns: [table.tenantId, table.taskId], foreignColumns: [reviewTasks.tenantId, reviewTasks.id] }),
    foreignKey({
      columns: [table.tenantId, table.requestId],
      foreignColumns: [decisionRequests.tenantId, decisionRequests.id],
    }),
    foreignKey({
      columns: [table.tenantId, table.snapshotId],
      foreignColumns: [reviewSnapshots.tenantId, reviewSnapshots.id],
    }),
  ],
);

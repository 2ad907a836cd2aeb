import { sql } from 'drizzle-orm';
import {
  boolean,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { REVIEW_ACTIONS } from '../../domain/reviews/actions.ts';
import { REVIEW_KINDS } from '../../domain/reviews/kinds.ts';
import { BULK_STATES, REVIEW_STATES } from '../../domain/reviews/states.ts';
import { amountMinor, createdAt, id, instant, tenantId } from '../columns.ts';
import { users } from '../identity/schema.ts';
import { processes } from '../operations/schema.ts';

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
    kind: text('kind', { enum: REVIEW_KINDS }).notNull(),
    /** Which gate of the process: `proposal/1`, `money/refund`; a repeated activity finds its own row. */
    gate: text('gate').notNull(),
    subject: text('subject').notNull(),
    /** How people call it, as its area's naming says (domain/<area>/naming.ts); null where the task is older than titles. */
    title: text('title'),
    subtitle: text('subtitle'),
    sentence: text('sentence'),
    /** What a search finds it by, in lower case: subject, names, amounts, ids, words of the case. The subject where it is left out. */
    searchText: text('search_text').notNull().default(''),
    snapshotId: uuid('snapshot_id').notNull(),
    state: text('state', { enum: REVIEW_STATES }).notNull().default('pending'),
    reason: text('reason'),
    /** What the proposal would move, in minor units of `currency`; the most that may move when there is none. */
    atRiskMinor: amountMinor('at_risk_minor').notNull().default(0),
    currency: text('currency'),
    /** The money at risk in minor units of the tenant's base currency, by its rates: only for the order. */
    worthMinor: amountMinor('worth_minor').notNull().default(0),
    /** When a hold runs out that a decision could keep; null = none waits for it. */
    holdEndsAt: instant('hold_ends_at'),
    /** Of the proposal, 0 to 1; null when there is none. */
    confidence: doublePrecision('confidence'),
    /** What a decision is worth (domain/reviews/priority.ts); the inbox is ordered by it. */
    priority: doublePrecision('priority').notNull().default(0),
    /** Who has taken it; a note to colleagues, not a lock. */
    ownerId: uuid('owner_id'),
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
    foreignKey({ columns: [table.tenantId, table.ownerId], foreignColumns: [users.tenantId, users.id] }),
    index('review_tasks_pending').on(table.tenantId, table.createdAt, table.id).where(sql`state = 'pending'`),
    index('review_tasks_by_worth').on(table.tenantId, table.priority, table.id).where(sql`state = 'pending'`),
    // Holds all that the inbox counts, so that counting reads no rows.
    index('review_tasks_counts')
      .on(table.tenantId, table.kind, table.reason, table.currency, table.atRiskMinor, table.ownerId, table.escalatedAt)
      .where(sql`state = 'pending'`),
  ],
);

/** What each kind of task may be decided with, as `domain` declares it; written by every migration, read by guards. */
export const reviewActions = pgTable(
  'review_actions',
  {
    kind: text('kind', { enum: REVIEW_KINDS }).notNull(),
    action: text('action', { enum: REVIEW_ACTIONS }).notNull(),
    movesMoney: boolean('moves_money').notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.action] })],
);

/** Who handed a task on to others, once each: they never decide it themselves. The task stays open. */
export const reviewEscalations = pgTable(
  'review_escalations',
  {
    id: id(),
    tenantId: tenantId(),
    taskId: uuid('task_id').notNull(),
    userId: uuid('user_id').notNull(),
    reason: text('reason'),
    createdAt: createdAt(),
  },
  (table) => [
    unique('review_escalations_once').on(table.tenantId, table.taskId, table.userId),
    foreignKey({ columns: [table.tenantId, table.taskId], foreignColumns: [reviewTasks.tenantId, reviewTasks.id] }),
    foreignKey({ columns: [table.tenantId, table.userId], foreignColumns: [users.tenantId, users.id] }),
  ],
);

/** What a reviewer asked for, stored before the workflow is told; id = of actor and Idempotency-Key = update id. */
export const decisionRequests = pgTable(
  'decision_requests',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenantId(),
    taskId: uuid('task_id').notNull(),
    idempotencyKey: text('idempotency_key').notNull(),
    requestHash: text('request_hash').notNull(),
    shownHash: text('shown_hash').notNull(),
    action: text('action', { enum: REVIEW_ACTIONS }).notNull(),
    modification: jsonb('modification'),
    vendorId: text('vendor_id'),
    reviewerName: text('reviewer_name'),
    comment: text('comment'),
    /** Why the reviewer acts against the warnings of the snapshot. */
    overrideReason: text('override_reason'),
    actor: text('actor').notNull(),
    allowRepeat: boolean('allow_repeat').notNull().default(false),
    outcome: jsonb('outcome'),
    createdAt: createdAt(),
  },
  (table) => [
    unique('decision_requests_key').on(table.tenantId, table.actor, table.idempotencyKey),
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
    decision: text('decision', { enum: REVIEW_ACTIONS }).notNull(),
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
    /** Needed where the decision acts on a snapshot with warnings; refused without it by trigger. */
    overrideReason: text('override_reason'),
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

/** Many tasks decided by one person at once: frozen by a preview, carried out by bulkDecisionWorkflow. */
export const bulkDecisions = pgTable(
  'bulk_decisions',
  {
    id: id(),
    tenantId: tenantId(),
    /** The process that carries it out; null while it is a preview. */
    processId: uuid('process_id'),
    decision: text('decision', { enum: ['approved', 'rejected'] }).notNull(),
    status: text('status', { enum: BULK_STATES }).notNull().default('preview'),
    comment: text('comment'),
    /** SHA-256 over decision and items as previewed; starting must name it. */
    previewHash: text('preview_hash').notNull(),
    /** `user:{id}`: whose decisions these are. */
    actor: text('actor').notNull(),
    total: integer('total').notNull(),
    settled: integer('settled').notNull().default(0),
    createdAt: createdAt(),
    startedAt: instant('started_at'),
    endedAt: instant('ended_at'),
  },
  (table) => [
    unique('bulk_decisions_tenant_id_key').on(table.tenantId, table.id),
    foreignKey({ columns: [table.tenantId, table.processId], foreignColumns: [processes.tenantId, processes.id] }),
    index('bulk_decisions_newest').on(table.tenantId, table.createdAt, table.id),
  ],
);

/** One task of a bulk decision and what became of it. */
export const bulkDecisionItems = pgTable(
  'bulk_decision_items',
  {
    tenantId: tenantId(),
    bulkId: uuid('bulk_id').notNull(),
    position: integer('position').notNull(),
    taskId: uuid('task_id').notNull(),
    shownHash: text('shown_hash').notNull(),
    atRiskMinor: amountMinor('at_risk_minor').notNull(),
    currency: text('currency'),
    /** Why a person should look at this one first; null = ordinary. */
    outlier: text('outlier', { enum: ['large_amount', 'low_confidence', 'no_proposal', 'escalated'] }),
    /** Set once, by the workflow: accepted, or not with the code. Null = not reached. */
    outcome: text('outcome', { enum: ['accepted', 'refused'] }),
    code: text('code'),
    settledAt: instant('settled_at'),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.bulkId, table.position] }),
    foreignKey({
      columns: [table.tenantId, table.bulkId],
      foreignColumns: [bulkDecisions.tenantId, bulkDecisions.id],
    }).onDelete('cascade'),
    foreignKey({ columns: [table.tenantId, table.taskId], foreignColumns: [reviewTasks.tenantId, reviewTasks.id] }),
  ],
);

/** Filters and order of a list under a name, one person's own. */
export const savedViews = pgTable(
  'saved_views',
  {
    id: id(),
    tenantId: tenantId(),
    userId: uuid('user_id').notNull(),
    /** The page it belongs to, e.g. `reviews`. */
    page: text('page').notNull(),
    name: text('name').notNull(),
    /** Query string of the page, without `?`. */
    query: text('query').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    unique('saved_views_name_key').on(table.tenantId, table.userId, table.page, table.name),
    foreignKey({ columns: [table.tenantId, table.userId], foreignColumns: [users.tenantId, users.id] }),
  ],
);

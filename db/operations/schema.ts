import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { createdAt, id, instant, tenantId } from '../columns.ts';

/** The identity of a long-running process for ever; Temporal forgets ids after its retention, this row does not. */
export const processes = pgTable(
  'processes',
  {
    id: id(),
    tenantId: tenantId(),
    kind: text('kind').notNull(),
    /** What it is about, for ever, e.g. the id of a case; inside tenant and kind. */
    subject: text('subject').notNull(),
    /** 1 for the first run about a subject, 2 for the second. */
    run: integer('run').notNull(),
    /** How people call the run, as its area's naming says; null where the run is older than titles. */
    title: text('title'),
    subtitle: text('subtitle'),
    workflowType: text('workflow_type').notNull(),
    workflowId: text('workflow_id').notNull(),
    taskQueue: text('task_queue').notNull(),
    requestHash: text('request_hash').notNull(),
    input: jsonb('input').notNull(),
    status: text('status', { enum: ['open', 'closed'] })
      .notNull()
      .default('open'),
    /** First execution run id of the chain: the public `run_id`. Empty until Temporal has taken the start. */
    runId: uuid('run_id'),
    startedBy: text('started_by').notNull(),
    /** The step that fails at a vendor and is tried again: `{step, code, times, since}`; null where none does. */
    stepProblem: jsonb('step_problem'),
    createdAt: createdAt(),
    closedAt: instant('closed_at'),
  },
  (table) => [
    unique('processes_identity').on(table.tenantId, table.kind, table.subject, table.run),
    check('processes_run_number', sql`${table.run} >= 1`),
    unique('processes_tenant_id_key').on(table.tenantId, table.id),
    uniqueIndex('processes_one_open_run').on(table.workflowId).where(sql`status = 'open'`),
    index('processes_run_id').on(table.runId),
    index('processes_newest').on(table.tenantId, table.createdAt, table.id),
    index('processes_open').on(table.tenantId, table.createdAt, table.id).where(sql`status = 'open'`),
    index('processes_step_problem').on(table.tenantId).where(sql`step_problem is not null`),
  ],
);

/** Starts, signals and resends, written with what caused them and drained with FOR UPDATE SKIP LOCKED. */
export const outbox = pgTable(
  'outbox',
  {
    id: id(),
    tenantId: tenantId(),
    kind: text('kind', { enum: ['start', 'decision', 'look'] }).notNull(),
    /** The row it speaks of: a process id, a decision request id, or whatever a process shall look at. */
    subjectId: uuid('subject_id').notNull(),
    /** The process that shall look; null for the other kinds. */
    processId: uuid('process_id'),
    attempts: integer('attempts').notNull().default(0),
    dueAt: instant('due_at').notNull().defaultNow(),
    deliveredAt: instant('delivered_at'),
    lastError: text('last_error'),
    createdAt: createdAt(),
  },
  (table) => [
    unique('outbox_once_per_subject').on(table.tenantId, table.kind, table.subjectId),
    index('outbox_due').on(table.dueAt).where(sql`delivered_at is null`),
  ],
);

/** Append-only, hash-chained per tenant. Written only through the SQL function append_event(). */
export const events = pgTable(
  'events',
  {
    tenantId: tenantId(),
    sequence: bigint('sequence', { mode: 'number' }).notNull(),
    type: text('type').notNull(),
    actor: text('actor').notNull(),
    subject: text('subject').notNull(),
    data: jsonb('data').notNull(),
    salt: uuid('salt').notNull(),
    dataDigest: text('data_digest').notNull(),
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
    requestId: text('request_id'),
    workflowId: text('workflow_id'),
    occurredAt: instant('occurred_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.sequence] }),
    index('events_subject').on(table.tenantId, table.subject),
  ],
);

/** Newest event of each tenant's chain; its row lock orders appends. */
export const eventHeads = pgTable('event_heads', {
  tenantId: tenantId().primaryKey(),
  sequence: bigint('sequence', { mode: 'number' }).notNull(),
  hash: text('hash').notNull(),
});

/** Answers to POST requests that carried an Idempotency-Key. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    tenantId: tenantId(),
    key: text('key').notNull(),
    route: text('route').notNull(),
    requestHash: text('request_hash').notNull(),
    status: integer('status'),
    /** Content type, headers and the text of the answer as it went out: parsed JSON would come back in another order. */
    body: jsonb('body'),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.route, table.key] })],
);

/** Inbox of signed vendor webhooks; undelivered until the process concerned has taken it. */
export const webhookEvents = pgTable(
  'webhook_events',
  {
    id: id(),
    tenantId: tenantId(),
    provider: text('provider').notNull(),
    eventId: text('event_id').notNull(),
    type: text('type').notNull(),
    objectId: text('object_id').notNull(),
    receivedAt: instant('received_at').notNull().defaultNow(),
    takenAt: instant('taken_at'),
  },
  (table) => [unique('webhook_events_once').on(table.provider, table.eventId)],
);

/** SQS message ids seen, so that a redelivery after the run has closed starts nothing. */
export const queueMessages = pgTable(
  'queue_messages',
  {
    tenantId: tenantId(),
    messageId: text('message_id').notNull(),
    processId: uuid('process_id'),
    seenAt: instant('seen_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.messageId] })],
);

/**
 * Messages of the event queue that could not be taken, as the desk shows them. They lie in the queue or its dead letters;
 * their text stays there.
 */
export const queueLetters = pgTable(
  'queue_letters',
  {
    id: id(),
    tenantId: tenantId(),
    messageId: text('message_id').notNull(),
    /** What it was packed in, outermost first. */
    envelope: text('envelope').notNull(),
    code: text('code').notNull(),
    problem: text('problem').notNull(),
    attempts: integer('attempts').notNull(),
    /** `again`: somebody wants it tried again; it goes back to the queue at the next look. */
    state: text('state', { enum: ['waiting', 'again'] })
      .notNull()
      .default('waiting'),
    createdAt: createdAt(),
    seenAt: instant('seen_at').notNull().defaultNow(),
  },
  (table) => [
    unique('queue_letters_once').on(table.tenantId, table.messageId),
    index('queue_letters_newest').on(table.tenantId, table.createdAt),
  ],
);

/** Last answer of each vendor, over all tenants: what operators look at first when runs stand still. */
export const vendorHealth = pgTable('vendor_health', {
  vendor: text('vendor').primaryKey(),
  lastOkAt: instant('last_ok_at'),
  lastFailureAt: instant('last_failure_at'),
  /** Failed calls since the last good one. */
  failures: integer('failures').notNull().default(0),
  lastCode: text('last_code'),
});

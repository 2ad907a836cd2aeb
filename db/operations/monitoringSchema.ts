import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { ALERT_RULE_NAMES } from '../../domain/operations/alertRules.ts';
import { createdAt, id, instant, tenantId } from '../columns.ts';

/** What processes count, by the minute: requests, errors, loud log lines. Kept for two days. */
export const counterMinutes = pgTable(
  'counter_minutes',
  {
    tenantId: tenantId(),
    name: text('name', {
      enum: ['requests', 'request_errors', 'log_errors', 'log_criticals', 'database_lost'],
    }).notNull(),
    minute: instant('minute').notNull(),
    value: bigint('value', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.name, table.minute] })],
);

/** One cycle of a scheduled job and what it did. */
export const jobRuns = pgTable(
  'job_runs',
  {
    id: id(),
    tenantId: tenantId(),
    job: text('job').notNull(),
    startedAt: instant('started_at').notNull(),
    durationMs: integer('duration_ms').notNull(),
    ok: boolean('ok').notNull(),
    /** E.g. mails fetched, payments matched, bookings expired. */
    counts: jsonb('counts').notNull(),
  },
  (table) => [index('job_runs_newest').on(table.tenantId, table.job, table.startedAt)],
);

/** Where a tenant wants another threshold than the rule has, or no alert at all. */
export const alertRules = pgTable(
  'alert_rules',
  {
    tenantId: tenantId(),
    rule: text('rule', { enum: ALERT_RULE_NAMES }).notNull(),
    threshold: doublePrecision('threshold').notNull(),
    enabled: boolean('enabled').notNull(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.rule] })],
);

/** The highest figure of each hour, for the curve behind a threshold; kept for eight days. */
export const alertHours = pgTable(
  'alert_hours',
  {
    tenantId: tenantId(),
    rule: text('rule', { enum: ALERT_RULE_NAMES }).notNull(),
    subject: text('subject').notNull(),
    hour: instant('hour').notNull(),
    /** null = there were readings, all over too few things to say anything. */
    highest: doublePrecision('highest'),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.rule, table.subject, table.hour] })],
);

/** An episode: open while the figure stands above its threshold. At most one is open of each rule and subject. */
export const alerts = pgTable(
  'alerts',
  {
    id: id(),
    tenantId: tenantId(),
    rule: text('rule', { enum: ALERT_RULE_NAMES }).notNull(),
    subject: text('subject').notNull().default(''),
    value: doublePrecision('value').notNull(),
    threshold: doublePrecision('threshold').notNull(),
    toldAt: instant('told_at').notNull().defaultNow(),
    closedAt: instant('closed_at'),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('alerts_one_open').on(table.tenantId, table.rule, table.subject).where(sql`closed_at is null`),
    index('alerts_newest').on(table.tenantId, table.createdAt, table.id),
  ],
);

/** The figures of a day (UTC), written after it has ended. */
export const dailyReports = pgTable(
  'daily_reports',
  {
    tenantId: tenantId(),
    day: date('day').notNull(),
    report: jsonb('report').notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.day] })],
);

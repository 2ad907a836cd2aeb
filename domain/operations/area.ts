import type { DomainArea } from '../slice.ts';
import { eventWords } from './eventWords.ts';
import { processKinds, stepNames } from './runWords.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** What operators look after: runs, schedules, alerts, keys, what is kept and deleted. */
export const operations = {
  errorCodes: {
    WORKFLOW_NOT_FOUND: {
      status: 404,
      kind: 'terminal',
      title: 'No such workflow run',
      next: 'Check the id of the run',
    },
  },
  eventsTitle: 'Alerts, schedules and keys',
  events: eventWords,
  permissions: {
    'runs:read': { name: 'see runs', roles: ['reviewer', 'admin'] },
    'ops:read': { name: 'see alerts, schedules and reports', roles: ['admin', 'super_user'] },
    'ops:manage': { name: 'change alert rules and schedules', roles: ['admin', 'super_user'] },
    'codec:token': { name: 'read payloads in the Temporal UI', roles: ['super_user'], power: true },
    'admin:keys': { name: 'rotate keys', roles: ['super_user'], power: true },
    'audit:read': { name: 'see audit events', roles: ['admin', 'super_user'] },
  },
  groups: {
    system: { title: 'The system itself', about: 'Whether the parts that run all this work', order: 80 },
  },
  alertRules: {
    database_lost: {
      group: 'system',
      order: 10,
      name: 'The database was lost',
      counts: ['time', 'times'],
      severity: 'critical',
      threshold: 0,
      unit: 'count',
      windowMinutes: 5,
      minimumItems: 0,
      about: 'Times a process lost the database; told once it is back, because the message lies in it',
    },
    schedule_stopped: {
      group: 'system',
      order: 40,
      name: 'Schedules that stand still',
      counts: ['schedule', 'schedules'],
      severity: 'critical',
      threshold: 0,
      unit: 'count',
      windowMinutes: null,
      minimumItems: 0,
      about: 'Schedules that a person has paused, or that have not run for three of their intervals',
    },
    schedule_failing: {
      group: 'system',
      order: 50,
      name: 'Schedules that fail',
      counts: ['failed run', 'failed runs'],
      severity: 'critical',
      threshold: 2,
      unit: 'count',
      windowMinutes: null,
      minimumItems: 0,
      about: 'Runs of a schedule that failed one after the other',
    },
    api_error_rate: {
      group: 'system',
      order: 20,
      name: 'Requests that fail',
      severity: 'critical',
      threshold: 0.05,
      unit: 'rate',
      windowMinutes: 5,
      minimumItems: 20,
      about: 'Share of API requests answered with a server error',
    },
    critical_log: {
      group: 'system',
      order: 30,
      name: 'Critical log lines',
      counts: ['line', 'lines'],
      severity: 'critical',
      threshold: 0,
      unit: 'count',
      windowMinutes: 5,
      minimumItems: 0,
      about: 'Log lines of level critical: a system failure or a matter of security',
    },
    error_log: {
      group: 'system',
      order: 60,
      name: 'Error log lines',
      counts: ['line', 'lines'],
      severity: 'warning',
      threshold: 0,
      unit: 'count',
      windowMinutes: 5,
      minimumItems: 0,
      about: 'Log lines of level error',
    },
  },
  mailTemplates: {
    alert: 'an alert is open',
    daily_summary: 'the report of a day is there',
  },
  schedules: [
    {
      id: 'alert-evaluation',
      workflowType: 'alertEvaluationWorkflow',
      everyMs: MINUTE_MS,
      offsetMs: 15_000,
      jitterMs: 5_000,
    },
    /** Five minutes after each hour: one of them is the first of the tenant's day. */
    {
      id: 'daily-summary',
      workflowType: 'dailySummaryWorkflow',
      everyMs: HOUR_MS,
      offsetMs: 5 * MINUTE_MS,
      jitterMs: MINUTE_MS,
    },
    { id: 'event-anchor', workflowType: 'eventAnchorWorkflow', everyMs: 24 * HOUR_MS, jitterMs: MINUTE_MS },
    /** Daily at 02:00 UTC. */
    {
      id: 'data-retention',
      workflowType: 'dataRetentionWorkflow',
      everyMs: 24 * HOUR_MS,
      offsetMs: 2 * HOUR_MS,
      jitterMs: MINUTE_MS,
    },
  ],
  logFields: ['readings', 'written'],
  processKinds,
  stepNames,
} as const satisfies DomainArea;

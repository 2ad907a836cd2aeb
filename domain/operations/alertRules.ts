/** A figure an alert looks at. `subject` tells several of one rule apart, e.g. `mailbox:{id}`; empty = there is one. */
export interface Reading {
  subject: string;
  value: number;
  /** How many things the value is a rate over; null = it is no rate. */
  items: number | null;
}

interface Rule {
  severity: 'critical' | 'warning';
  /** Fires above this. */
  threshold: number;
  unit: 'count' | 'rate' | 'seconds';
  /** How far back the figure looks, in minutes; null = how things stand now. */
  windowMinutes: number | null;
  /** A rate over fewer things says nothing. */
  minimumItems: number;
  about: string;
}

const HOUR = 60;

/** The alert rules with their severity, threshold and window; a tenant may set other thresholds. */
export const ALERT_RULES = {
  mailbox_reauth: {
    severity: 'critical',
    threshold: 0,
    unit: 'count',
    windowMinutes: null,
    minimumItems: 0,
    about: 'Google has ended the access to a payment inbox: somebody must connect it again',
  },
  mailbox_unreadable: {
    severity: 'critical',
    threshold: 2,
    unit: 'count',
    windowMinutes: null,
    minimumItems: 0,
    about: 'Failed readings of a payment inbox in a row; payments are verified by hand meanwhile',
  },
  database_lost: {
    severity: 'critical',
    threshold: 0,
    unit: 'count',
    windowMinutes: 5,
    minimumItems: 0,
    about: 'Times a process lost the database; told once it is back, because the message lies in it',
  },
  schedule_stopped: {
    severity: 'critical',
    threshold: 0,
    unit: 'count',
    windowMinutes: null,
    minimumItems: 0,
    about: 'Schedules that a person has paused, or that have not run for three of their intervals',
  },
  schedule_failing: {
    severity: 'critical',
    threshold: 2,
    unit: 'count',
    windowMinutes: null,
    minimumItems: 0,
    about: 'Runs of a schedule that failed one after the other',
  },
  api_error_rate: {
    severity: 'critical',
    threshold: 0.05,
    unit: 'rate',
    windowMinutes: 5,
    minimumItems: 20,
    about: 'Share of API requests answered with a server error',
  },
  critical_log: {
    severity: 'critical',
    threshold: 0,
    unit: 'count',
    windowMinutes: 5,
    minimumItems: 0,
    about: 'Log lines of level critical: a system failure or a matter of security',
  },
  error_log: {
    severity: 'warning',
    threshold: 0,
    unit: 'count',
    windowMinutes: 5,
    minimumItems: 0,
    about: 'Log lines of level error',
  },
  unmatched_rate: {
    severity: 'warning',
    threshold: 0.2,
    unit: 'rate',
    windowMinutes: 24 * HOUR,
    minimumItems: 20,
    about: 'Share of the payments received that fit no booking',
  },
  payment_processing: {
    severity: 'warning',
    threshold: 5,
    unit: 'seconds',
    windowMinutes: 5,
    minimumItems: 0,
    about: 'Time from reading a payment mail to the verdict of the matcher, 95th percentile',
  },
  expiration_rate: {
    severity: 'warning',
    threshold: 0.3,
    unit: 'rate',
    windowMinutes: 24 * HOUR,
    minimumItems: 20,
    about: 'Share of the bookings ended that expired unpaid',
  },
  notification_failures: {
    severity: 'warning',
    threshold: 0,
    unit: 'count',
    windowMinutes: 24 * HOUR,
    minimumItems: 0,
    about: 'Messages that could be delivered over no channel, or have waited for more than 15 minutes',
  },
} as const satisfies Record<string, Rule>;

export type AlertRule = keyof typeof ALERT_RULES;
// Object.keys loses the literal type; the keys are exactly those written above.
export const ALERT_RULE_NAMES = Object.keys(ALERT_RULES) as [AlertRule, ...AlertRule[]];

/** An open alert is told again after this. */
export const TELL_AGAIN_MS = 3_600_000;

/** Whether a figure is above its threshold. A threshold itself is still allowed: 5.0 % is no alert, 5.1 % is one. */
export function fires(rule: AlertRule, reading: Reading, threshold: number): boolean {
  const { minimumItems } = ALERT_RULES[rule];
  return (reading.items === null || reading.items >= minimumItems) && reading.value > threshold;
}

/** What becomes of an alert after a reading; `openSince` and `toldAt` of the open one, if any. */
export function alertStep(
  firing: boolean,
  open: { toldAtMs: number } | null,
  nowMs: number,
): 'open' | 'tell' | 'keep' | 'close' | 'none' {
  if (!firing) return open ? 'close' : 'none';
  if (!open) return 'open';
  return nowMs - open.toldAtMs >= TELL_AGAIN_MS ? 'tell' : 'keep';
}

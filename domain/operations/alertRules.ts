import * as AREAS from '../areas.ts';
import { mergeNamed } from '../merge.ts';

/** A figure an alert looks at. `subject` tells several of one rule apart, e.g. `mailbox:{id}`; empty = there is one. */
export interface Reading {
  subject: string;
  value: number;
  /** How many things the value is a rate over; null = it is no rate. */
  items: number | null;
}

export interface AlertRuleEntry {
  /** Of `groups`: what it stands beside, and its place there, low first. */
  group: string;
  order: number;
  /** For people: what is wrong when it speaks. */
  name: string;
  /** What a count counts: one of it, several of it. */
  counts?: readonly [one: string, several: string];
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

/** The alert rules of all areas; a tenant may set other thresholds. */
export const ALERT_RULES = mergeNamed(AREAS, 'alertRules');

export type AlertRule = keyof typeof ALERT_RULES;
// Object.keys loses the literal type; the keys are exactly those written above.
export const ALERT_RULE_NAMES = Object.keys(ALERT_RULES) as [AlertRule, ...AlertRule[]];

/** An open alert is told again after this. */
export const TELL_AGAIN_MS = 3_600_000;

/** Whether there are enough things behind a figure for it to say anything. */
export const counts = (rule: AlertRule, { items }: Reading): boolean =>
  items === null || items >= ALERT_RULES[rule].minimumItems;

/** Whether a figure is above its threshold. A threshold itself is still allowed: 5.0 % is no alert, 5.1 % is one. */
export function fires(rule: AlertRule, reading: Reading, threshold: number): boolean {
  return counts(rule, reading) && reading.value > threshold;
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

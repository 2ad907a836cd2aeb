import { describe, expect, it } from 'vitest';
import { groupOf } from '../groups.ts';
import {
  ALERT_RULE_NAMES,
  ALERT_RULES,
  type AlertRule,
  type AlertRuleEntry,
  alertStep,
  fires,
  TELL_AGAIN_MS,
} from './alertRules.ts';
import { figureText } from './alertText.ts';

const reading = (value: number, items: number | null = null) => ({ subject: '', value, items });
const firing = (rule: AlertRule, value: number, items: number | null = null) =>
  fires(rule, reading(value, items), ALERT_RULES[rule].threshold);

describe('[BK-ALERT-02] [BK-ALERT-03] [BK-ALERT-04] [BK-ALERT-05] [U-72] the alert rules', () => {
  const CASES: [AlertRule, number, number, number | null][] = [
    ['api_error_rate', 0.05, 0.051, 1_000],
    ['unmatched_rate', 0.2, 0.201, 1_000],
    ['payment_processing', 5, 5.01, null],
    ['expiration_rate', 0.3, 0.301, 1_000],
    ['schedule_stopped', 0, 1, null],
    ['schedule_failing', 2, 3, null],
    ['notification_failures', 0, 1, null],
    ['mailbox_reauth', 0, 1, null],
    ['mailbox_unreadable', 2, 3, null],
    ['mailbox_not_read', 0, 1, null],
    ['bank_reauth', 0, 1, null],
    ['bank_unreadable', 2, 3, null],
    ['database_lost', 0, 1, null],
    ['critical_log', 0, 1, null],
    ['error_log', 0, 1, null],
  ];
  it.each(CASES)('%s: at %d there is no alert, at %d there is one', (rule, allowed, above, items) => {
    expect(firing(rule, allowed, items)).toBe(false);
    expect(firing(rule, above, items)).toBe(true);
  });

  it('has a case above for every rule', () => {
    expect(CASES.map(([rule]) => rule).toSorted()).toEqual(ALERT_RULE_NAMES.toSorted());
  });

  it('says its figures in words, stands in a group, and has no word of code in its name', () => {
    for (const rule of ALERT_RULE_NAMES) {
      const { group, name, about, unit, counts }: AlertRuleEntry = ALERT_RULES[rule];
      expect(groupOf(group).title).not.toMatch(/_/);
      expect(`${name} ${about}`).not.toMatch(/_|null/);
      expect(counts === undefined, rule).toBe(unit !== 'count');
    }
    expect(figureText('unmatched_rate', 0.051)).toBe('5.1 %');
    expect(figureText('payment_processing', 90)).toBe('1 minute 30 seconds');
    expect([figureText('notification_failures', 1), figureText('notification_failures', 0)]).toEqual([
      '1 message',
      '0 messages',
    ]);
  });

  it('a rate over fewer than 20 things says nothing', () => {
    expect(firing('unmatched_rate', 1, 19)).toBe(false);
    expect(firing('unmatched_rate', 1, 20)).toBe(true);
    expect(firing('api_error_rate', 1, 0)).toBe(false);
  });

  it('opens once, is told again after an hour, and ends with the figure', () => {
    const now = 10 * TELL_AGAIN_MS;
    expect(alertStep(true, null, now)).toBe('open');
    expect(alertStep(true, { toldAtMs: now - TELL_AGAIN_MS + 1 }, now)).toBe('keep');
    expect(alertStep(true, { toldAtMs: now - TELL_AGAIN_MS }, now)).toBe('tell');
    expect(alertStep(false, { toldAtMs: now }, now)).toBe('close');
    expect(alertStep(false, null, now)).toBe('none');
  });
});

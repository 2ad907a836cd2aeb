import { durationWords } from '../time/duration.ts';
import { ALERT_RULES, type AlertRule, type AlertRuleEntry } from './alertRules.ts';

/** A figure of a rule for people: a share in per cent, a span of time, a count of something. */
export function figureText(rule: AlertRule, value: number): string {
  const { unit, counts }: AlertRuleEntry = ALERT_RULES[rule];
  if (unit === 'rate') return `${Math.round(value * 1_000) / 10} %`;
  if (unit === 'seconds') return durationWords(value);
  const [one, several] = counts ?? ['', ''];
  return `${value} ${value === 1 ? one : several}`.trim();
}

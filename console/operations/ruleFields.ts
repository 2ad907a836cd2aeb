import { type NumberMarks, readTypedNumber } from '../../domain/money/typedAmount.ts';
import type { Schema } from '../api/client.ts';

export type Rule = Schema<'AlertRule'>;

/** What stands in the fields of a rule: a figure of its own or the shipped one, and whether it speaks at all. */
export interface RuleDraft {
  own: boolean;
  text: string;
  enabled: boolean;
}

const PER_CENT = 100;
const shown = ({ unit }: Pick<Rule, 'unit'>, value: number) =>
  unit === 'rate' ? String(Math.round(value * PER_CENT * 1e7) / 1e7) : String(value);

export const draftOf = (rule: Rule): RuleDraft => ({
  own: rule.threshold !== rule.default_threshold,
  text: rule.threshold === rule.default_threshold ? '' : shown(rule, rule.threshold),
  enabled: rule.enabled,
});

/** The threshold that would be kept (null = the shipped one), or why what stands there can't be. */
export function readThreshold(rule: Rule, { own, text }: RuleDraft, marks: NumberMarks) {
  if (!own) return { ok: true as const, value: null };
  const rate = rule.unit === 'rate';
  const limits = { minimum: 0, maximum: rate ? PER_CENT : 1e9, decimals: rule.unit === 'count' ? 0 : 3 };
  const read = readTypedNumber(text, limits, marks);
  // Divided as decimal text would be: 5.1 % is 0.051, not 0.051000000000000004.
  return read.ok && rate ? { ok: true as const, value: Math.round(read.value * 1e3) / 1e5 } : read;
}

/** What the number counts, beside its field. */
export const unitOf = ({ unit, counts }: Rule): string =>
  unit === 'rate' ? 'In per cent.' : unit === 'seconds' ? 'In seconds.' : `Counted in ${counts ?? 'things'}.`;

/** A threshold in words, as the API says those that are kept. */
export function thresholdText(rule: Rule, value: number | null): string {
  if (value === null || value === rule.default_threshold) return rule.default_text;
  if (value === rule.threshold) return rule.threshold_text;
  const unit = rule.unit === 'rate' ? '%' : rule.unit === 'seconds' ? 'seconds' : (rule.counts ?? '');
  return `${shown(rule, value)} ${unit}`.trim();
}

/** What would change, in sentences; undefined where a field can't be read. */
export function ruleChange(rule: Rule, draft: RuleDraft, marks: NumberMarks): string[] | undefined {
  const read = readThreshold(rule, draft, marks);
  if (!read.ok) return undefined;
  const after = read.value ?? rule.default_threshold;
  return [
    ...(after === rule.threshold ? [] : [`alert above ${rule.threshold_text} → above ${thresholdText(rule, after)}`]),
    ...(draft.enabled === rule.enabled ? [] : [draft.enabled ? 'off → on' : 'on → off: nobody is told any more']),
  ];
}

/** How far back a figure looks and from how many things on, as a sentence. */
export function lookText({ window_minutes: minutes, minimum_items: items }: Rule): string {
  const span =
    minutes === null
      ? 'How things stand now'
      : minutes % 60 === 0
        ? `Over the last ${minutes === 60 ? 'hour' : `${minutes / 60} hours`}`
        : `Over the last ${minutes} minutes`;
  return items > 0 ? `${span}, from ${items} on; fewer say nothing` : span;
}

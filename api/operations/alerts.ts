import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { isUuid, type Transaction } from '../../db/database.ts';
import type { alertRules, alerts } from '../../db/operations/monitoringSchema.ts';
import { groupOf } from '../../domain/groups.ts';
import {
  ALERT_RULE_NAMES,
  ALERT_RULES,
  type AlertRule,
  type AlertRuleEntry,
} from '../../domain/operations/alertRules.ts';
import { figureText } from '../../domain/operations/alertText.ts';
import type { LastChange } from '../lastChanges.ts';

const severity = z.enum(['critical', 'warning']);
const unit = z.enum(['count', 'rate', 'seconds']);
export const alertSchema = z
  .object({
    alert_id: z.uuid(),
    rule: z.enum(ALERT_RULE_NAMES),
    severity,
    name: z.string().describe('What is wrong, for people'),
    about: z.string(),
    subject: z.string().describe('What it concerns, e.g. `mailbox:{id}`; empty = the tenant as a whole'),
    concerns: z.string().describe('The same in words'),
    value: z.number(),
    value_text: z.string(),
    threshold: z.number(),
    threshold_text: z.string(),
    unit,
    state: z.enum(['open', 'closed']),
    opened_at: z.string(),
    told_at: z.string().describe('When people were told last; an open alert is told again after an hour'),
    closed_at: z.string().nullable(),
  })
  .meta({ id: 'Alert' });
const CURVE_HOURS = 168;
export const ruleSchema = z
  .object({
    rule: z.enum(ALERT_RULE_NAMES),
    group: z.string().describe('The headline it stands under'),
    group_about: z.string(),
    name: z.string().describe('What is wrong when it speaks'),
    severity,
    about: z.string(),
    unit,
    counts: z.string().nullable().describe('What a count counts; null beside the other units'),
    threshold: z.number().describe('An alert opens above this'),
    threshold_text: z.string(),
    default_threshold: z.number(),
    default_text: z.string(),
    enabled: z.boolean(),
    window_minutes: z.int().nullable().describe('How far back the figure looks; null = how things stand now'),
    minimum_items: z.int().describe('A rate over fewer things opens nothing'),
    curve: z
      .array(z.number().nullable())
      .max(CURVE_HOURS)
      .describe(
        'The highest figure of each of the last 168 hours, oldest first; null = none. Empty = there has been no reading',
      ),
    changed_at: z.string().nullable().describe('When somebody changed it last; null = nobody has'),
    changed_by_name: z.string().nullable(),
  })
  .meta({ id: 'AlertRule' });

/** `schedule:payment-inbox` as people say it; what has no name of its own is one of its kind. */
function concerned(subject: string): string {
  const [kind = '', name = ''] = subject.split(':');
  if (subject === '') return 'the tenant as a whole';
  return isUuid(name) ? `one ${kind}` : `${kind} “${name.replaceAll(/[-_]/g, ' ')}”`;
}

export const alertJson = (row: typeof alerts.$inferSelect) => {
  const { severity: how, about, unit: of, name } = ALERT_RULES[row.rule];
  return {
    alert_id: row.id,
    rule: row.rule,
    severity: how,
    name,
    about,
    subject: row.subject,
    concerns: concerned(row.subject),
    value: row.value,
    value_text: figureText(row.rule, row.value),
    threshold: row.threshold,
    threshold_text: figureText(row.rule, row.threshold),
    unit: of,
    state: row.closedAt ? ('closed' as const) : ('open' as const),
    opened_at: row.createdAt.toISOString(),
    told_at: row.toldAt.toISOString(),
    closed_at: row.closedAt?.toISOString() ?? null,
  };
};

export const ruleJson = (
  rule: AlertRule,
  own: typeof alertRules.$inferSelect | undefined,
  curve: (number | null)[],
  last: LastChange | undefined,
) => {
  const shipped: AlertRuleEntry = ALERT_RULES[rule];
  const threshold = own?.threshold ?? shipped.threshold;
  return {
    rule,
    group: groupOf(shipped.group).title,
    group_about: groupOf(shipped.group).about,
    name: shipped.name,
    severity: shipped.severity,
    about: shipped.about,
    unit: shipped.unit,
    counts: shipped.counts?.[1] ?? null,
    threshold,
    threshold_text: figureText(rule, threshold),
    default_threshold: shipped.threshold,
    default_text: figureText(rule, shipped.threshold),
    enabled: own?.enabled ?? true,
    window_minutes: shipped.windowMinutes,
    minimum_items: shipped.minimumItems,
    curve,
    changed_at: last?.changedAt ?? null,
    changed_by_name: last?.changedBy ?? null,
  };
};

/** Rules as people look for them: group by group. */
export const SHOWN_RULES: readonly AlertRule[] = ALERT_RULE_NAMES.toSorted((left, right) => {
  const place = (rule: AlertRule) => groupOf(ALERT_RULES[rule].group).order * 1_000 + ALERT_RULES[rule].order;
  return place(left) - place(right);
});

interface Hour extends Record<string, unknown> {
  rule: AlertRule;
  hours_ago: number;
  highest: number | null;
}

/** The highest figure of each of the last 168 hours by rule, over all that a rule looks at; no entry where there was no reading. */
export async function curvesOf(tx: Transaction): Promise<Map<AlertRule, (number | null)[]>> {
  const rows = await tx.execute<Hour>(sql`
    select rule, (extract(epoch from date_trunc('hour', now()) - hour) / 3600)::int as hours_ago, max(highest) as highest
    from alert_hours where hour > now() - make_interval(hours => ${CURVE_HOURS})
    group by rule, hour`);
  const curves = new Map<AlertRule, (number | null)[]>();
  for (const { rule, hours_ago: hoursAgo, highest } of rows) {
    const curve = curves.get(rule) ?? new Array<number | null>(CURVE_HOURS).fill(null);
    curves.set(rule, curve);
    const place = CURVE_HOURS - 1 - hoursAgo;
    if (place >= 0 && place < CURVE_HOURS) curve[place] = highest === null ? null : Number(highest);
  }
  return curves;
}

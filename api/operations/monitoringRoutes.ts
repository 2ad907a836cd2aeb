import { and, isNotNull, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { setAlertRule } from '../../books/operations/setAlertRule.ts';
import type { Database } from '../../db/database.ts';
import { alertRules, alerts } from '../../db/operations/monitoringSchema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { ALERT_RULE_NAMES, ALERT_RULES, type AlertRule } from '../../domain/operations/alertRules.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { defineRoute, type Route } from '../http/route.ts';

interface MonitoringDeps {
  db: Database;
}

const severity = z.enum(['critical', 'warning']);
const alertSchema = z
  .object({
    alert_id: z.uuid(),
    rule: z.enum(ALERT_RULE_NAMES),
    severity,
    about: z.string(),
    subject: z.string().describe('What it concerns, e.g. `mailbox:{id}`; empty = the tenant as a whole'),
    value: z.number(),
    threshold: z.number(),
    unit: z.enum(['count', 'rate', 'seconds']),
    state: z.enum(['open', 'closed']),
    opened_at: z.string(),
    told_at: z.string().describe('When people were told last; an open alert is told again after an hour'),
    closed_at: z.string().nullable(),
  })
  .meta({ id: 'Alert' });
const ruleSchema = z
  .object({
    rule: z.enum(ALERT_RULE_NAMES),
    severity,
    about: z.string(),
    unit: z.enum(['count', 'rate', 'seconds']),
    threshold: z.number().describe('An alert opens above this'),
    default_threshold: z.number(),
    enabled: z.boolean(),
    window_minutes: z.int().nullable().describe('How far back the figure looks; null = how things stand now'),
    minimum_items: z.int().describe('A rate over fewer things opens nothing'),
  })
  .meta({ id: 'AlertRule' });

const alertJson = (row: typeof alerts.$inferSelect) => {
  const { severity: how, about, unit } = ALERT_RULES[row.rule];
  return {
    alert_id: row.id,
    rule: row.rule,
    severity: how,
    about,
    subject: row.subject,
    value: row.value,
    threshold: row.threshold,
    unit,
    state: row.closedAt ? ('closed' as const) : ('open' as const),
    opened_at: row.createdAt.toISOString(),
    told_at: row.toldAt.toISOString(),
    closed_at: row.closedAt?.toISOString() ?? null,
  };
};
const ruleJson = (rule: AlertRule, own: typeof alertRules.$inferSelect | undefined) => {
  const shipped = ALERT_RULES[rule];
  return {
    rule,
    severity: shipped.severity,
    about: shipped.about,
    unit: shipped.unit,
    threshold: own?.threshold ?? shipped.threshold,
    default_threshold: shipped.threshold,
    enabled: own?.enabled ?? true,
    window_minutes: shipped.windowMinutes,
    minimum_items: shipped.minimumItems,
  };
};

const listAlerts = ({ db }: MonitoringDeps): Route =>
  defineRoute({
    method: 'get',
    path: '/admin/alerts',
    budget: 'admin',
    area: 'operations',
    summary: 'Alerts of your tenant, newest first',
    access: 'ops:read',
    query: listQuery(['created_at'], '-created_at', { state: z.enum(['open', 'closed']).optional() }),
    responses: { 200: { description: 'A page', schema: listSchema('alerts', alertSchema) } },
    errors: [],
    async handle(_context, principal, { query }) {
      const list = keyset(query, { created_at: alerts.createdAt }, alerts.id);
      const state = query.state && (query.state === 'open' ? isNull(alerts.closedAt) : isNotNull(alerts.closedAt));
      const rows = await db.readTenant(principal.tenantId, (tx) =>
        tx
          .select({ alert: alerts, ...list.columns })
          .from(alerts)
          .where(and(state, list.where))
          .orderBy(...list.orderBy)
          .limit(list.limit),
      );
      const { rows: shown, ...page } = list.page(rows);
      return { status: 200, body: { alerts: shown.map((row) => alertJson(row.alert)), ...page } };
    },
  });

const listRules = ({ db }: MonitoringDeps): Route =>
  defineRoute({
    method: 'get',
    path: '/admin/alert-rules',
    budget: 'admin',
    area: 'operations',
    summary: 'What alerts are raised about, and above which figure',
    access: 'ops:read',
    responses: {
      200: { description: 'All rules', schema: z.object({ rules: z.array(ruleSchema), count: z.int() }) },
    },
    errors: [],
    async handle(_context, principal) {
      const own = await db.readTenant(principal.tenantId, (tx) => tx.select().from(alertRules));
      const rules = ALERT_RULE_NAMES.map((rule) =>
        ruleJson(
          rule,
          own.find((row) => row.rule === rule),
        ),
      );
      return { status: 200, body: { rules, count: rules.length } };
    },
  });

const changeRule = ({ db }: MonitoringDeps): Route =>
  defineRoute({
    method: 'put',
    path: '/admin/alert-rules/:rule',
    budget: 'admin',
    area: 'operations',
    summary: 'Set the threshold of a rule, or switch it off; it holds from the next evaluation on',
    access: 'ops:manage',
    params: z.object({ rule: z.string().max(100) }),
    body: z.strictObject({
      threshold: z.number().min(0).max(1e9).nullable().describe('null = the shipped one'),
      enabled: z.boolean().default(true),
    }),
    responses: { 200: { description: 'The rule', schema: ruleSchema } },
    errors: ['NOT_FOUND'],
    example: { threshold: 0.1 },
    async handle(context, principal, { params, body }) {
      const rule = ALERT_RULE_NAMES.find((name) => name === params.rule);
      if (!rule) throw new CodedError('NOT_FOUND');
      const { tenantId, actor } = principal;
      const values = { threshold: body.threshold ?? ALERT_RULES[rule].threshold, enabled: body.enabled };
      const row = await db.withTenant(tenantId, (tx) =>
        setAlertRule(tx, { tenantId, rule, values, actor, requestId: context.requestId }),
      );
      return { status: 200, body: ruleJson(rule, row) };
    },
  });

/** Alerts with their rules. */
export function monitoringRoutes(deps: MonitoringDeps): Route[] {
  return [listAlerts(deps), listRules(deps), changeRule(deps)];
}

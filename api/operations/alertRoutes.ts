import { and, isNotNull, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { setAlertRule } from '../../books/operations/setAlertRule.ts';
import type { Database, Transaction } from '../../db/database.ts';
import { alertRules, alerts } from '../../db/operations/monitoringSchema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { ALERT_RULE_NAMES, ALERT_RULES, type AlertRule } from '../../domain/operations/alertRules.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { defineRoute, type RequestContext, type Route } from '../http/route.ts';
import type { Principal } from '../http/tokens.ts';
import { lastChanges } from '../lastChanges.ts';
import { alertJson, alertSchema, curvesOf, ruleJson, ruleSchema, SHOWN_RULES } from './alerts.ts';

interface AlertDeps {
  db: Database;
}

const setting = z.strictObject({
  threshold: z.number().min(0).max(1e9).nullable().describe('null = the shipped one'),
  enabled: z.boolean().default(true),
});
type Setting = z.infer<typeof setting>;

const listAlerts = ({ db }: AlertDeps): Route =>
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

/** Rules as they stand, with the week behind them and who changed them last. */
async function shownRules(tx: Transaction, rules: readonly AlertRule[]) {
  const own = await tx.select().from(alertRules);
  const curves = await curvesOf(tx);
  const last = await lastChanges(
    tx,
    rules.map((rule) => `alert-rule:${rule}`),
  );
  return rules.map((rule) =>
    ruleJson(
      rule,
      own.find((row) => row.rule === rule),
      curves.get(rule) ?? [],
      last.get(`alert-rule:${rule}`),
    ),
  );
}

const set = (tx: Transaction, rule: AlertRule, { threshold, enabled }: Setting, who: Principal, at: RequestContext) =>
  setAlertRule(tx, {
    tenantId: who.tenantId,
    rule,
    values: { threshold: threshold ?? ALERT_RULES[rule].threshold, enabled },
    actor: who.actor,
    requestId: at.requestId,
  });

const listRules = ({ db }: AlertDeps): Route =>
  defineRoute({
    method: 'get',
    path: '/admin/alert-rules',
    budget: 'admin',
    area: 'operations',
    summary: 'What alerts are raised about, above which figure, and the figures of the last week',
    access: 'ops:read',
    responses: {
      200: { description: 'All rules', schema: z.object({ rules: z.array(ruleSchema), count: z.int() }) },
    },
    errors: [],
    async handle(_context, principal) {
      const rules = await db.withTenant(principal.tenantId, (tx) => shownRules(tx, SHOWN_RULES));
      return { status: 200, body: { rules, count: rules.length } };
    },
  });

const changeRule = ({ db }: AlertDeps): Route =>
  defineRoute({
    method: 'put',
    path: '/admin/alert-rules/:rule',
    budget: 'admin',
    area: 'operations',
    summary: 'Set the threshold of a rule, or switch it off; it holds from the next evaluation on',
    access: 'ops:manage',
    params: z.object({ rule: z.string().max(100) }),
    body: setting,
    responses: { 200: { description: 'The rule', schema: ruleSchema } },
    errors: ['NOT_FOUND'],
    example: { threshold: 0.1 },
    async handle(context, principal, { params, body }) {
      const rule = ALERT_RULE_NAMES.find((name) => name === params.rule);
      if (!rule) throw new CodedError('NOT_FOUND');
      const [changed] = await db.withTenant(principal.tenantId, async (tx) => {
        await set(tx, rule, body, principal, context);
        return shownRules(tx, [rule]);
      });
      return { status: 200, body: changed };
    },
  });

const changeRules = ({ db }: AlertDeps): Route =>
  defineRoute({
    method: 'patch',
    path: '/admin/alert-rules',
    budget: 'admin',
    area: 'operations',
    summary: 'Change several rules at once, all or none; they hold from the next evaluation on',
    access: 'ops:manage',
    body: z.strictObject({
      rules: z
        .strictObject(
          // Every rule by its name, each optional.
          Object.fromEntries(ALERT_RULE_NAMES.map((rule) => [rule, setting.optional()])) as Record<
            AlertRule,
            z.ZodOptional<typeof setting>
          >,
        )
        .refine((rules) => Object.keys(rules).length > 0, 'name at least one rule'),
    }),
    responses: {
      200: { description: 'The named rules', schema: z.object({ rules: z.array(ruleSchema), count: z.int() }) },
    },
    errors: [],
    example: { rules: { api_error_rate: { threshold: 0.1 } } },
    async handle(context, principal, { body }) {
      const rules = await db.withTenant(principal.tenantId, async (tx) => {
        const named = SHOWN_RULES.filter((rule) => body.rules[rule]);
        for (const rule of named) await set(tx, rule, body.rules[rule] as Setting, principal, context);
        return shownRules(tx, named);
      });
      return { status: 200, body: { rules, count: rules.length } };
    },
  });

/** Alerts, and what they are raised about. */
export function alertRoutes(deps: AlertDeps): Route[] {
  return [listAlerts(deps), listRules(deps), changeRules(deps), changeRule(deps)];
}

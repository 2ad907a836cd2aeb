import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { alertRules } from '../../db/operations/monitoringSchema.ts';
import type { AlertRule } from '../../domain/operations/alertRules.ts';
import { appendEvent } from '../events.ts';

/** Sets a tenant's own threshold of a rule, or switches it off. */
export async function setAlertRule(
  tx: Transaction,
  change: {
    tenantId: string;
    rule: AlertRule;
    values: { threshold: number; enabled: boolean };
    actor: string;
    requestId: string;
  },
): Promise<typeof alertRules.$inferSelect | undefined> {
  const { tenantId, rule, values, actor, requestId } = change;
  const [row] = await tx
    .insert(alertRules)
    .values({ tenantId, rule, ...values })
    .onConflictDoUpdate({
      target: [alertRules.tenantId, alertRules.rule],
      set: { ...values, updatedAt: sql`now()` },
    })
    .returning();
  await appendEvent(tx, {
    type: 'alert_rule_changed',
    actor,
    subject: `alert-rule:${rule}`,
    data: values,
    requestId,
  });
  return row;
}

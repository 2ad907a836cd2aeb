import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { alertHours, alertRules, alerts } from '../../db/operations/monitoringSchema.ts';
import {
  ALERT_RULES,
  type AlertRule,
  alertStep,
  counts,
  fires,
  type Reading,
} from '../../domain/operations/alertRules.ts';
import { appendEvent } from '../events.ts';
import { tellApprovers } from '../notifications/tellApprovers.ts';

type AlertRow = typeof alerts.$inferSelect;

async function tell(tx: Transaction, alert: AlertRow, configured: string[]): Promise<void> {
  const { tenantId, rule, subject, value, threshold } = alert;
  const { severity, unit, about } = ALERT_RULES[rule];
  await tellApprovers(tx, {
    tenantId,
    batchKey: `alert:${alert.id}:${alert.toldAt.getTime()}`,
    configured,
    template: 'alert',
    variables: { rule, severity, unit, about, value, threshold, subject },
  });
}

/** Keeps the highest figure of the hour. A row is written once an hour and then only when a figure is higher. */
async function keepHour(tx: Transaction, tenantId: string, rule: AlertRule, reading: Reading): Promise<void> {
  const highest = counts(rule, reading) ? reading.value : null;
  await tx
    .insert(alertHours)
    .values({ tenantId, rule, subject: reading.subject, hour: sql`date_trunc('hour', now())`, highest })
    .onConflictDoUpdate({
      target: [alertHours.tenantId, alertHours.rule, alertHours.subject, alertHours.hour],
      set: { highest: sql`excluded.highest` },
      setWhere: sql`excluded.highest is not null and (${alertHours.highest} is null or ${alertHours.highest} < excluded.highest)`,
    });
}

/**
 * Holds a figure against its rule, in the caller's transaction: opens an alert and tells people, tells them again after
 * an hour, or ends the episode. A figure that stays bad opens nothing twice.
 */
export async function applyReading(
  tx: Transaction,
  input: { tenantId: string; rule: AlertRule; reading: Reading /** APPROVER_EMAIL. */; configured: string[] },
): Promise<void> {
  const { tenantId, rule, reading, configured } = input;
  const { subject, value } = reading;
  await keepHour(tx, tenantId, rule, reading);
  const [own] = await tx.select().from(alertRules).where(eq(alertRules.rule, rule));
  const threshold = own?.threshold ?? ALERT_RULES[rule].threshold;
  const [open] = await tx
    .select()
    .from(alerts)
    .where(and(eq(alerts.rule, rule), eq(alerts.subject, subject), isNull(alerts.closedAt)))
    .for('update');
  const firing = (own?.enabled ?? true) && fires(rule, reading, threshold);
  const step = alertStep(firing, open ? { toldAtMs: open.toldAt.getTime() } : null, Date.now());
  const event = (type: 'alert_opened' | 'alert_closed', alert: AlertRow) =>
    appendEvent(tx, {
      type,
      actor: 'workflow',
      subject: `alert:${alert.id}`,
      data: { rule, about: subject, value, threshold },
    });
  if (step === 'open') {
    // Somebody else may have opened it in this instant: theirs is told.
    const [opened] = await tx
      .insert(alerts)
      .values({ tenantId, rule, subject, value, threshold })
      .onConflictDoNothing()
      .returning();
    if (!opened) return;
    await tell(tx, opened, configured);
    await event('alert_opened', opened);
  } else if (open && step !== 'none') {
    const [changed] = await tx
      .update(alerts)
      .set({
        value,
        threshold,
        ...(step === 'tell' ? { toldAt: sql`now()` } : {}),
        ...(step === 'close' ? { closedAt: sql`now()` } : {}),
      })
      .where(eq(alerts.id, open.id))
      .returning();
    if (changed && step === 'tell') await tell(tx, changed, configured);
    if (changed && step === 'close') await event('alert_closed', changed);
  }
}

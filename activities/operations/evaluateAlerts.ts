import { sql } from 'drizzle-orm';
import { applyReading } from '../../books/operations/applyReading.ts';
import type { Database, Transaction } from '../../db/database.ts';
import { readFigures } from '../../db/figures.ts';
import { counterMinutes } from '../../db/operations/monitoringSchema.ts';
import type { AlertRule } from '../../domain/operations/alertRules.ts';
import type { OperationsActivities } from '../../workflows/operations/contract.ts';
import type { ReadAlert, ScheduleHealth, Seen } from '../alertReadings.ts';

export interface AlertDeps {
  db: Database;
  approverEmails: string[];
  /** Null when the engine does not answer. */
  schedules(tenantId: string): Promise<ScheduleHealth[] | null>;
  /** What each rule that is looked at every minute makes of what was seen. */
  readings: Partial<Record<AlertRule, ReadAlert>>;
}

const MINUTE_MS = 60_000;
const SHORT_MS = 5 * MINUTE_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;

async function countsOf(tx: Transaction): Promise<Record<string, number>> {
  const rows = await tx
    .select({ name: counterMinutes.name, total: sql<string>`sum(${counterMinutes.value})` })
    .from(counterMinutes)
    .where(sql`minute >= now() - ${`${SHORT_MS} milliseconds`}::interval`)
    .groupBy(counterMinutes.name);
  return Object.fromEntries(rows.map((row) => [row.name, Number(row.total)]));
}

/** Reads the figures of the last minutes and of the last day, and opens, repeats or closes alerts. */
export const evaluateAlerts =
  ({ db, approverEmails, schedules, readings: rules }: AlertDeps): OperationsActivities['evaluateAlerts'] =>
  async ({ tenantId }) => {
    const engine = await schedules(tenantId);
    const now = new Date();
    return db.withTenant(tenantId, async (tx) => {
      const day = await readFigures(tx, new Date(now.getTime() - DAY_MS), now);
      const short = await readFigures(tx, new Date(now.getTime() - SHORT_MS), now);
      const seen: Seen = { tx, day, short, counts: await countsOf(tx), engine };
      let readings = 0;
      for (const [rule, read] of Object.entries(rules))
        for (const reading of (await read(seen)) ?? []) {
          // The keys are rules, as the areas declare them.
          await applyReading(tx, { tenantId, rule: rule as AlertRule, reading, configured: approverEmails });
          readings += 1;
        }
      return { readings };
    });
  };

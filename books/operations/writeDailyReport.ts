import type { Transaction } from '../../db/database.ts';
import { dailyReports } from '../../db/operations/monitoringSchema.ts';
import type { DailyReport } from '../../db/operations/reports.ts';
import { appendEvent } from '../events.ts';
import { tellApprovers } from '../notifications/tellApprovers.ts';

/** Writes the report of a day and mails it to approvers; false when the day is written already: it stays as it was. */
export async function writeDailyReport(
  tx: Transaction,
  daily: { tenantId: string; day: string; report: DailyReport /** APPROVER_EMAIL. */; configured: string[] },
): Promise<boolean> {
  const { tenantId, day, report, configured } = daily;
  const [row] = await tx.insert(dailyReports).values({ tenantId, day, report }).onConflictDoNothing().returning();
  if (!row) return false;
  await tellApprovers(tx, {
    tenantId,
    batchKey: `daily:${tenantId}:${day}`,
    configured,
    template: 'daily_summary',
    variables: { day, ...report.figures },
  });
  await appendEvent(tx, { type: 'daily_report_written', actor: 'workflow', subject: `report:${day}`, data: {} });
  return true;
}

import { appendEvent } from '../../db/events.ts';
import { tenantSettings } from '../../db/identity/schema.ts';
import { tellApprovers } from '../../db/notifications/notifications.ts';
import { dailyReports } from '../../db/operations/monitoringSchema.ts';
import { readReport } from '../../db/operations/reports.ts';
import { settingsOf } from '../../domain/bookings/settings.ts';
import type { BookingDeps } from '../bookings/createBookingActivities.ts';

/** Writes the report of a tenant's day: bookings, payments, alerts. */
export function createReportActivities({ db, bookings, approverEmails }: BookingDeps) {
  return {
    /** `day` is YYYY-MM-DD, UTC, and has ended. A day that is written already stays as it was. */
    async summarizeDay({ tenantId, day }: { tenantId: string; day: string }): Promise<{ written: boolean }> {
      return db.withTenant(tenantId, async (tx) => {
        const [tenant] = await tx.select().from(tenantSettings);
        const report = await readReport(tx, day, settingsOf(bookings, tenant).mode);
        const [row] = await tx.insert(dailyReports).values({ tenantId, day, report }).onConflictDoNothing().returning();
        if (!row) return { written: false };
        await tellApprovers(tx, {
          tenantId,
          batchKey: `daily:${tenantId}:${day}`,
          configured: approverEmails,
          template: 'daily_summary',
          variables: { day, ...report.figures },
        });
        await appendEvent(tx, { type: 'daily_report_written', actor: 'workflow', subject: `report:${day}`, data: {} });
        return { written: true };
      });
    },
  };
}

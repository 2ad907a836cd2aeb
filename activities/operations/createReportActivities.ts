import { writeDailyReport } from '../../books/operations/writeDailyReport.ts';
import { tenantSettings } from '../../db/identity/schema.ts';
import { readReport } from '../../db/operations/reports.ts';
import { settingsOf } from '../../domain/bookings/settings.ts';
import type { BookingDeps } from '../bookings/deps.ts';

/** Writes the report of a tenant's day: bookings, payments, alerts. */
export function createReportActivities({ db, bookings, approverEmails }: BookingDeps) {
  return {
    /** `day` is YYYY-MM-DD, UTC, and has ended. A day that is written already stays as it was. */
    async summarizeDay({ tenantId, day }: { tenantId: string; day: string }): Promise<{ written: boolean }> {
      return db.withTenant(tenantId, async (tx) => {
        const [tenant] = await tx.select().from(tenantSettings);
        const report = await readReport(tx, day, settingsOf(bookings, tenant).mode);
        return { written: await writeDailyReport(tx, { tenantId, day, report, configured: approverEmails }) };
      });
    },
  };
}

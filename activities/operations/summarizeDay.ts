import { writeDailyReport } from '../../books/operations/writeDailyReport.ts';
import { tenantSettings } from '../../db/identity/schema.ts';
import { readReport } from '../../db/operations/reports.ts';
import { settingsOf } from '../../domain/bookings/settings.ts';
import type { OperationsActivities } from '../../workflows/operations/contract.ts';
import type { BookingDeps } from '../bookings/deps.ts';

/** Writes the report of a tenant's day: bookings, payments, alerts. A day that is written already stays as it was. */
export const summarizeDay =
  ({
    db,
    bookings,
    approverEmails,
  }: Pick<BookingDeps, 'db' | 'bookings' | 'approverEmails'>): OperationsActivities['summarizeDay'] =>
  ({ tenantId, day }) =>
    db.withTenant(tenantId, async (tx) => {
      const [tenant] = await tx.select().from(tenantSettings);
      const report = await readReport(tx, day, settingsOf(bookings, tenant).mode);
      return { written: await writeDailyReport(tx, { tenantId, day, report, configured: approverEmails }) };
    });

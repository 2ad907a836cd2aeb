import { writeDailyReport } from '../../books/operations/writeDailyReport.ts';
import type { Database } from '../../db/database.ts';
import type { ZoneNeeds } from '../../db/operations/reportRange.ts';
import { isReportWritten, type ReportNeeds, readReport, reportDays } from '../../db/operations/reports.ts';
import type { OperationsActivities } from '../../workflows/operations/contract.ts';

type SummarizeDeps = { db: Database; approverEmails: string[] } & ReportNeeds & ZoneNeeds;

/** Writes the report of the tenant's day that ended last. A day that is written already stays as it was. */
export const summarizeDay =
  ({ db, approverEmails, ...needs }: SummarizeDeps): OperationsActivities['summarizeDay'] =>
  ({ tenantId }) =>
    db.withTenant(tenantId, async (tx) => {
      const { ended: day } = await reportDays(tx, needs);
      if (await isReportWritten(tx, day)) return { day, written: false };
      const report = await readReport(tx, day, needs);
      return { day, written: await writeDailyReport(tx, { tenantId, day, report, configured: approverEmails }) };
    });

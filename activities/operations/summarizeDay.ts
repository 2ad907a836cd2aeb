import { writeDailyReport } from '../../books/operations/writeDailyReport.ts';
import type { Database } from '../../db/database.ts';
import { type ReportNeeds, readReport } from '../../db/operations/reports.ts';
import type { OperationsActivities } from '../../workflows/operations/contract.ts';

/** Writes the report of a tenant's day. A day that is written already stays as it was. */
export const summarizeDay =
  ({
    db,
    approverEmails,
    ...needs
  }: { db: Database; approverEmails: string[] } & ReportNeeds): OperationsActivities['summarizeDay'] =>
  ({ tenantId, day }) =>
    db.withTenant(tenantId, async (tx) => {
      const report = await readReport(tx, day, needs);
      return { written: await writeDailyReport(tx, { tenantId, day, report, configured: approverEmails }) };
    });

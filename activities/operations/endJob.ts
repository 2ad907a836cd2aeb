import { keepJobRun } from '../../books/operations/keepJobRun.ts';
import type { Database } from '../../db/database.ts';
import type { Log } from '../../domain/operations/logLevels.ts';
import type { OperationsActivities } from '../../workflows/operations/contract.ts';

/** The end of one cycle of a scheduled job: a line in the log, and a row with what it did. */
export const endJob =
  ({ db, log }: { db: Database; log: Log }): OperationsActivities['endJob'] =>
  async ({ tenantId, job, startedAtMs, durationMs, ok, counts }) => {
    log(ok ? 'job completed' : 'job failed', { tenantId, job, durationMs, ...counts });
    await db.withTenant(tenantId, (tx) =>
      keepJobRun(tx, { tenantId, job, startedAt: new Date(startedAtMs), durationMs, ok, counts }),
    );
  };

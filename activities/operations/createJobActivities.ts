import { keepJobRun } from '../../books/operations/keepJobRun.ts';
import type { Database } from '../../db/database.ts';
import type { Log } from '../../domain/operations/logLevels.ts';

/** Begin and end of one cycle of a scheduled job: a line in the log each, and a row with what it did. */
export function createJobActivities({ db, log }: { db: Database; log: Log }) {
  return {
    async beginJob({ tenantId, job }: { tenantId: string; job: string }): Promise<void> {
      log('job started', { tenantId, job });
    },

    async endJob(input: {
      tenantId: string;
      job: string;
      startedAtMs: number;
      durationMs: number;
      ok: boolean;
      counts: Record<string, number>;
    }): Promise<void> {
      const { tenantId, job, durationMs, ok, counts } = input;
      log(ok ? 'job completed' : 'job failed', { tenantId, job, durationMs, ...counts });
      await db.withTenant(tenantId, (tx) =>
        keepJobRun(tx, { tenantId, job, startedAt: new Date(input.startedAtMs), durationMs, ok, counts }),
      );
    },
  };
}

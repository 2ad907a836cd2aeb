import type { Transaction } from '../../db/database.ts';
import { jobRuns } from '../../db/operations/monitoringSchema.ts';

/** Keeps what one cycle of a scheduled job did. */
export async function keepJobRun(tx: Transaction, run: typeof jobRuns.$inferInsert): Promise<void> {
  await tx.insert(jobRuns).values(run);
}

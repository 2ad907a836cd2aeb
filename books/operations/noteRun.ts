import { sql } from 'drizzle-orm';
import * as AREAS from '../../db/areas.ts';
import type { Transaction } from '../../db/database.ts';
import { processes } from '../../db/operations/schema.ts';
import { slicesOf } from '../../domain/merge.ts';

/** Keeps the run id that the public knows: that of the first chain, also when recover has started another. */
export async function noteRun(tx: Transaction, processId: string, runId: string): Promise<void> {
  await tx.update(processes).set({ runId }).where(sql`id = ${processId} and run_id is null`);
  for (const table of slicesOf(AREAS, 'runIdIn'))
    await tx.execute(
      sql`update ${sql.identifier(table)} set run_id = ${runId} where process_id = ${processId} and run_id is null`,
    );
}

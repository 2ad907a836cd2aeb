import { sql } from 'drizzle-orm';
import type { DbArea } from '../slice.ts';

export const disputes = {
  noteRun: (processId, runId) =>
    sql`update workflow_states set run_id = ${runId} where process_id = ${processId} and run_id is null`,
} satisfies DbArea;

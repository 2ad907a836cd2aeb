import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { workflowStates } from '../../db/disputes/schema.ts';

/** Shows a decision on its run, which goes on; a run that has ended keeps what it ended with. */
export async function noteDecision(tx: Transaction, processId: string, humanReviewData: object): Promise<void> {
  await tx
    .update(workflowStates)
    .set({ humanReviewData, status: 'running', updatedAt: sql`now()` })
    .where(and(eq(workflowStates.processId, processId), isNull(workflowStates.completedAt)));
}

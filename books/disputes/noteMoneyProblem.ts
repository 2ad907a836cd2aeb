import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { workflowStates } from '../../db/disputes/schema.ts';

/** Counts a failed try of the step that moves money, so that people see what the engine tries again. */
export async function noteMoneyProblem(tx: Transaction, processId: string, code: string): Promise<void> {
  await tx
    .update(workflowStates)
    .set({
      moneyProblem: sql`jsonb_build_object('code', ${code}::text, 'times', coalesce((money_problem ->> 'times')::int, 0) + 1)`,
    })
    .where(eq(workflowStates.processId, processId));
}

/** The step went well: nothing fails any more. */
export async function endMoneyProblem(tx: Transaction, processId: string): Promise<void> {
  await tx
    .update(workflowStates)
    .set({ moneyProblem: null })
    .where(and(eq(workflowStates.processId, processId), isNotNull(workflowStates.moneyProblem)));
}

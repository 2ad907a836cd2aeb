import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { processes } from '../../db/operations/schema.ts';

export interface StepTry {
  processId: string;
  /** Name of the activity. */
  step: string;
  /** The vendor's code of this failure. */
  code: string;
  /** Tries that have failed in a row. */
  times: number;
}

/** Keeps that a step of an open run fails at a vendor and is tried again, so that people see it while the engine tries. */
export async function noteStepProblem(tx: Transaction, { processId, step, code, times }: StepTry): Promise<void> {
  await tx
    .update(processes)
    .set({
      stepProblem: sql`jsonb_build_object('step', ${step}::text, 'code', ${code}::text, 'times', ${times}::int,
        'since', coalesce(case when step_problem ->> 'step' = ${step} then step_problem ->> 'since' end, now()::text))`,
    })
    .where(and(eq(processes.id, processId), eq(processes.status, 'open')));
}

/** The step went well, or is not tried again. A problem of another step stays. */
export async function endStepProblem(tx: Transaction, processId: string, step: string): Promise<void> {
  await tx
    .update(processes)
    .set({ stepProblem: null })
    .where(and(eq(processes.id, processId), sql`step_problem ->> 'step' = ${step}`));
}

import { and, eq, isNull, ne } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { BillingFacts, CollectedFacts, CrmFacts, PaymentFacts } from '../../domain/disputes/facts.ts';
import type { RecordProblem } from '../../domain/recordProblem.ts';
import type { DisputeInput } from '../../workflows/disputes/contract.ts';
import type { Transaction } from '../database.ts';
import { moneyCommands } from '../money/schema.ts';
import { processes } from '../operations/schema.ts';
import { workflowStates } from './schema.ts';

export type RunRow = typeof workflowStates.$inferSelect;

/** The run's projection row. Throws when it is missing: it is written before the workflow starts. */
export async function loadRun(tx: Transaction, processId: string): Promise<RunRow> {
  const [row] = await tx.select().from(workflowStates).where(eq(workflowStates.processId, processId));
  if (!row) throw new Error(`no workflow_states row for process ${processId}`);
  return row;
}

interface Unusable {
  invalid?: RecordProblem;
}

/** Records of the run that break a rule, in the order in which the validator names them. */
export const recordProblems = (run: RunRow): RecordProblem[] =>
  [run.crmData, run.billingData, run.paymentData].flatMap((data) => (data as Unusable | null)?.invalid ?? []);

/** The facts of a run whose three sources are all there and usable; else null. */
export const usableFacts = (run: RunRow): CollectedFacts | null =>
  run.crmData && run.billingData && run.paymentData && recordProblems(run).length === 0 ? factsOf(run) : null;

/** The case itself, when it could be read: also where billing or the gateway could not. */
export const usableCase = (run: RunRow): CrmFacts['dispute'] | null =>
  (run.crmData as Partial<CrmFacts> | null)?.dispute ?? null;

export function factsOf(run: RunRow): CollectedFacts {
  return {
    crm: run.crmData as CrmFacts,
    billing: run.billingData as BillingFacts,
    payments: run.paymentData as PaymentFacts,
  };
}

/** Refunds of the run's case, over all its runs, that were made or may still be on their way. */
export async function refundsStanding(
  tx: Transaction,
  processId: string,
): Promise<(typeof moneyCommands.$inferSelect)[]> {
  const own = alias(workflowStates, 'own');
  const rows = await tx
    .select({ command: moneyCommands })
    .from(own)
    .innerJoin(workflowStates, eq(workflowStates.caseId, own.caseId))
    .innerJoin(moneyCommands, eq(moneyCommands.processId, workflowStates.processId))
    .where(
      and(
        eq(own.processId, processId),
        eq(moneyCommands.leg, 'refund'),
        ne(moneyCommands.state, 'refused'),
        isNull(moneyCommands.failedLaterAt),
      ),
    );
  return rows.map((row) => row.command);
}

/** Whether the run goes on with a refund that came back: then no rule about the case may end it before money can be paid. */
export async function isReopened(tx: Transaction, processId: string): Promise<boolean> {
  const [row] = await tx.select({ input: processes.input }).from(processes).where(eq(processes.id, processId));
  return Boolean((row?.input as Partial<DisputeInput> | undefined)?.failedCommandId);
}

import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { workflowStates } from '../../db/disputes/schema.ts';
import { moneyCommands } from '../../db/money/schema.ts';
import { processes } from '../../db/operations/schema.ts';
import type { BillingFacts, ChargeFacts, CollectedFacts, CrmFacts, PaymentFacts } from '../../domain/disputes/facts.ts';
import type { PolicyExcerpt, SimilarCase } from '../../domain/disputes/prompt.ts';
import type { Resolution } from '../../domain/disputes/schema.ts';
import type { RecordProblem } from '../../domain/recordProblem.ts';
import { vendorRecord } from '../../domain/storable.ts';
import type { DisputeInput, DisputeStep } from '../../workflows/disputes/contract.ts';

/** Which run an activity works for. */
export interface RunScope {
  tenantId: string;
  processId: string;
  requestId: string;
}

/** What the model was shown beside the case, kept with the run. */
export interface PromptContext {
  round: number;
  similarCases: SimilarCase[];
  policies: PolicyExcerpt[];
}

/** Proposal of one round, or why there is none. */
export type StoredProposal =
  | { round: number; kind: 'proposed'; resolution: Resolution; charge: ChargeFacts; maximumMinor: number }
  | { round: number; kind: 'parked'; reason: string };

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

/** What vendors said, in fields of a run: their texts may hold what the books can't. */
const VENDOR_FIELDS = ['crmData', 'billingData', 'paymentData'] as const;

/** Writes fields of an open run; a run that has ended keeps what it ended with. */
export async function updateRun(
  tx: Transaction,
  processId: string,
  step: DisputeStep,
  fields: Partial<typeof workflowStates.$inferInsert> = {},
): Promise<void> {
  const records = Object.fromEntries(
    VENDOR_FIELDS.filter((name) => name in fields).map((name) => [name, vendorRecord(fields[name])]),
  );
  await tx
    .update(workflowStates)
    .set({ ...fields, ...records, currentStep: step, updatedAt: sql`now()` })
    .where(and(eq(workflowStates.processId, processId), sql`completed_at is null`));
}

/** Refunds of the run's case, over all its runs, that count as paid. */
export async function appliedRefunds(tx: Transaction, scope: RunScope): Promise<(typeof moneyCommands.$inferSelect)[]> {
  const run = await loadRun(tx, scope.processId);
  const rows = await tx
    .select({ command: moneyCommands })
    .from(moneyCommands)
    .innerJoin(workflowStates, eq(workflowStates.processId, moneyCommands.processId))
    .where(
      and(
        eq(workflowStates.caseId, run.caseId),
        eq(moneyCommands.leg, 'refund'),
        eq(moneyCommands.state, 'applied'),
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

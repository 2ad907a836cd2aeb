import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { workflowStates } from '../../db/schema/disputes.ts';
import type { BillingFacts, ChargeFacts, CollectedFacts, CrmFacts, PaymentFacts } from '../../domain/disputes/facts.ts';
import type { PolicyExcerpt, SimilarCase } from '../../domain/disputes/prompt.ts';
import type { Resolution } from '../../domain/disputes/schema.ts';
import { vendorRecord } from '../../domain/storable.ts';
import type { DisputeStep } from '../../workflows/disputes/contract.ts';

/** Which run an activity works for. */
export interface RunScope {
  tenantId: string;
  processId: string;
  requestId: string;
}

/** What the model was shown beside the case, kept with the run (DR-VEC-07). */
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

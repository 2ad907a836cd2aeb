import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { workflowStates } from '../../db/disputes/schema.ts';
import { tenantSettings } from '../../db/identity/schema.ts';
import { processes } from '../../db/operations/schema.ts';
import type { ProcessRow } from '../../db/processes.ts';
import { assertVendorAccounts } from '../../db/vendors/accounts.ts';
import { canonicalCrmId, crmIdForms } from '../../domain/disputes/crmId.ts';
import { nameNewDispute } from '../../domain/disputes/naming.ts';
import { TASK_QUEUES } from '../../temporal.config.ts';
import { DISPUTE_WORKFLOW, type DisputeInput, disputeWorkflowId } from '../../workflows/disputes/contract.ts';
import type { ReviewTimings } from '../../workflows/reviews/contract.ts';
import { appendEvent } from '../events.ts';
import { createProcess } from '../operations/createProcess.ts';

export interface DisputeStart {
  tenantId: string;
  /** Whose the installation's own credentials are; anybody else needs accounts of their own, or is refused before anything is read. */
  vendorTenantId: string;
  caseId: string;
  customerId: string;
  startedBy: string;
  /** When the customer disputed it, as the event says. */
  occurredAt?: string | undefined;
  requestId: string;
  review: ReviewTimings;
  /** Whether a case whose last run has ended may be run again: by POST yes, by the queue no. */
  mayRerun: boolean;
  failedCommandId?: string;
  /** As in ProcessStart: the caller starts the run itself after its commit. */
  dueAfterMs?: number;
}

export type StartResult =
  | { kind: 'started' | 'joined'; process: ProcessRow }
  | { kind: 'ended_before'; process: ProcessRow };

/** The tenant's own deadline; reminders that would come after it are dropped by setting them to it. */
const withDeadline = (review: ReviewTimings, expireMs: number): ReviewTimings => ({
  expireMs,
  remindMs: Math.min(review.remindMs, expireMs),
  escalateMs: Math.min(review.escalateMs, expireMs),
});

/** The newest run of a case, under whichever form of its CRM id it was started first: both forms are one case. */
async function lastRunOf(tx: Transaction, tenantId: string, caseId: string): Promise<ProcessRow | undefined> {
  const forms = crmIdForms(caseId);
  // Two forms of one id arriving at once share no unique key, so they wait for each other here.
  if (forms.length > 1)
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`case:${tenantId}:${canonicalCrmId(caseId)}`}, 0))`,
    );
  const [last] = await tx
    .select()
    .from(processes)
    .where(and(eq(processes.kind, 'dispute'), inArray(processes.subject, forms)))
    .orderBy(desc(processes.createdAt))
    .limit(1);
  return last;
}

/** Writes a dispute's process, projection row, start and event in one transaction. One open run per case. */
export async function startDispute(tx: Transaction, start: DisputeStart): Promise<StartResult> {
  await assertVendorAccounts(tx, start.tenantId, start.vendorTenantId);
  const last = await lastRunOf(tx, start.tenantId, start.caseId);
  if (last?.status === 'open') return { kind: 'joined', process: last };
  if (last && !start.mayRerun) return { kind: 'ended_before', process: last };

  const run = last ? last.run + 1 : 1;
  const { tenantId, customerId } = start;
  const caseId = last?.subject ?? start.caseId;
  const [settings] = await tx.select().from(tenantSettings);
  const review = settings?.reviewExpireSeconds
    ? withDeadline(start.review, settings.reviewExpireSeconds * 1000)
    : start.review;
  const { process, created } = await createProcess(tx, {
    tenantId,
    kind: 'dispute',
    subject: caseId,
    run,
    ...nameNewDispute(caseId),
    workflowType: DISPUTE_WORKFLOW,
    workflowId: disputeWorkflowId(tenantId, caseId),
    taskQueue: TASK_QUEUES.core,
    input: (processId) =>
      ({
        tenantId,
        processId,
        caseId,
        customerId,
        requestId: start.requestId,
        review,
        ...(start.failedCommandId ? { failedCommandId: start.failedCommandId } : {}),
      }) satisfies DisputeInput,
    startedBy: start.startedBy,
    ...(start.dueAfterMs ? { dueAfterMs: start.dueAfterMs } : {}),
  });
  // Two first messages at once: the unique keys let one in, the other joins it.
  if (!created) return { kind: 'joined', process };
  await tx
    .insert(workflowStates)
    .values({ tenantId, processId: process.id, caseId, customerId, status: 'running', currentStep: 'fetching_data' });
  await appendEvent(tx, {
    type: 'dispute_started',
    actor: start.startedBy,
    subject: `process:${process.id}`,
    data: { caseId, run, ...(start.occurredAt ? { occurredAt: start.occurredAt } : {}) },
    requestId: start.requestId,
    workflowId: process.workflowId,
  });
  return { kind: 'started', process };
}

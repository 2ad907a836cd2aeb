import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import {
  ApplicationFailure,
  defineSearchAttributeKey,
  SearchAttributeType,
  TypedSearchAttributes,
} from '@temporalio/common';
import { eq } from 'drizzle-orm';
import { markDelivered } from '../books/operations/markDelivered.ts';
import { noteRun } from '../books/operations/noteRun.ts';
import { refuseRequest } from '../books/reviews/refuseRequest.ts';
import type { Database } from '../db/database.ts';
import { processes } from '../db/operations/schema.ts';
import { decisionRequests, reviewTasks } from '../db/reviews/schema.ts';
import type { ErrorCode } from '../domain/errors/codes.ts';
import { isErrorCode } from '../domain/errors/codes.ts';
import type { DecisionMessage } from '../domain/reviews/decision.ts';
import { capital, spaced } from '../domain/words.ts';
import { lookSignal } from '../workflows/look.ts';
import { type DecisionAccepted, reviewDecisionUpdate } from '../workflows/reviews/contract.ts';

const TENANT = defineSearchAttributeKey('TenantId', SearchAttributeType.KEYWORD);
const SUBJECT = defineSearchAttributeKey('SubjectId', SearchAttributeType.KEYWORD);

type DecisionAnswer =
  | { kind: 'accepted'; accepted: DecisionAccepted }
  | { kind: 'refused'; code: ErrorCode }
  /** No answer in time, or no engine: the outbox sends it again until there is one. */
  | { kind: 'pending' }
  /** The task is closed and its run has ended: the books hold the answer. */
  | { kind: 'ended' };

/** The only code that speaks to Temporal for the API, the dispatcher and the CLI. */
export interface WorkflowEngine {
  /** Starts the process's workflow, or joins the one that runs. Returns the public run id; null when the process is closed. */
  startProcess(tenantId: string, processId: string): Promise<string | null>;
  /** Sends a stored decision to its workflow as an Update whose id is the request's id. */
  decide(tenantId: string, requestId: string, timeoutMs: number): Promise<DecisionAnswer>;
  /** Tells a process to look at the books, starting its workflow where none runs; `causeId` names the outbox row. */
  look(tenantId: string, processId: string, causeId: string): Promise<void>;
  isRunning(workflowId: string): Promise<boolean>;
  healthy(): Promise<boolean>;
}

async function messageOf(
  db: Database,
  tenantId: string,
  requestId: string,
): Promise<{ workflowId: string; message: DecisionMessage } | null> {
  const [row] = await db.withTenant(tenantId, (tx) =>
    tx
      .select({ request: decisionRequests, workflowId: processes.workflowId })
      .from(decisionRequests)
      .innerJoin(reviewTasks, eq(reviewTasks.id, decisionRequests.taskId))
      .innerJoin(processes, eq(processes.id, reviewTasks.processId))
      .where(eq(decisionRequests.id, requestId)),
  );
  if (!row) return null;
  const { id, taskId, shownHash, action, actor, comment } = row.request;
  return {
    workflowId: row.workflowId,
    message: { requestId: id, taskId, shownHash, action, actor, ...(comment ? { comment } : {}) },
  };
}

/** Read after the engine's answer: the run may have closed the task and ended while the Update was on its way. */
async function taskIsOpen(db: Database, tenantId: string, taskId: string): Promise<boolean> {
  const rows = await db.withTenant(tenantId, (tx) =>
    tx.select({ state: reviewTasks.state }).from(reviewTasks).where(eq(reviewTasks.id, taskId)),
  );
  return rows[0]?.state === 'pending';
}

async function settle(db: Database, tenantId: string, requestId: string, answer: DecisionAnswer): Promise<void> {
  if (answer.kind === 'pending') return;
  await db.withTenant(tenantId, async (tx) => {
    if (answer.kind === 'refused') await refuseRequest(tx, requestId, answer.code);
    await markDelivered(tx, 'decision', requestId);
  });
}

async function sendUpdate(
  client: Client,
  workflowId: string,
  message: DecisionMessage,
  timeoutMs: number,
): Promise<DecisionAnswer> {
  try {
    const accepted = await client.withDeadline(Date.now() + timeoutMs, () =>
      client.workflow
        .getHandle(workflowId)
        .executeUpdate(reviewDecisionUpdate, { args: [message], updateId: message.requestId }),
    );
    return { kind: 'accepted', accepted };
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError) {
      const code = error.cause instanceof ApplicationFailure ? (error.cause.type ?? '') : '';
      return { kind: 'refused', code: isErrorCode(code) ? code : 'REVIEW_STALE' };
    }
    if (error instanceof WorkflowNotFoundError) return { kind: 'ended' };
    if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return { kind: 'pending' };
    return { kind: 'pending' };
  }
}

const startOptions = (process: typeof processes.$inferSelect, tenantId: string) => {
  const { kind, subject, run } = process;
  // By ids only: the engine keeps no names.
  const title = `${capital(spaced(kind.replaceAll('-', '_')))}, ${subject}`;
  return {
    workflowId: process.workflowId,
    taskQueue: process.taskQueue,
    args: [process.input],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    staticSummary: title,
    staticDetails: `Run ${run} about ${subject}. Names, amounts and what was decided stand on the desk.`,
    memo: { title, tenant: tenantId, processId: process.id },
    typedSearchAttributes: new TypedSearchAttributes([
      { key: TENANT, value: tenantId },
      { key: SUBJECT, value: subject },
    ]),
  } as const;
};

/** Starts the workflow, or finds that this very process runs already. Another process under the id must end first. */
async function startOrJoin(client: Client, process: typeof processes.$inferSelect, tenantId: string): Promise<string> {
  try {
    const handle = await client.workflow.start(process.workflowType, {
      ...startOptions(process, tenantId),
      workflowIdConflictPolicy: 'FAIL',
    });
    return handle.firstExecutionRunId;
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    const description = await client.workflow.getHandle(process.workflowId).describe();
    if (description.memo?.processId !== process.id) throw error;
    return description.raw.workflowExecutionInfo?.firstRunId ?? description.runId;
  }
}

async function startProcess(db: Database, client: Client, tenantId: string, processId: string): Promise<string | null> {
  const [process] = await db.withTenant(tenantId, (tx) =>
    tx.select().from(processes).where(eq(processes.id, processId)),
  );
  if (!process) throw new Error(`no process ${processId}`);
  let runId = process.runId;
  if (process.status === 'open') {
    const started = await startOrJoin(client, process, tenantId);
    // The public run id stays that of the first chain, also when recover starts another.
    runId = process.runId ?? started;
  }
  await db.withTenant(tenantId, async (tx) => {
    await markDelivered(tx, 'start', processId);
    if (!process.runId && runId) await noteRun(tx, processId, runId);
  });
  return runId;
}

async function decide(
  db: Database,
  client: Client,
  tenantId: string,
  requestId: string,
  timeoutMs: number,
): Promise<DecisionAnswer> {
  const found = await messageOf(db, tenantId, requestId);
  if (!found) throw new Error(`no decision request ${requestId}`);
  const sent = await sendUpdate(client, found.workflowId, found.message, timeoutMs);
  // No run, but a task that is still open: the run was lost. The decision is kept until recover has brought it back.
  const lost = sent.kind === 'ended' && (await taskIsOpen(db, tenantId, found.message.taskId));
  const answer: DecisionAnswer = lost ? { kind: 'pending' } : sent;
  const settled = settle(db, tenantId, requestId, answer);
  // An accepted decision is in the books already; if marking its row as told fails, it is told once more, and known.
  if (answer.kind === 'accepted') settled.catch(() => undefined);
  else await settled;
  return answer;
}

async function look(db: Database, client: Client, tenantId: string, processId: string, causeId: string): Promise<void> {
  const [process] = await db.withTenant(tenantId, (tx) =>
    tx.select().from(processes).where(eq(processes.id, processId)),
  );
  // A closed process has nothing left to look at: what the books say is final.
  if (process?.status === 'open')
    await client.workflow.signalWithStart(process.workflowType, {
      ...startOptions(process, tenantId),
      workflowIdConflictPolicy: 'USE_EXISTING',
      signal: lookSignal,
      signalArgs: [],
    });
  await db.withTenant(tenantId, (tx) => markDelivered(tx, 'look', causeId));
}

export function createWorkflowEngine(db: Database, client: Client): WorkflowEngine {
  return {
    startProcess: (tenantId, processId) => startProcess(db, client, tenantId, processId),

    decide: (tenantId, requestId, timeoutMs) => decide(db, client, tenantId, requestId, timeoutMs),

    look: (tenantId, processId, causeId) => look(db, client, tenantId, processId, causeId),

    async isRunning(workflowId) {
      try {
        return (await client.workflow.getHandle(workflowId).describe()).status.name === 'RUNNING';
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return false;
        throw error;
      }
    },

    async healthy() {
      try {
        await client.withDeadline(Date.now() + 2000, () => client.connection.workflowService.getSystemInfo({}));
        return true;
      } catch {
        return false;
      }
    },
  };
}

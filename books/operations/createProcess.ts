import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { outbox, processes } from '../../db/operations/schema.ts';
import type { ProcessRow } from '../../db/processes.ts';
import { contentHash } from '../../domain/digest.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import type { ProcessKind } from '../../domain/operations/processKinds.ts';

/** How long the outbox leaves a start to the process that has just written it. */
export const TOLD_BY_WRITER_MS = 5_000;

export interface ProcessStart {
  tenantId: string;
  kind: ProcessKind;
  /** What it is about; with the number of the run its identity for ever, inside tenant and kind. */
  subject: string;
  /** Without it, the only run about its subject. */
  run?: number;
  /** How people call it. */
  title: string;
  subtitle?: string;
  workflowType: string;
  workflowId: string;
  taskQueue: string;
  /** Builds the workflow's input once the process id is known: ids and numbers only. */
  input: (processId: string) => object;
  startedBy: string;
  /**
   * How long the outbox waits before it tells the engine: where the writer tells it after its commit, or where starts
   * are gathered. Without it, at once.
   */
  dueAfterMs?: number;
}

/**
 * Writes the process and its start in one transaction; the dispatcher, or the caller after commit, tells Temporal.
 * The same identity again returns the row that exists.
 */
export async function createProcess(
  tx: Transaction,
  start: ProcessStart,
): Promise<{ process: ProcessRow; created: boolean }> {
  const { input, dueAfterMs, run = 1, ...identity } = start;
  const id = crypto.randomUUID();
  const body = input(id);
  const [created] = await tx
    .insert(processes)
    .values({
      id,
      ...identity,
      run,
      input: body,
      requestHash: contentHash({ workflowType: start.workflowType, key: `${start.subject}/${run}` }),
    })
    .onConflictDoNothing()
    .returning();
  if (created) {
    const due = dueAfterMs ? { dueAt: sql`now() + ${`${dueAfterMs} milliseconds`}::interval` } : {};
    await tx.insert(outbox).values({ tenantId: start.tenantId, kind: 'start', subjectId: id, ...due });
    return { process: created, created: true };
  }
  const [existing] = await tx
    .select()
    .from(processes)
    .where(and(eq(processes.kind, start.kind), eq(processes.subject, start.subject), eq(processes.run, run)));
  if (existing) return { process: existing, created: false };
  const [open] = await tx
    .select()
    .from(processes)
    .where(and(eq(processes.workflowId, start.workflowId), eq(processes.status, 'open')));
  if (!open) throw new Error(`process ${start.kind} ${start.subject}/${run} neither created nor found`);
  return { process: open, created: false };
}

const RETRY_SECONDS = 10;

/**
 * A connection begins or ends by one run at a time, and the open one would swallow what is asked for now where that is the other.
 * Throws RATE_LIMITED then.
 */
export function assertSameChange(
  { process, created }: { process: Pick<ProcessRow, 'input'>; created: boolean },
  change: 'connect' | 'disconnect',
): void {
  const under = process.input as { change?: unknown } | null;
  if (created || under?.change === change) return;
  throw new CodedError(
    'RATE_LIMITED',
    'Another change of this connection is under way; send it again when it has ended',
    {
      retry_after_seconds: RETRY_SECONDS,
    },
  );
}

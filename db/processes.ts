import { and, eq, sql } from 'drizzle-orm';
import { contentHash } from '../domain/digest.ts';
import type { Transaction } from './database.ts';
import { outbox, processes } from './schema/operations.ts';

export interface ProcessStart {
  tenantId: string;
  kind: string;
  /** Identity for ever inside tenant and kind. */
  key: string;
  workflowType: string;
  workflowId: string;
  taskQueue: string;
  /** Builds the workflow's input once the process id is known: ids and numbers only. */
  input: (processId: string) => object;
  startedBy: string;
  /** Set where the writer tells the engine itself after its commit: the outbox then waits this long before it does. */
  toldByWriterMs?: number;
}

export type ProcessRow = typeof processes.$inferSelect;

/**
 * Writes the process and its start in one transaction; the dispatcher, or the caller after commit, tells Temporal.
 * The same identity again returns the row that exists.
 */
export async function createProcess(
  tx: Transaction,
  start: ProcessStart,
): Promise<{ process: ProcessRow; created: boolean }> {
  const { input, toldByWriterMs, ...identity } = start;
  const id = crypto.randomUUID();
  const body = input(id);
  const [created] = await tx
    .insert(processes)
    .values({
      id,
      ...identity,
      input: body,
      requestHash: contentHash({ workflowType: start.workflowType, key: start.key }),
    })
    .onConflictDoNothing()
    .returning();
  if (created) {
    const due = toldByWriterMs ? { dueAt: sql`now() + ${`${toldByWriterMs} milliseconds`}::interval` } : {};
    await tx.insert(outbox).values({ tenantId: start.tenantId, kind: 'start', subjectId: id, ...due });
    return { process: created, created: true };
  }
  const [existing] = await tx
    .select()
    .from(processes)
    .where(and(eq(processes.kind, start.kind), eq(processes.key, start.key)));
  if (existing) return { process: existing, created: false };
  const [open] = await tx
    .select()
    .from(processes)
    .where(and(eq(processes.workflowId, start.workflowId), eq(processes.status, 'open')));
  if (!open) throw new Error(`process ${start.kind} ${start.key} neither created nor found`);
  return { process: open, created: false };
}

/** Closes a process in the transaction that ends its run. */
export async function closeProcess(tx: Transaction, processId: string): Promise<void> {
  await tx.update(processes).set({ status: 'closed', closedAt: sql`now()` }).where(eq(processes.id, processId));
}

/** Tells a process to look at the books. A cause is told once: the row it speaks of was written in this transaction. */
export async function queueLook(
  tx: Transaction,
  look: { tenantId: string; processId: string; causeId: string },
): Promise<void> {
  const { tenantId, processId, causeId } = look;
  await tx.insert(outbox).values({ tenantId, kind: 'look', subjectId: causeId, processId }).onConflictDoNothing();
}

import { and, desc, eq, like, sql } from 'drizzle-orm';
import { contentHash } from '../domain/digest.ts';
import type { Transaction } from './database.ts';
import { outbox, processes } from './operations/schema.ts';

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
  /**
   * How long the outbox waits before it tells the engine: where the writer tells it after its commit, or where starts
   * are gathered. Without it, at once.
   */
  dueAfterMs?: number;
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
  const { input, dueAfterMs, ...identity } = start;
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
    const due = dueAfterMs ? { dueAt: sql`now() + ${`${dueAfterMs} milliseconds`}::interval` } : {};
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

/** The newest run of a subject, and the number the next one has; keys read `{subject}/{number}`. */
export async function runsOf(
  tx: Transaction,
  kind: string,
  subject: string,
): Promise<{ last: ProcessRow | undefined; next: number }> {
  const [last] = await tx
    .select()
    .from(processes)
    .where(and(eq(processes.kind, kind), like(processes.key, `${subject}/%`)))
    .orderBy(desc(processes.createdAt))
    .limit(1);
  return { last, next: last ? Number(last.key.split('/').at(-1)) + 1 : 1 };
}

/** Closes a process in the transaction that ends its run. */
export async function closeProcess(tx: Transaction, processId: string): Promise<void> {
  await tx.update(processes).set({ status: 'closed', closedAt: sql`now()` }).where(eq(processes.id, processId));
}

/** Sends a look to a process: it reads the books. A cause is told once: the row it speaks of was written in this transaction. */
export async function queueLook(
  tx: Transaction,
  look: { tenantId: string; processId: string; causeId: string },
): Promise<void> {
  const { tenantId, processId, causeId } = look;
  await tx.insert(outbox).values({ tenantId, kind: 'look', subjectId: causeId, processId }).onConflictDoNothing();
}

import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { processes } from '../../db/operations/schema.ts';
import { type ProcessRow, runsOf } from '../../db/processes.ts';
import { TASK_QUEUES } from '../../temporal.config.ts';
import { createProcess, type ProcessStart } from '../operations/createProcess.ts';
import { queueLook } from '../operations/queueLook.ts';

type Reading = Omit<ProcessStart, 'run' | 'taskQueue'> & {
  /** What an open reading is told of; without it, it is only found. */
  causeId?: string;
};

/** The reading of an instance or account: the open one, which is told to look again where something caused this, or a new one. */
export async function startReading(
  tx: Transaction,
  { causeId, ...start }: Reading,
): Promise<{ process: ProcessRow; created: boolean }> {
  const { tenantId, kind, subject } = start;
  const { last, next } = await runsOf(tx, kind, subject);
  // Locked: its end waits for this, and then sees what was written here, or this sees that it has ended.
  const [open] = last ? await tx.select().from(processes).where(eq(processes.id, last.id)).for('update') : [];
  if (open?.status === 'open') {
    if (causeId) await queueLook(tx, { tenantId, processId: open.id, causeId });
    return { process: open, created: false };
  }
  return createProcess(tx, { ...start, run: next, taskQueue: TASK_QUEUES.core });
}

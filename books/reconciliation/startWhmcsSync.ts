import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { processes } from '../../db/operations/schema.ts';
import { type ProcessRow, runsOf } from '../../db/processes.ts';
import type { WhmcsInstance } from '../../db/reconciliation/sealed.ts';
import { TASK_QUEUES } from '../../temporal.config.ts';
import {
  WHMCS_SYNC_WORKFLOW,
  type WhmcsSyncInput,
  type WhmcsSyncMode,
  whmcsSyncWorkflowId,
} from '../../workflows/reconciliation/contract.ts';
import { createProcess } from '../operations/createProcess.ts';
import { queueLook } from '../operations/queueLook.ts';

interface Start {
  instance: WhmcsInstance;
  mode: WhmcsSyncMode;
  startedBy: string;
  /** What an open reading is told of; without it, it is only found. */
  causeId?: string;
  dueAfterMs?: number;
}

/** The reading of an instance: the open one, which is told to look again where something caused this, or a new one. */
export async function startWhmcsSync(
  tx: Transaction,
  { instance, mode, startedBy, causeId, dueAfterMs }: Start,
): Promise<{ process: ProcessRow; created: boolean }> {
  const { tenantId, id: instanceId } = instance;
  const { last, next } = await runsOf(tx, 'whmcs-sync', instanceId);
  // Locked: its end waits for this, and then sees what was written here, or this sees that it has ended.
  const [open] = last ? await tx.select().from(processes).where(eq(processes.id, last.id)).for('update') : [];
  if (open?.status === 'open') {
    if (causeId) await queueLook(tx, { tenantId, processId: open.id, causeId });
    return { process: open, created: false };
  }
  return createProcess(tx, {
    tenantId,
    kind: 'whmcs-sync',
    subject: instanceId,
    title: `Read the WHMCS instance “${instance.name}”`,
    run: next,
    workflowType: WHMCS_SYNC_WORKFLOW,
    workflowId: whmcsSyncWorkflowId(tenantId, instanceId),
    taskQueue: TASK_QUEUES.core,
    input: (processId) => ({ tenantId, processId, instanceId, mode }) satisfies WhmcsSyncInput,
    startedBy,
    ...(dueAfterMs ? { dueAfterMs } : {}),
  });
}

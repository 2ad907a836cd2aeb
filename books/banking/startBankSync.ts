import { type BankConnectionRow, bankName } from '../../db/banking/connections.ts';
import type { Transaction } from '../../db/database.ts';
import { type ProcessRow, runsOf } from '../../db/processes.ts';
import { TASK_QUEUES } from '../../temporal.config.ts';
import { BANK_SYNC_WORKFLOW, type BankSyncInput, bankSyncWorkflowId } from '../../workflows/banking/contract.ts';
import { appendEvent } from '../events.ts';
import { createProcess } from '../operations/createProcess.ts';

/** The run that brings the lines of a bank up to date: the open one, or a new one. */
export async function startBankSync(
  tx: Transaction,
  bank: BankConnectionRow,
  { startedBy, dueAfterMs }: { startedBy: string; dueAfterMs?: number },
): Promise<{ process: ProcessRow; created: boolean }> {
  const { tenantId, id: connectionId } = bank;
  const { last, next } = await runsOf(tx, 'bank-sync', connectionId);
  if (last?.status === 'open') return { process: last, created: false };
  const started = await createProcess(tx, {
    tenantId,
    kind: 'bank-sync',
    subject: connectionId,
    title: `Read ${bankName(bank)}`,
    run: next,
    workflowType: BANK_SYNC_WORKFLOW,
    workflowId: bankSyncWorkflowId(tenantId, connectionId),
    taskQueue: TASK_QUEUES.core,
    input: (processId) => ({ tenantId, processId, connectionId }) satisfies BankSyncInput,
    startedBy,
    ...(dueAfterMs ? { dueAfterMs } : {}),
  });
  if (started.created)
    await appendEvent(tx, {
      type: bank.provider === 'plaid' ? 'plaid_sync_started' : 'bank_sync_started',
      actor: startedBy,
      subject: `bank:${connectionId}`,
      data: { processId: started.process.id },
    });
  return started;
}

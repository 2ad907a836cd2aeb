import { type BankConnectionRow, bankName } from '../../db/banking/connections.ts';
import type { Transaction } from '../../db/database.ts';
import { runsOf } from '../../db/processes.ts';
import { TASK_QUEUES } from '../../temporal.config.ts';
import {
  BANK_CONNECTION_WORKFLOW,
  type BankConnectionInput,
  bankConnectionWorkflowId,
} from '../../workflows/banking/contract.ts';
import { assertSameChange, createProcess, TOLD_BY_WRITER_MS } from '../operations/createProcess.ts';

/** Starts the run that speaks with the provider about this bank; the open one, where there is one. Throws RATE_LIMITED while the other change runs. */
export async function changeBank(
  tx: Transaction,
  bank: BankConnectionRow,
  change: BankConnectionInput['change'],
  startedBy: string,
): Promise<string> {
  const { tenantId, id: connectionId } = bank;
  const { next } = await runsOf(tx, 'bank-connection', connectionId);
  const started = await createProcess(tx, {
    tenantId,
    kind: 'bank-connection',
    subject: connectionId,
    title: `${change === 'connect' ? 'Connect' : 'Disconnect'} ${bankName(bank)}`,
    run: next,
    workflowType: BANK_CONNECTION_WORKFLOW,
    workflowId: bankConnectionWorkflowId(tenantId, connectionId),
    taskQueue: TASK_QUEUES.core,
    input: (processId) => ({ tenantId, processId, connectionId, change }) satisfies BankConnectionInput,
    startedBy,
    dueAfterMs: TOLD_BY_WRITER_MS,
  });
  assertSameChange(started, change);
  return started.process.id;
}

import type { Transaction } from '../../db/database.ts';
import { mailboxName } from '../../db/mailbox/mailboxName.ts';
import { type ProcessRow, runsOf } from '../../db/processes.ts';
import { TASK_QUEUES } from '../../temporal.config.ts';
import {
  GMAIL_SYNC_WORKFLOW,
  type GmailSyncInput,
  gmailSyncWorkflowId,
  type SyncMode,
} from '../../workflows/mailbox/contract.ts';
import { appendEvent } from '../events.ts';
import { createProcess } from '../operations/createProcess.ts';

/** The run that brings a mailbox's evidence up to date: the open one, or a new one. */
export async function startSync(
  tx: Transaction,
  sync: { tenantId: string; mailboxId: string; mode: SyncMode; startedBy: string; dueAfterMs?: number },
): Promise<{ process: ProcessRow; created: boolean }> {
  const { tenantId, mailboxId, mode, startedBy, dueAfterMs } = sync;
  const { last, next } = await runsOf(tx, 'gmail-sync', mailboxId);
  if (last?.status === 'open') return { process: last, created: false };
  const started = await createProcess(tx, {
    tenantId,
    kind: 'gmail-sync',
    subject: mailboxId,
    title: `Read new mail in ${await mailboxName(tx, mailboxId)}`,
    run: next,
    workflowType: GMAIL_SYNC_WORKFLOW,
    workflowId: gmailSyncWorkflowId(tenantId, mailboxId),
    taskQueue: TASK_QUEUES.core,
    input: (processId) => ({ tenantId, processId, mailboxId, mode }) satisfies GmailSyncInput,
    startedBy,
    ...(dueAfterMs ? { dueAfterMs } : {}),
  });
  if (started.created)
    await appendEvent(tx, {
      type: 'gmail_sync_started',
      actor: startedBy,
      subject: `mailbox:${mailboxId}`,
      data: { processId: started.process.id, mode },
    });
  return started;
}

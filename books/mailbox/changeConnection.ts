import type { Transaction } from '../../db/database.ts';
import { mailboxName } from '../../db/mailbox/mailboxName.ts';
import type { MailboxRow } from '../../db/mailbox/sealed.ts';
import { runsOf } from '../../db/processes.ts';
import { TASK_QUEUES } from '../../temporal.config.ts';
import {
  GMAIL_CONNECTION_WORKFLOW,
  type GmailConnectionInput,
  gmailConnectionWorkflowId,
} from '../../workflows/mailbox/contract.ts';
import { createProcess, TOLD_BY_WRITER_MS } from '../operations/createProcess.ts';

/** Starts the run that speaks with Google about this mailbox; numbered, because a mailbox is connected more than once. */
export async function changeConnection(
  tx: Transaction,
  box: MailboxRow,
  change: GmailConnectionInput['change'],
  startedBy: string,
): Promise<string> {
  const { tenantId, id: mailboxId } = box;
  const { next } = await runsOf(tx, 'gmail-connection', mailboxId);
  const { process } = await createProcess(tx, {
    tenantId,
    kind: 'gmail-connection',
    subject: mailboxId,
    title: `${change === 'connect' ? 'Connect' : 'Disconnect'} ${await mailboxName(tx, mailboxId)}`,
    run: next,
    workflowType: GMAIL_CONNECTION_WORKFLOW,
    workflowId: gmailConnectionWorkflowId(tenantId, mailboxId),
    taskQueue: TASK_QUEUES.core,
    input: (processId) => ({ tenantId, processId, mailboxId, change }) satisfies GmailConnectionInput,
    startedBy,
    dueAfterMs: TOLD_BY_WRITER_MS,
  });
  return process.id;
}

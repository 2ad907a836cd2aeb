import type { Transaction } from '../../db/database.ts';
import { notifications } from '../../db/notifications/schema.ts';
import { uuidFromText } from '../../domain/digest.ts';
import type { MailTemplate } from '../../domain/notifications/mailTemplates.ts';
import { nameMessages } from '../../domain/notifications/naming.ts';
import { TASK_QUEUES } from '../../temporal.config.ts';
import {
  NOTIFICATION_WORKFLOW,
  type NotificationInput,
  notificationWorkflowId,
} from '../../workflows/notifications/contract.ts';
import { createProcess } from '../operations/createProcess.ts';

export interface Message {
  channel: 'email' | 'queue' | 'whatsapp' | 'web';
  /** Where the same message goes when the channel can't deliver it. */
  fallback?: 'web';
  /** Mail address, the queue's name, or `booking:{id}`: whoever made that booking, resolved when it is sent. */
  recipient: string;
  template: MailTemplate;
  /** Ids and amounts for the template; texts of cases stay out of mails. */
  variables: Record<string, unknown>;
}

/**
 * Writes messages and the process that delivers them, in the caller's transaction; the same batch key again adds nothing.
 * `causeId`: the run that they tell of.
 */
export async function queueNotifications(
  tx: Transaction,
  batch: { tenantId: string; batchKey: string; causeId?: string; messages: Message[] },
): Promise<void> {
  if (batch.messages.length === 0) return;
  const { tenantId, causeId = null } = batch;
  const batchId = uuidFromText(batch.batchKey);
  await tx
    .insert(notifications)
    .values(batch.messages.map((message) => ({ tenantId, batchId, causeId, ...message })))
    .onConflictDoNothing();
  await createProcess(tx, {
    tenantId,
    kind: 'notification',
    subject: batchId,
    title: nameMessages(batch.messages),
    workflowType: NOTIFICATION_WORKFLOW,
    workflowId: notificationWorkflowId(tenantId, batchId),
    taskQueue: TASK_QUEUES.core,
    input: (processId) => ({ tenantId, processId, batchId }) satisfies NotificationInput,
    startedBy: 'workflow',
  });
}

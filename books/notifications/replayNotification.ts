import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { notifications } from '../../db/notifications/schema.ts';
import { runsOf } from '../../db/processes.ts';
import { nameMessages } from '../../domain/notifications/naming.ts';
import { TASK_QUEUES } from '../../temporal.config.ts';
import {
  NOTIFICATION_WORKFLOW,
  type NotificationInput,
  notificationWorkflowId,
} from '../../workflows/notifications/contract.ts';
import { createProcess } from '../operations/createProcess.ts';

/** Gives a message that was given up new tries, in the caller's transaction; false when there is none under this id. */
export async function replayNotification(
  tx: Transaction,
  tenantId: string,
  notificationId: string,
  startedBy: string,
): Promise<boolean> {
  const [row] = await tx
    .update(notifications)
    .set({ status: 'queued', attempts: 0, lastError: null, retryAt: null, processId: null })
    .where(sql`id = ${notificationId} and status in ('failed', 'undeliverable')`)
    .returning();
  if (!row) return false;
  const { batchId } = row;
  const { next } = await runsOf(tx, 'notification', batchId);
  await createProcess(tx, {
    tenantId,
    kind: 'notification',
    subject: batchId,
    title: `${nameMessages([row])}, again`,
    run: next,
    workflowType: NOTIFICATION_WORKFLOW,
    workflowId: notificationWorkflowId(tenantId, batchId),
    taskQueue: TASK_QUEUES.core,
    input: (processId) => ({ tenantId, processId, batchId }) satisfies NotificationInput,
    startedBy,
  });
  return true;
}

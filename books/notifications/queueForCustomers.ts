import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { notifications } from '../../db/notifications/schema.ts';
import { processes } from '../../db/operations/schema.ts';
import { runsOf } from '../../db/processes.ts';
import { uuidFromText } from '../../domain/digest.ts';
import { TASK_QUEUES } from '../../temporal.config.ts';
import {
  NOTIFICATION_WORKFLOW,
  type NotificationInput,
  notificationWorkflowId,
} from '../../workflows/notifications/contract.ts';
import { createProcess } from '../operations/createProcess.ts';
import type { Message } from './queueNotifications.ts';

/** The subject of shared runs. */
const SHARED = 'customers';
/** A shared run begins this late, so that messages which come one after the other share it. */
const GATHER_MS = 1_000;

/** The run that delivers to customers just now, held open until this transaction ends; a new one where there is none. */
async function sharedRun(tx: Transaction, tenantId: string): Promise<string> {
  const workflowId = notificationWorkflowId(tenantId, SHARED);
  for (;;) {
    // Whoever ends the run waits for this lock, and then sees the rows that came with it.
    const [open] = await tx
      .select({ id: processes.id })
      .from(processes)
      .where(and(eq(processes.workflowId, workflowId), eq(processes.status, 'open')))
      .for('share');
    if (open) return open.id;
    const batchId = crypto.randomUUID();
    const { next } = await runsOf(tx, 'notification', SHARED);
    const { process, created } = await createProcess(tx, {
      tenantId,
      kind: 'notification',
      subject: SHARED,
      title: 'Tell customers about their bookings',
      run: next,
      workflowType: NOTIFICATION_WORKFLOW,
      workflowId,
      taskQueue: TASK_QUEUES.core,
      input: (processId) => ({ tenantId, processId, batchId }) satisfies NotificationInput,
      startedBy: 'workflow',
      dueAfterMs: GATHER_MS,
    });
    if (created) return process.id;
  }
}

/**
 * As queueNotifications, but many causes share the run that delivers: a thousand bookings that end together cost one
 * run, not a thousand. The same cause again adds nothing. What the messages say may still be read meanwhile.
 */
export async function queueForCustomers(
  tx: Transaction,
  tenantId: string,
  causes: Promise<{ batchKey: string; message: Message }[]>,
): Promise<void> {
  const [processId, told] = await Promise.all([sharedRun(tx, tenantId), causes]);
  await tx
    .insert(notifications)
    .values(told.map(({ batchKey, message }) => ({ tenantId, batchId: uuidFromText(batchKey), processId, ...message })))
    .onConflictDoNothing();
}

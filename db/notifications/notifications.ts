import { and, eq, isNull, or, sql } from 'drizzle-orm';
import { uuidFromText } from '../../domain/digest.ts';
import { hasPermission } from '../../domain/identity/permissions.ts';
import type { MailTemplate } from '../../domain/notifications/mailTemplates.ts';
import { TASK_QUEUES } from '../../temporal.config.ts';
import {
  NOTIFICATION_WORKFLOW,
  type NotificationInput,
  notificationWorkflowId,
} from '../../workflows/notifications/contract.ts';
import type { Transaction } from '../database.ts';
import { users } from '../identity/schema.ts';
import { processes } from '../operations/schema.ts';
import { closeProcess, createProcess } from '../processes.ts';
import { notifications } from './schema.ts';

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

/** Addresses that hear of reviews: the configured list and users with the right who opted in. */
export async function approvers(tx: Transaction, configured: string[]): Promise<string[]> {
  const optedIn = await tx.select().from(users).where(sql`notify_on_review and disabled_at is null`);
  const own = optedIn.filter((user) => hasPermission(user.roles, 'review:decide')).map((user) => user.email);
  return [...new Set([...configured, ...own])];
}

/** Writes messages and the process that delivers them, in the caller's transaction; the same batch key again adds nothing. */
export async function queueNotifications(
  tx: Transaction,
  batch: { tenantId: string; batchKey: string; messages: Message[] },
): Promise<void> {
  if (batch.messages.length === 0) return;
  const { tenantId } = batch;
  const batchId = uuidFromText(batch.batchKey);
  await tx
    .insert(notifications)
    .values(batch.messages.map((message) => ({ tenantId, batchId, ...message })))
    .onConflictDoNothing();
  await createProcess(tx, {
    tenantId,
    kind: 'notification',
    key: batchId,
    workflowType: NOTIFICATION_WORKFLOW,
    workflowId: notificationWorkflowId(tenantId, batchId),
    taskQueue: TASK_QUEUES.core,
    input: (processId) => ({ tenantId, processId, batchId }) satisfies NotificationInput,
    startedBy: 'workflow',
  });
}

/** Room of the process keys of shared runs. */
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
    const { process, created } = await createProcess(tx, {
      tenantId,
      kind: 'notification',
      key: `${SHARED}/${batchId}`,
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

/**
 * Ends a run that delivers, unless a message has come meanwhile: then it goes on. True when it has ended.
 */
export async function endDelivery(tx: Transaction, input: NotificationInput): Promise<boolean> {
  await tx.select({ id: processes.id }).from(processes).where(eq(processes.id, input.processId)).for('update');
  if ((await tx.$count(notifications, queuedOf(input))) > 0) return false;
  await closeProcess(tx, input.processId);
  return true;
}

/** Messages this run has still to deliver. */
export const queuedOf = ({ processId, batchId }: NotificationInput) =>
  and(
    eq(notifications.status, 'queued'),
    or(
      eq(notifications.processId, processId),
      and(isNull(notifications.processId), eq(notifications.batchId, batchId)),
    ),
  );

/** Writes one mail to everybody who may manage users of the tenant; the same batch key again adds nothing. */
export async function tellAdmins(
  tx: Transaction,
  mail: { tenantId: string; batchKey: string } & Pick<Message, 'template' | 'variables'>,
): Promise<void> {
  const { tenantId, batchKey, template, variables } = mail;
  const all = await tx.select({ email: users.email, roles: users.roles }).from(users).where(isNull(users.disabledAt));
  const messages = all
    .filter((user) => hasPermission(user.roles, 'admin:users'))
    .map(({ email }) => ({ channel: 'email' as const, recipient: email, template, variables }));
  await queueNotifications(tx, { tenantId, batchKey, messages });
}

/** Writes one mail to everybody who hears of reviews; the same batch key again adds nothing. */
export async function tellApprovers(
  tx: Transaction,
  mail: { tenantId: string; batchKey: string; configured: string[] } & Pick<Message, 'template' | 'variables'>,
): Promise<void> {
  const { tenantId, batchKey, configured, template, variables } = mail;
  const recipients = await approvers(tx, configured);
  const messages = recipients.map((recipient) => ({ channel: 'email' as const, recipient, template, variables }));
  await queueNotifications(tx, { tenantId, batchKey, messages });
}

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
  const [earlier] = await tx.execute(
    sql`select count(*) as runs from processes where kind = 'notification' and (key = ${batchId} or starts_with(key, ${`${batchId}/`}))`,
  );
  await createProcess(tx, {
    tenantId,
    kind: 'notification',
    key: `${batchId}/${Number(earlier?.runs ?? 0) + 1}`,
    workflowType: NOTIFICATION_WORKFLOW,
    workflowId: notificationWorkflowId(tenantId, batchId),
    taskQueue: TASK_QUEUES.core,
    input: (processId) => ({ tenantId, processId, batchId }) satisfies NotificationInput,
    startedBy,
  });
  return true;
}

/**
 * What the vendor says of a message: a notice is kept, so that a delivery whose answer was lost knows that it arrived; a
 * failure after all sends the message over its other channel. Repeated and late notices change nothing.
 */
export async function settleDelivery(
  tx: Transaction,
  tenantId: string,
  notificationId: string,
  status: 'sent' | 'delivered' | 'read' | 'failed',
): Promise<void> {
  if (status !== 'failed') {
    await tx
      .update(notifications)
      .set({ noticedAt: sql`now()` })
      .where(sql`id = ${notificationId} and noticed_at is null`);
    return;
  }
  const [failed] = await tx
    .update(notifications)
    .set({ status: 'failed', lastError: 'WHATSAPP_FAILED_LATER' })
    .where(sql`id = ${notificationId} and status in ('sent', 'queued') and channel = 'whatsapp'`)
    .returning();
  if (!failed?.fallback) return;
  const { recipient, template, fallback: channel } = failed;
  await queueNotifications(tx, {
    tenantId,
    batchKey: `${failed.id}:fallback`,
    messages: [{ channel, recipient, template, variables: failed.variables as Record<string, unknown> }],
  });
}

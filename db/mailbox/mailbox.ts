import { and, eq, sql } from 'drizzle-orm';
import { hasPermission, ROLES } from '../../domain/identity/permissions.ts';
import { TASK_QUEUES } from '../../temporal.config.ts';
import {
  GMAIL_SYNC_WORKFLOW,
  type GmailSyncInput,
  gmailSyncWorkflowId,
  type SyncMode,
} from '../../workflows/mailbox/contract.ts';
import type { Transaction } from '../database.ts';
import { appendEvent } from '../events.ts';
import { createProcess, type ProcessRow, runsOf } from '../processes.ts';
import { mailboxes } from './schema.ts';

const MANAGERS = `{${ROLES.filter((role) => hasPermission([role], 'integrations:manage')).join(',')}}`;

/**
 * Why a connected payment inbox is not read although Google would give its mail; null where it is. Its mail confirms
 * bookings, so a second person has approved it, and its owner may still manage integrations. Nothing is lost: it is read
 * on from where it was left.
 */
export const INBOX_HINDRANCES = ['unapproved', 'owner_disabled', 'owner_without_right'] as const;
export const inboxHindrance = sql<(typeof INBOX_HINDRANCES)[number] | null>`(select case
  when gmail_connections.purpose <> 'payment_inbox' then null
  when u.disabled_at is not null then 'owner_disabled'
  when not u.roles && ${MANAGERS}::text[] then 'owner_without_right'
  when not gmail_connections.approved then 'unapproved' end
  from users u where u.tenant_id = gmail_connections.tenant_id and u.id = gmail_connections.user_id)`;

/** Mailboxes that may be read now for this purpose: connected, not paused after failures, and without a hindrance. */
export const readable = (purpose: (typeof mailboxes.purpose.enumValues)[number]) =>
  and(
    eq(mailboxes.purpose, purpose),
    eq(mailboxes.status, 'active'),
    sql`coalesce(${mailboxes.pausedUntil}, '-infinity') <= now()`,
    sql`${inboxHindrance} is null`,
  );

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
    key: `${mailboxId}/${next}`,
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

import { and, eq, sql } from 'drizzle-orm';
import { startSync } from '../../books/mailbox/startSync.ts';
import type { Database } from '../../db/database.ts';
import { readable } from '../../db/mailbox/mailbox.ts';
import { mailboxes } from '../../db/mailbox/schema.ts';
import { processes } from '../../db/operations/schema.ts';
import { gmailSyncWorkflowId, type MailboxActivities } from '../../workflows/mailbox/contract.ts';

/** Syncs of a tenant at once. */
const AT_ONCE = 20;

export const startDueSyncs =
  ({ db }: { db: Database }): MailboxActivities['startDueSyncs'] =>
  async ({ tenantId, sinceMs }) =>
    db.withTenant(tenantId, async (tx) => {
      const due = await tx
        .select({ id: mailboxes.id })
        .from(mailboxes)
        .where(
          and(
            readable('evidence'),
            sql`not exists (select 1 from processes p where p.kind = 'gmail-sync'
              and p.workflow_id = ${gmailSyncWorkflowId(tenantId, '')} || ${mailboxes.id}::text
              and (p.status = 'open' or p.created_at >= to_timestamp(${sinceMs}::float8 / 1000)))`,
          ),
        )
        .orderBy(sql`checked_at nulls first`);
      const open = await tx.$count(processes, and(eq(processes.kind, 'gmail-sync'), eq(processes.status, 'open')));
      const now = due.slice(0, Math.max(0, AT_ONCE - open));
      for (const { id: mailboxId } of now)
        await startSync(tx, { tenantId, mailboxId, mode: 'incremental', startedBy: 'schedule' });
      return { started: now.length, waiting: due.length - now.length };
    });

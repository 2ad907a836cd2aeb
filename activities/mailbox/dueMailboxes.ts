import { asc } from 'drizzle-orm';
import type { Database } from '../../db/database.ts';
import { readable } from '../../db/mailbox/mailbox.ts';
import { mailboxes } from '../../db/mailbox/schema.ts';
import type { MailboxActivities } from '../../workflows/mailbox/contract.ts';

export const dueMailboxes =
  ({ db }: { db: Database }): MailboxActivities['dueMailboxes'] =>
  async ({ tenantId }) => {
    const rows = await db.readTenant(tenantId, (tx) =>
      tx
        .select({ id: mailboxes.id })
        .from(mailboxes)
        .where(readable('payment_inbox'))
        .orderBy(asc(mailboxes.createdAt)),
    );
    return rows.map((row) => row.id);
  };

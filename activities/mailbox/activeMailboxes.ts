import { asc, eq } from 'drizzle-orm';
import type { Database } from '../../db/database.ts';
import { mailboxes } from '../../db/mailbox/schema.ts';
import type { MailboxActivities } from '../../workflows/mailbox/contract.ts';

export const activeMailboxes =
  ({ db }: { db: Database }): MailboxActivities['activeMailboxes'] =>
  async ({ tenantId }) => {
    const rows = await db.withTenant(tenantId, (tx) =>
      tx
        .select({ id: mailboxes.id })
        .from(mailboxes)
        .where(eq(mailboxes.status, 'active'))
        .orderBy(asc(mailboxes.createdAt)),
    );
    return rows.map((row) => row.id);
  };

import { and, eq, ne, sql } from 'drizzle-orm';
import { mailboxes } from '../../db/mailbox/schema.ts';
import { stale } from '../identity/stale.ts';
import type { PowerKind } from '../slice.ts';

export const powerKinds = {
  mailbox: {
    /** From now on this inbox is read. Another account would have asked anew, in the place of this request. */
    async apply(tx, change) {
      const approved = await tx
        .update(mailboxes)
        .set({ approved: true, updatedAt: sql`now()` })
        .where(and(eq(mailboxes.id, change.subject.slice('mailbox:'.length)), ne(mailboxes.status, 'disconnected')))
        .returning({ id: mailboxes.id });
      if (approved.length === 0) throw stale();
    },
  },
} satisfies Record<string, PowerKind>;

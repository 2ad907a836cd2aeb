import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { mailboxes } from '../../db/mailbox/schema.ts';

/** Says that a mailbox is being read, so that a booking about to expire waits for this reading instead of beginning its own. */
export const holdMailbox = (tx: Transaction, mailboxId: string, seconds: number): Promise<unknown> =>
  tx
    .update(mailboxes)
    .set({ checkingUntil: sql`now() + make_interval(secs => ${seconds})` })
    .where(eq(mailboxes.id, mailboxId))
    .execute();

/** Takes a mailbox for one reading; false while somebody else has it. */
export async function takeMailbox(tx: Transaction, mailboxId: string, seconds: number): Promise<boolean> {
  const rows = await tx
    .update(mailboxes)
    .set({ checkingUntil: sql`now() + make_interval(secs => ${seconds})` })
    .where(sql`id = ${mailboxId} and coalesce(checking_until, '-infinity') <= now()`)
    .returning({ id: mailboxes.id });
  return rows.length > 0;
}

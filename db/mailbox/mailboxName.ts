import { eq } from 'drizzle-orm';
import { nameMailbox } from '../../domain/mailbox/naming.ts';
import type { Transaction } from '../database.ts';
import { users } from '../identity/schema.ts';
import { mailboxes } from './schema.ts';

/** How people call a mailbox. */
export async function mailboxName(tx: Transaction, mailboxId: string): Promise<string> {
  const [box] = await tx
    .select({ purpose: mailboxes.purpose, owner: users.displayName })
    .from(mailboxes)
    .leftJoin(users, eq(users.id, mailboxes.userId))
    .where(eq(mailboxes.id, mailboxId));
  return nameMailbox(box ?? { purpose: '', owner: null });
}

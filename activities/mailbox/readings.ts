import { eq } from 'drizzle-orm';
import { inboxHindrance } from '../../db/mailbox/mailbox.ts';
import { mailboxes } from '../../db/mailbox/schema.ts';
import type { mailbox } from '../../domain/mailbox/area.ts';
import type { ReadAlert } from '../alertReadings.ts';

/** What its alert rules make of the books, every minute; the others are looked at when a mailbox is read. */
export const readings = {
  /** Payment inboxes that Google would let us read, and that we may not. */
  async mailbox_not_read({ tx }) {
    const rows = await tx
      .select({ id: mailboxes.id, status: mailboxes.status, hindrance: inboxHindrance })
      .from(mailboxes)
      .where(eq(mailboxes.purpose, 'payment_inbox'));
    return rows.map(({ id, status, hindrance }) => ({
      subject: `mailbox:${id}`,
      value: status === 'active' && hindrance !== null ? 1 : 0,
      items: null,
    }));
  },
} satisfies Partial<Record<keyof typeof mailbox.alertRules, ReadAlert>>;

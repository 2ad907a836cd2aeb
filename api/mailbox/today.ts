import { sql } from 'drizzle-orm';
import { inboxHindrance } from '../../db/mailbox/mailbox.ts';
import { mailboxes } from '../../db/mailbox/schema.ts';
import { mailboxName } from '../../domain/mailbox/mailboxState.ts';
import { SHOWN_ITEMS, type TodayPart } from '../today/todayPart.ts';
import { stateOf } from './mailboxJson.ts';

export const today: readonly TodayPart[] = [
  {
    section: 'health',
    permission: 'integrations:manage',
    more: { text: 'Mailboxes', href: '/mailboxes' },
    async read(tx) {
      const rows = await tx
        .select({ box: mailboxes, hindrance: inboxHindrance })
        .from(mailboxes)
        .where(sql`${mailboxes.purpose} = 'payment_inbox' and ${mailboxes.status} <> 'disconnected'`)
        .orderBy(sql`${mailboxes.status} desc, ${mailboxes.createdAt}`)
        .limit(SHOWN_ITEMS);
      return {
        items: rows.map(({ box, hindrance }) => {
          const { tone, text, next } = stateOf(box, hindrance);
          return {
            title: mailboxName(box.purpose),
            subtitle: [text, next].filter(Boolean).join('. '),
            since: box.checkedAt?.toISOString() ?? null,
            tone,
            href: '/mailboxes',
          };
        }),
      };
    },
  },
];

import { desc, eq } from 'drizzle-orm';
import { inboxHindrance } from '../../db/mailbox/mailbox.ts';
import { mailboxes } from '../../db/mailbox/schema.ts';
import { mailboxName } from '../../domain/mailbox/mailboxState.ts';
import type { ConnectionJson, ConnectionPart } from '../connections/connectionJson.ts';
import { stateOf } from './mailboxJson.ts';

/** Longest list that is shown. */
const MAXIMUM = 500;

function actionsOf({ id, purpose, status }: typeof mailboxes.$inferSelect): ConnectionJson['actions'] {
  const again = {
    kind: 'reauthorise',
    name: status === 'active' || status === 'requires_reauth' ? 'Authorise again' : 'Connect',
    method: 'get',
    path: '/integrations/gmail/oauth/init',
    query: { purpose },
    body: null,
  } as const;
  const end = {
    kind: 'disconnect',
    name: 'Disconnect',
    method: 'post',
    path: '/integrations/gmail/disconnect',
    query: null,
    body: { mailbox_id: id },
  } as const;
  return status === 'disconnected' ? [again] : [again, end];
}

/** Payment inboxes of the organisation; everybody's own mailboxes are theirs. */
export const mailboxConnectionPart: ConnectionPart = {
  async read(tx) {
    const rows = await tx
      .select({ box: mailboxes, hindrance: inboxHindrance })
      .from(mailboxes)
      .where(eq(mailboxes.purpose, 'payment_inbox'))
      .orderBy(desc(mailboxes.createdAt))
      .limit(MAXIMUM);
    return rows.map(({ box, hindrance }) => ({
      connection_id: box.id,
      kind: 'gmail',
      kind_name: 'Gmail',
      name: mailboxName(box.purpose),
      status: box.status,
      state: stateOf(box, hindrance),
      accounts: [],
      consent_ends_at: null,
      checked_at: box.checkedAt?.toISOString() ?? null,
      last_code: box.lastCode,
      mock: box.mock,
      actions: actionsOf(box),
    }));
  },
};

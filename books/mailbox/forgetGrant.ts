import type { Transaction } from '../../db/database.ts';
import type { MailboxRow } from '../../db/mailbox/sealed.ts';
import { appendEvent } from '../events.ts';
import { moveMailbox } from './moveMailbox.ts';

/** Forgets the tokens of a mailbox whose grant has been ended. The same again changes nothing. */
export async function forgetGrant(tx: Transaction, box: MailboxRow): Promise<void> {
  const moved = await moveMailbox(tx, box, 'disconnected', {
    refreshToken: null,
    accessToken: null,
    accessExpiresAt: null,
  });
  if (!moved) return;
  await appendEvent(tx, { type: 'gmail_oauth_revoked', actor: `user:${box.userId}`, subject: `mailbox:${box.id}` });
}

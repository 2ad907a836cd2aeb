import type { Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import type { MailboxRow } from '../../db/mailbox/sealed.ts';
import type { MailboxTokens } from '../../domain/mailbox/consent.ts';
import { appendEvent } from '../events.ts';
import { asAccount, tokenColumns } from './accountColumns.ts';
import { moveMailbox } from './moveMailbox.ts';

/** An account of the sandbox stands in for a user who has connected no mailbox. Nobody has consented, so there is no event. */
export async function standIn(
  tx: Transaction,
  cipher: FieldCipher,
  box: MailboxRow,
  account: { tokens: MailboxTokens; address: string },
): Promise<MailboxRow> {
  const columns = { ...tokenColumns(cipher, box, account.tokens), ...asAccount(cipher, box, account.address) };
  return (await moveMailbox(tx, box, 'active', columns)) ?? box;
}

/** Somebody at the machine connects the payment inbox of an older system; it is approved with that. */
export async function importAccount(
  tx: Transaction,
  cipher: FieldCipher,
  box: MailboxRow,
  account: { tokens: MailboxTokens; address: string; mock: boolean },
): Promise<void> {
  await moveMailbox(tx, box, 'active', {
    mock: account.mock,
    ...tokenColumns(cipher, box, account.tokens),
    ...asAccount(cipher, box, account.address),
    approved: true,
    failures: 0,
    pausedUntil: null,
    lastCode: null,
  });
  await appendEvent(tx, { type: 'gmail_oauth_granted', actor: 'operator', subject: `mailbox:${box.id}` });
}

import { forgetGrant } from '../../books/mailbox/forgetGrant.ts';
import { closeProcess } from '../../books/operations/closeProcess.ts';
import { unseal } from '../../db/mailbox/sealed.ts';
import type { MailboxActivities } from '../../workflows/mailbox/contract.ts';
import type { MailboxDeps } from './deps.ts';
import { loadMailbox } from './openMailbox.ts';

export const disconnectMailbox =
  ({ db, cipher, google }: MailboxDeps): MailboxActivities['disconnectMailbox'] =>
  async ({ tenantId, mailboxId, processId }) => {
    const box = await loadMailbox(db, tenantId, mailboxId);
    const token = unseal(cipher, box, 'refresh_token', box.refreshToken);
    if (token) await google().oauth.revoke(token);
    await db.withTenant(tenantId, async (tx) => {
      await forgetGrant(tx, box);
      await closeProcess(tx, processId);
    });
  };

import type { MailboxActivities } from '../../workflows/mailbox/contract.ts';
import type { MailboxDeps } from './deps.ts';
import { loadMailbox, withMailbox } from './openMailbox.ts';

export const checkConnection =
  (deps: MailboxDeps): MailboxActivities['checkConnection'] =>
  async ({ tenantId, mailboxId }) => {
    const box = await loadMailbox(deps.db, tenantId, mailboxId);
    await withMailbox(deps, box, (reader) => reader.profile());
  };

import { endSync as writeEnd } from '../../books/mailbox/endSync.ts';
import type { MailboxActivities } from '../../workflows/mailbox/contract.ts';
import type { FailureDeps } from './deps.ts';

export const endSync =
  ({ db, approverEmails }: FailureDeps): MailboxActivities['endSync'] =>
  async (input) => {
    await db.withTenant(input.tenantId, (tx) => writeEnd(tx, input, approverEmails));
  };

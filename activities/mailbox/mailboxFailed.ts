import { readingFailed } from '../../books/mailbox/noteReading.ts';
import type { MailboxActivities } from '../../workflows/mailbox/contract.ts';
import type { FailureDeps } from './deps.ts';

export const mailboxFailed =
  ({ db, approverEmails }: FailureDeps): MailboxActivities['mailboxFailed'] =>
  async (input) => {
    await db.withTenant(input.tenantId, (tx) => readingFailed(tx, input, approverEmails));
  };

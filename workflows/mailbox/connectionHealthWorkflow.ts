import { defineQuery, isCancellation, proxyActivities, proxyLocalActivities, setHandler } from '@temporalio/workflow';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import { asJob } from '../operations/asJob.ts';
import type { MailboxActivities } from './contract.ts';
import { failureCode } from './failureCode.ts';

const google = proxyActivities<Pick<MailboxActivities, 'checkConnection'>>({
  taskQueue: TASK_QUEUES.integrations,
  ...RETRY.read,
});
const books = proxyLocalActivities<Pick<MailboxActivities, 'mailboxFailed' | 'activeMailboxes'>>(RETRY.db);

const stateQuery = defineQuery<{ checked: number; failed: number }>('state');

/** Uses every grant a few times a day, so that one that has ended is known before somebody needs it. */
export async function connectionHealthWorkflow(input: {
  tenantId: string;
}): Promise<{ checked: number; failed: number }> {
  const { tenantId } = input;
  const counts = { checked: 0, failed: 0 };
  setHandler(stateQuery, () => counts);
  return asJob(tenantId, 'connection-health', async () => {
    for (const mailboxId of await books.activeMailboxes({ tenantId })) {
      counts.checked += 1;
      try {
        await google.checkConnection({ tenantId, mailboxId });
      } catch (error) {
        if (isCancellation(error)) throw error;
        counts.failed += 1;
        const code = failureCode(error);
        // A mailbox that can't be read just now is the business of whoever reads it.
        if (code === 'GMAIL_REVOKED' || code === 'GMAIL_PERMISSION' || code === 'GMAIL_SCOPE_MISSING')
          await books.mailboxFailed({ tenantId, mailboxId, code });
      }
    }
    return counts;
  });
}

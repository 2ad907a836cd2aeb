import {
  defineQuery,
  isCancellation,
  patched,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
} from '@temporalio/workflow';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import type { BankingActivities } from '../banking/contract.ts';
import { asJob } from '../operations/asJob.ts';
import type { MailboxActivities } from './contract.ts';
import { failureCode } from './failureCode.ts';

const vendors = proxyActivities<Pick<MailboxActivities, 'checkConnection'> & Pick<BankingActivities, 'checkBank'>>({
  taskQueue: TASK_QUEUES.integrations,
  ...RETRY.read,
});
const books = proxyLocalActivities<
  Pick<MailboxActivities, 'mailboxFailed' | 'activeMailboxes'> &
    Pick<BankingActivities, 'activeBanks' | 'bankFailed' | 'warnConsentEnds'>
>(RETRY.db);

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
        await vendors.checkConnection({ tenantId, mailboxId });
      } catch (error) {
        if (isCancellation(error)) throw error;
        counts.failed += 1;
        const code = failureCode(error);
        // A mailbox that can't be read just now is the business of whoever reads it.
        if (code === 'GMAIL_REVOKED' || code === 'GMAIL_PERMISSION' || code === 'GMAIL_SCOPE_MISSING')
          await books.mailboxFailed({ tenantId, mailboxId, code });
      }
    }
    if (patched('banks')) await checkBanks(tenantId, counts);
    return counts;
  });
}

/** Tells people whose consent ends soon, and tries the access to each bank. */
async function checkBanks(tenantId: string, counts: { checked: number; failed: number }): Promise<void> {
  await books.warnConsentEnds({ tenantId });
  for (const connectionId of await books.activeBanks({ tenantId })) {
    counts.checked += 1;
    try {
      await vendors.checkBank({ tenantId, connectionId });
    } catch (error) {
      if (isCancellation(error)) throw error;
      counts.failed += 1;
      const code = failureCode(error);
      // A bank that does not answer just now is the business of whoever reads it.
      if (code === 'BANK_CONSENT_ENDED' || code === 'BANK_NOT_FOUND')
        await books.bankFailed({ tenantId, connectionId, code: 'BANK_CONSENT_ENDED' });
    }
  }
}

import {
  defineQuery,
  isCancellation,
  log,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
} from '@temporalio/workflow';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import type { BookingActivities } from '../bookings/contract.ts';
import { asJob } from '../operations/asJob.ts';
import type { InboxCycle, MailboxActivities } from './contract.ts';
import { failureCode } from './failureCode.ts';

const gmail = proxyActivities<Pick<MailboxActivities, 'readPaymentMails' | 'markMailsRead'>>({
  taskQueue: TASK_QUEUES.integrations,
  ...RETRY.read,
  startToCloseTimeout: 120_000,
});
const books = proxyActivities<Pick<BookingActivities, 'matchPayments'> & Pick<MailboxActivities, 'mailboxFailed'>>({
  taskQueue: TASK_QUEUES.core,
  ...RETRY.books,
  startToCloseTimeout: 60_000,
  heartbeatTimeout: 30_000,
});
const look = proxyLocalActivities<Pick<MailboxActivities, 'dueMailboxes'>>(RETRY.db);

const stateQuery = defineQuery<InboxCycle>('state');

/**
 * One reading of the tenant's payment inboxes: fetch, parse and write, match, mark as read. A mailbox that fails holds up
 * no other; what was fetched and not yet matched is matched by the next reading.
 */
export async function paymentInboxWorkflow(input: { tenantId: string }): Promise<InboxCycle> {
  return asJob(input.tenantId, 'payment-inbox', () => readInboxes(input));
}

async function readInboxes(input: { tenantId: string }): Promise<InboxCycle> {
  const startedAt = Date.now();
  const cycle: InboxCycle = {
    mailboxes: 0,
    fetched: 0,
    parsed: 0,
    matched: 0,
    unmatched: 0,
    failed: 0,
    duration_ms: 0,
  };
  setHandler(stateQuery, () => cycle);
  const { tenantId } = input;
  for (const mailboxId of await look.dueMailboxes({ tenantId })) {
    cycle.mailboxes += 1;
    try {
      const read = await gmail.readPaymentMails({ tenantId, mailboxId });
      cycle.fetched += read.fetched;
      cycle.parsed += read.parsed;
      if (read.paymentIds.length > 0) {
        const { matched, unmatched } = await books.matchPayments({ tenantId, paymentIds: read.paymentIds });
        cycle.matched += matched;
        cycle.unmatched += unmatched;
      }
      if (read.parsed > 0) await gmail.markMailsRead({ tenantId, mailboxId });
    } catch (error) {
      if (isCancellation(error)) throw error;
      const code = failureCode(error);
      log.warn('mailbox could not be read', { code });
      cycle.failed += 1;
      await books.mailboxFailed({ tenantId, mailboxId, code });
    }
  }
  cycle.duration_ms = Date.now() - startedAt;
  return cycle;
}

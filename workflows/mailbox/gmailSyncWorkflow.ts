import {
  CancellationScope,
  continueAsNew,
  defineQuery,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
} from '@temporalio/workflow';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import type { GmailSyncInput, MailboxActivities, SyncProgress } from './contract.ts';
import { failureCode } from './failureCode.ts';

const gmail = proxyActivities<Pick<MailboxActivities, 'syncMails'>>({
  taskQueue: TASK_QUEUES.integrations,
  ...RETRY.read,
  startToCloseTimeout: 300_000,
});
const books = proxyLocalActivities<Pick<MailboxActivities, 'endSync'>>(RETRY.books);

/** A longer sync goes on as a new run, so that no history grows with the mailbox. */
const MESSAGES_PER_RUN = 500;

const progressQuery = defineQuery<SyncProgress>('progress');

/** Brings what is known of a user's mailbox up to date: new mail is found by the history cursor and its metadata kept. */
export async function gmailSyncWorkflow(input: GmailSyncInput): Promise<SyncProgress> {
  const progress: SyncProgress = { kept: input.kept ?? 0, waiting: 0 };
  setHandler(progressQuery, () => progress);
  let code: string | null = null;
  try {
    for (let discover = input.kept === undefined, here = 0; here < MESSAGES_PER_RUN; discover = false) {
      const step = await gmail.syncMails({ ...input, discover });
      here += step.kept;
      Object.assign(progress, { kept: progress.kept + step.kept, waiting: step.waiting });
      if (step.waiting === 0) break;
    }
  } catch (error) {
    code = isCancellation(error) ? 'CANCELLED' : failureCode(error);
  }
  if (!code && progress.waiting > 0) return continueAsNew<typeof gmailSyncWorkflow>({ ...input, kept: progress.kept });
  await CancellationScope.nonCancellable(() => books.endSync({ ...input, kept: progress.kept, code }));
  return progress;
}

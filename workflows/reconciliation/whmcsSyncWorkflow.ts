import {
  CancellationScope,
  continueAsNew,
  defineQuery,
  isCancellation,
  proxyActivities,
  setHandler,
} from '@temporalio/workflow';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import { lookSignal } from '../look.ts';
import { failureCode } from '../mailbox/failureCode.ts';
import { type SyncProgress, WHMCS_LISTS, type WhmcsActivities, type WhmcsSyncInput } from './contract.ts';

const whmcs = proxyActivities<Pick<WhmcsActivities, 'takeWhmcsHooks' | 'readWhmcsList' | 'settleUnseenInvoices'>>({
  taskQueue: TASK_QUEUES.integrations,
  ...RETRY.read,
  startToCloseTimeout: 300_000,
});
const books = proxyActivities<Pick<WhmcsActivities, 'endWhmcsSync'>>({ taskQueue: TASK_QUEUES.core, ...RETRY.books });

const progressQuery = defineQuery<SyncProgress>('progress');
/** A longer reading goes on as a new run, so that no history grows with the installation. */
const STEPS_PER_RUN = 50;

/** What the steps of one run have done; null when there are more than one run does. */
async function readAll(input: WhmcsSyncInput, progress: SyncProgress): Promise<boolean> {
  let steps = 0;
  progress.changed += (await whmcs.takeWhmcsHooks(input)).changed;
  for (const list of input.mode === 'lists' ? WHMCS_LISTS : [])
    for (let done = false; !done; steps += 1) {
      if (steps >= STEPS_PER_RUN) return false;
      const step = await whmcs.readWhmcsList({ ...input, list });
      progress.pages += step.pages;
      progress.changed += step.changed;
      ({ done } = step);
    }
  if (input.mode === 'lists') progress.changed += (await whmcs.settleUnseenInvoices(input)).changed;
  return true;
}

/** Brings invoices and clients of a WHMCS instance up to date: what its hook told of, then the lists. It moves no money. */
export async function whmcsSyncWorkflow(input: WhmcsSyncInput): Promise<SyncProgress> {
  const progress: SyncProgress = { pages: 0, changed: input.changed ?? 0 };
  setHandler(progressQuery, () => progress);
  // What it tells of stands in the books, and they are looked at once more before the end.
  setHandler(lookSignal, () => undefined);
  for (let mode = input.mode; ; mode = 'hooks') {
    let code: string | null = null;
    let whole = true;
    try {
      whole = await readAll({ ...input, mode }, progress);
    } catch (error) {
      code = isCancellation(error) ? 'CANCELLED' : failureCode(error);
    }
    if (!whole) return continueAsNew<typeof whmcsSyncWorkflow>({ ...input, changed: progress.changed });
    const end = { ...input, changed: progress.changed, code };
    const { again } = await CancellationScope.nonCancellable(() => books.endWhmcsSync(end));
    if (!again) return progress;
  }
}

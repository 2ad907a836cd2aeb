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
import { STRIPE_LISTS, type StripeActivities, type StripeSyncInput, type SyncProgress } from './contract.ts';

const stripe = proxyActivities<Pick<StripeActivities, 'takeStripeHooks' | 'readStripeList' | 'explainPayouts'>>({
  taskQueue: TASK_QUEUES.integrations,
  ...RETRY.read,
  startToCloseTimeout: 300_000,
});
const books = proxyActivities<Pick<StripeActivities, 'endStripeSync'>>({ taskQueue: TASK_QUEUES.core, ...RETRY.books });

const progressQuery = defineQuery<SyncProgress>('progress');
/** A longer reading goes on as a new run, so that no history grows with the account. */
const STEPS_PER_RUN = 50;

/** What the steps of one run have done; false when there are more than one run does. */
async function readAll(input: StripeSyncInput, progress: SyncProgress): Promise<boolean> {
  let steps = 0;
  progress.changed += (await stripe.takeStripeHooks(input)).changed;
  for (const list of input.mode === 'lists' ? STRIPE_LISTS : [])
    for (let done = false; !done; steps += 1) {
      if (steps >= STEPS_PER_RUN) return false;
      const step = await stripe.readStripeList({ ...input, list });
      progress.pages += step.pages;
      progress.changed += step.changed;
      ({ done } = step);
    }
  progress.changed += (await stripe.explainPayouts(input)).changed;
  return true;
}

/** Brings payments, refunds, disputes and payouts of a Stripe account up to date. It moves no money. */
export async function stripeSyncWorkflow(input: StripeSyncInput): Promise<SyncProgress> {
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
    if (!whole) return continueAsNew<typeof stripeSyncWorkflow>({ ...input, changed: progress.changed });
    const end = { ...input, changed: progress.changed, code };
    const { again } = await CancellationScope.nonCancellable(() => books.endStripeSync(end));
    if (!again) return progress;
  }
}

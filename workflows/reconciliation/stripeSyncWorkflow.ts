import { continueAsNew, proxyActivities } from '@temporalio/workflow';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import { STRIPE_LISTS, type StripeActivities, type StripeSyncInput, type SyncProgress } from './contract.ts';
import { syncLists } from './listSync.ts';

const stripe = proxyActivities<Pick<StripeActivities, 'takeStripeHooks' | 'readStripeList' | 'explainPayouts'>>({
  taskQueue: TASK_QUEUES.integrations,
  ...RETRY.read,
  startToCloseTimeout: 300_000,
});
const books = proxyActivities<Pick<StripeActivities, 'endStripeSync'>>({ taskQueue: TASK_QUEUES.core, ...RETRY.books });

/** Brings payments, refunds, disputes and payouts of a Stripe account up to date. It moves no money. */
export function stripeSyncWorkflow(input: StripeSyncInput): Promise<SyncProgress> {
  return syncLists(input, {
    takeHooks: stripe.takeStripeHooks,
    lists: STRIPE_LISTS,
    readList: stripe.readStripeList,
    afterwards: stripe.explainPayouts,
    end: books.endStripeSync,
    goOn: (next) => continueAsNew<typeof stripeSyncWorkflow>(next),
  });
}

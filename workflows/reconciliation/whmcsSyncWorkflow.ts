import { continueAsNew, proxyActivities } from '@temporalio/workflow';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import { type SyncProgress, WHMCS_LISTS, type WhmcsActivities, type WhmcsSyncInput } from './contract.ts';
import { syncLists } from './listSync.ts';

const whmcs = proxyActivities<Pick<WhmcsActivities, 'takeWhmcsHooks' | 'readWhmcsList' | 'settleUnseenInvoices'>>({
  taskQueue: TASK_QUEUES.integrations,
  ...RETRY.read,
  startToCloseTimeout: 300_000,
});
const books = proxyActivities<Pick<WhmcsActivities, 'endWhmcsSync'>>({ taskQueue: TASK_QUEUES.core, ...RETRY.books });

/** Brings invoices and clients of a WHMCS instance up to date. It moves no money. */
export function whmcsSyncWorkflow(input: WhmcsSyncInput): Promise<SyncProgress> {
  return syncLists(input, {
    takeHooks: whmcs.takeWhmcsHooks,
    lists: WHMCS_LISTS,
    readList: whmcs.readWhmcsList,
    // An open invoice that the lists no longer name was paid, has ended, or is gone.
    afterwards: (step) => (step.mode === 'lists' ? whmcs.settleUnseenInvoices(step) : null),
    end: books.endWhmcsSync,
    goOn: (next) => continueAsNew<typeof whmcsSyncWorkflow>(next),
  });
}

import { CancellationScope, continueAsNew, defineQuery, proxyActivities, setHandler } from '@temporalio/workflow';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import { lookSignal } from '../look.ts';
import type { ReconciliationActivities, ReconciliationCounts, ReconciliationInput } from './matching/contract.ts';

const books = proxyActivities<Pick<ReconciliationActivities, 'loadUnmatched' | 'endReconciliation'>>({
  taskQueue: TASK_QUEUES.core,
  ...RETRY.books,
});
// The pipeline runs inside it, over all that is open.
const matching = proxyActivities<Pick<ReconciliationActivities, 'storeMatches'>>({
  taskQueue: TASK_QUEUES.core,
  ...RETRY.books,
  startToCloseTimeout: 900_000,
  heartbeatTimeout: 30_000,
});

const stateQuery = defineQuery<ReconciliationCounts & { step: string }>('state');
/** Rounds of one run; what goes on longer goes on in a new one, with a short history. */
const ROUNDS = 20;

/** Matches what is open of a tenant, until nothing new has come meanwhile. It moves no money: each match has a run of its own. */
export async function reconciliationWorkflow(input: ReconciliationInput): Promise<ReconciliationCounts> {
  const counts: ReconciliationCounts = { matched: input.matched ?? 0, waiting: 0 };
  let step = 'loading';
  setHandler(stateQuery, () => ({ ...counts, step }));
  // What it tells of stands in the books, and they are looked at once more before the end.
  setHandler(lookSignal, () => undefined);
  for (let round = 0; round < ROUNDS; round += 1) {
    let looks = 0;
    let failure: unknown = null;
    try {
      step = 'loading';
      const open = await books.loadUnmatched(input);
      ({ looks } = open);
      step = 'matching';
      const stored = await matching.storeMatches(input);
      counts.matched += stored.matched;
      counts.waiting += stored.waiting;
    } catch (error) {
      failure = error;
    }
    step = 'ending';
    const end = { ...input, counts, looks, failed: failure !== null };
    const { again } = await CancellationScope.nonCancellable(() => books.endReconciliation(end));
    if (failure !== null) throw failure;
    if (!again) return counts;
  }
  return continueAsNew<typeof reconciliationWorkflow>({ ...input, matched: counts.matched });
}

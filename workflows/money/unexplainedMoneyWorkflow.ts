import { defineQuery, proxyActivities, setHandler } from '@temporalio/workflow';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import { handleReviews } from '../reviews/awaitReview.ts';
import type { ReconcileActivities, UnexplainedInput } from './contract.ts';

const books = proxyActivities<Pick<ReconcileActivities, 'openUnexplained' | 'closeUnexplained'>>({
  taskQueue: TASK_QUEUES.core,
  ...RETRY.books,
});

const stateQuery = defineQuery<{ step: string }>('state');

/** Waits until a person has explained one thing that the reconciler could not. It moves no money. */
export async function unexplainedMoneyWorkflow(input: UnexplainedInput): Promise<void> {
  let step = 'awaiting_review';
  const handlers = handleReviews(input);
  setHandler(stateQuery, () => ({ step }));
  const task = await books.openUnexplained(input);
  const outcome = await handlers.awaitReview(task);
  await books.closeUnexplained({ ...input, explained: outcome.kind === 'decided' });
  step = 'done';
}

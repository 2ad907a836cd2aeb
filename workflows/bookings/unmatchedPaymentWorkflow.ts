import { allHandlersFinished, condition, defineQuery, proxyActivities, setHandler } from '@temporalio/workflow';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import { lookSignal } from '../look.ts';
import { handleReviews } from '../reviews/awaitReview.ts';
import type { BookingActivities, UnmatchedInput } from './contract.ts';

const books = proxyActivities<Pick<BookingActivities, 'openUnmatched' | 'closeUnmatched'>>({
  taskQueue: TASK_QUEUES.core,
  ...RETRY.books,
});

const stateQuery = defineQuery<{ step: string }>('state');

/** Waits until a person has linked a payment to its booking or put it aside. The link itself stands with the decision. */
export async function unmatchedPaymentWorkflow(input: UnmatchedInput): Promise<{ settled: boolean }> {
  let step = 'awaiting_review';
  const handlers = handleReviews(input);
  setHandler(stateQuery, () => ({ step }));
  setHandler(lookSignal, () => undefined);
  const task = await books.openUnmatched(input);
  if (task) await handlers.awaitReview(task);
  await books.closeUnmatched(input);
  step = 'done';
  await condition(allHandlersFinished);
  return { settled: task !== null };
}

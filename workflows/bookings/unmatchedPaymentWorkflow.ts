import { allHandlersFinished, condition, defineQuery, proxyActivities, setHandler } from '@temporalio/workflow';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import { lookSignal } from '../look.ts';
import { handleReviews, type ReviewHandlers } from '../reviews/awaitReview.ts';
import type { ReviewOutcome } from '../reviews/contract.ts';
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
  const settled = await askUntilDecided(input, handlers);
  await books.closeUnmatched(input);
  step = 'done';
  await condition(allHandlersFinished);
  return { settled };
}

/** False when there was nothing to ask. A look opens another card where the one that waits does not say everything. */
async function askUntilDecided(input: UnmatchedInput, { awaitReview }: ReviewHandlers): Promise<boolean> {
  let look = false;
  setHandler(lookSignal, () => {
    look = true;
  });
  const reviews = new Map<string, Promise<ReviewOutcome>>();
  let task = await books.openUnmatched(input);
  const asked = task !== null;
  for (let decided = false; task && !decided; ) {
    const outcome: Promise<ReviewOutcome> = reviews.get(task.taskId) ?? awaitReview(task);
    reviews.set(task.taskId, outcome);
    decided = await Promise.race([outcome.then(() => true), condition(() => look).then(() => false)]);
    look = false;
    if (!decided) task = await books.openUnmatched(input);
  }
  return asked;
}

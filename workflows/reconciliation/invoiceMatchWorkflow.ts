import { allHandlersFinished, condition, defineQuery, proxyActivities, setHandler } from '@temporalio/workflow';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import { lookSignal } from '../look.ts';
import { handleReviews, type ReviewHandlers } from '../reviews/awaitReview.ts';
import type { ReviewOutcome } from '../reviews/contract.ts';
import type { InvoiceMatchActivities, InvoiceMatchInput, MatchStep } from './matchContract.ts';

const books = proxyActivities<InvoiceMatchActivities>({ taskQueue: TASK_QUEUES.core, ...RETRY.books });

const stateQuery = defineQuery<{ step: string }>('state');

/** The decision about a match: by the rules, by a person, or none, where it no longer fits or nobody decided in time. */
async function decisionOf(input: InvoiceMatchInput, { awaitReview }: ReviewHandlers): Promise<string | null> {
  let look = false;
  setHandler(lookSignal, () => {
    look = true;
  });
  // A task is waited for once, however often the books are looked at.
  const reviews = new Map<string, Promise<ReviewOutcome>>();
  for (let step: MatchStep = await books.openMatch(input); ; step = await books.openMatch(input)) {
    if (step.kind === 'ended') return null;
    if (step.kind === 'decided') return step.decisionId;
    const review = reviews.get(step.task.taskId) ?? awaitReview(step.task);
    reviews.set(step.task.taskId, review);
    const outcome = await Promise.race([review, condition(() => look).then(() => null)]);
    look = false;
    if (outcome?.kind === 'decided') return outcome.action === 'approved' ? outcome.decisionId : null;
    if (outcome?.kind === 'expired') return null;
  }
}

/** Has a match decided, and sees it through. */
export async function invoiceMatchWorkflow(input: InvoiceMatchInput): Promise<{ approved: boolean }> {
  let step = 'awaiting_review';
  const handlers = handleReviews(input);
  setHandler(stateQuery, () => ({ step }));
  const decisionId = await decisionOf(input, handlers);
  step = 'closing';
  await books.closeMatch(input);
  step = 'done';
  await condition(allHandlersFinished);
  return { approved: decisionId !== null };
}

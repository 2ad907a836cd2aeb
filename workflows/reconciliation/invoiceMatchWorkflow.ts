import {
  allHandlersFinished,
  condition,
  defineQuery,
  isCancellation,
  proxyActivities,
  setHandler,
} from '@temporalio/workflow';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import { lookSignal } from '../look.ts';
import { handleReviews, type ReviewHandlers } from '../reviews/awaitReview.ts';
import type { ReviewOutcome } from '../reviews/contract.ts';
import type { InvoicePaymentActivities } from './contract.ts';
import type { InvoiceMatchActivities, InvoiceMatchInput, MatchEnd, MatchStep } from './matching/contract.ts';
import { recordPayments } from './matching/recordPayments.ts';

const books = proxyActivities<Pick<InvoiceMatchActivities, 'openMatch' | 'closeMatch'>>({
  taskQueue: TASK_QUEUES.core,
  ...RETRY.books,
});
const notes = proxyActivities<Pick<InvoicePaymentActivities, 'noteMatch'>>({
  taskQueue: TASK_QUEUES.integrations,
  ...RETRY.read,
});

const stateQuery = defineQuery<{ step: string }>('state');

type Decision = Pick<Extract<MatchStep, { kind: 'decided' }>, 'decisionId' | 'approved'>;

/** What a review came to; null where it goes on. */
const decisionIn = (outcome: ReviewOutcome): Decision | null =>
  outcome.kind === 'decided' ? { decisionId: outcome.decisionId, approved: outcome.action === 'approved' } : null;

/** The decision about a match: by the rules, by a person, or none, where it no longer fits or nobody decided in time. */
async function decisionOf(input: InvoiceMatchInput, { awaitReview }: ReviewHandlers): Promise<Decision | null> {
  let look = false;
  setHandler(lookSignal, () => {
    look = true;
  });
  // A task is waited for once, however often the books are looked at.
  const reviews = new Map<string, Promise<ReviewOutcome>>();
  for (let step: MatchStep = await books.openMatch(input); ; step = await books.openMatch(input)) {
    if (step.kind === 'ended') return null;
    if (step.kind === 'decided') return step;
    const review = reviews.get(step.task.taskId) ?? awaitReview(step.task);
    reviews.set(step.task.taskId, review);
    const outcome = await Promise.race([review, condition(() => look).then(() => null)]);
    look = false;
    if (outcome) return decisionIn(outcome);
  }
}

/** Writes at the invoices what was decided. A note that can't be written takes nothing back. */
async function note(
  { tenantId, matchId }: InvoiceMatchInput,
  { decisionId: noteId, approved }: Decision,
): Promise<void> {
  await notes.noteMatch({ tenantId, matchId, noteId, approved }).catch((error: unknown) => {
    if (isCancellation(error)) throw error;
  });
}

/** Has a match decided, records what was approved, and sees it through. */
export async function invoiceMatchWorkflow(input: InvoiceMatchInput): Promise<{ approved: boolean }> {
  let step = 'awaiting_review';
  const handlers = handleReviews(input);
  setHandler(stateQuery, () => ({ step }));
  const decision = await decisionOf(input, handlers);
  step = 'recording';
  const ended: MatchEnd = decision?.approved
    ? await recordPayments(input, decision.decisionId, handlers)
    : { kind: 'nothing' };
  if (decision && ended.kind !== 'refused') await note(input, decision);
  await books.closeMatch({ ...input, ended });
  step = 'done';
  await condition(allHandlersFinished);
  return { approved: decision?.approved ?? false };
}

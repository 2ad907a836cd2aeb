import {
  allHandlersFinished,
  condition,
  defineQuery,
  isCancellation,
  proxyActivities,
  setHandler,
} from '@temporalio/workflow';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import { handleReviews } from '../reviews/awaitReview.ts';
import type { InvoiceReturnActivities } from './contract.ts';
import type { MatchEnd, MatchReturnActivities, MatchReturnInput } from './matching/contract.ts';
import { recordOne } from './matching/recordPayments.ts';

const books = proxyActivities<MatchReturnActivities>({ taskQueue: TASK_QUEUES.core, ...RETRY.books });
const notes = proxyActivities<InvoiceReturnActivities>({ taskQueue: TASK_QUEUES.integrations, ...RETRY.read });

const stateQuery = defineQuery<{ step: string }>('state');

/** Has a second person decide whether what was recorded is taken back, and takes it back. */
export async function matchReturnWorkflow(input: MatchReturnInput): Promise<{ ended: MatchEnd['kind'] }> {
  let state = 'awaiting_review';
  const handlers = handleReviews(input);
  setHandler(stateQuery, () => ({ step: state }));
  const step = await books.openReturn(input);
  const outcome = step.kind === 'review' ? await handlers.awaitReview(step.task) : null;
  let approval = step.kind === 'decided' && step.approved ? step.decisionId : null;
  if (outcome?.kind === 'decided' && outcome.action === 'approved') approval = outcome.decisionId;
  state = 'recording';
  let ended: MatchEnd = { kind: 'nothing' };
  if (approval !== null) {
    let code: string | null = null;
    const payments = await books.approvedReturns({ ...input, decisionId: approval });
    for (const payment of payments) code ??= await recordOne(payment, handlers);
    ended = code === null ? { kind: 'recorded' } : { kind: 'refused', code };
  }
  if (ended.kind === 'recorded' && approval !== null) {
    const { tenantId, returnId } = input;
    // A note that can't be written takes nothing back.
    await notes.noteReturn({ tenantId, returnId, noteId: approval }).catch((error: unknown) => {
      if (isCancellation(error)) throw error;
    });
  }
  await books.closeReturn({ ...input, ended });
  state = 'done';
  await condition(allHandlersFinished);
  return { ended: ended.kind };
}

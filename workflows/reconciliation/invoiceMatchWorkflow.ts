import {
  allHandlersFinished,
  condition,
  defineQuery,
  isCancellation,
  proxyActivities,
  setHandler,
  sleep,
} from '@temporalio/workflow';
import { MONEY_STOP_WAIT, RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import { lookSignal } from '../look.ts';
import { failureCode } from '../mailbox/failureCode.ts';
import type { MoneyStep } from '../money/contract.ts';
import { handleReviews, type ReviewHandlers } from '../reviews/awaitReview.ts';
import type { ReviewOutcome } from '../reviews/contract.ts';
import type { InvoicePaymentActivities, InvoicePaymentInput } from './contract.ts';
import type { InvoiceMatchActivities, InvoiceMatchInput, MatchEnd, MatchStep } from './matching/contract.ts';

const books = proxyActivities<InvoiceMatchActivities>({ taskQueue: TASK_QUEUES.core, ...RETRY.books });
const money = proxyActivities<Pick<InvoicePaymentActivities, 'recordInvoicePayment'>>({
  taskQueue: TASK_QUEUES.payouts,
  ...RETRY.money,
});
const notes = proxyActivities<Pick<InvoicePaymentActivities, 'noteAtInvoice'>>({
  taskQueue: TASK_QUEUES.integrations,
  ...RETRY.read,
});

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

/** One step of a payment; what only a person can mend ends it before anything was sent. */
async function moneyStep(payment: InvoicePaymentInput): Promise<MoneyStep> {
  try {
    return await money.recordInvoicePayment(payment);
  } catch (error) {
    if (isCancellation(error)) throw error;
    return { kind: 'refused', commandId: '', code: failureCode(error) };
  }
}

/** Records one payment; null when WHMCS has it, else why it refuses. The books decide what is sent and when. */
async function record(payment: InvoicePaymentInput): Promise<string | null> {
  let waitMs: number = MONEY_STOP_WAIT.firstMs;
  for (;;) {
    const step = await moneyStep(payment);
    if (step.kind === 'applied') return null;
    if (step.kind === 'refused') return step.code;
    if (step.kind === 'review_again') return step.reason;
    if (step.kind === 'wait')
      await sleep(step.waitMs, { summary: 'Waits for WHMCS to say what became of the payment' });
    else {
      await sleep(waitMs, { summary: 'Waits until money may move, or its outcome is known' });
      waitMs = Math.min(waitMs * 2, MONEY_STOP_WAIT.lastMs);
    }
  }
}

/** Records what was approved, one invoice after the other, and writes at each what became of it. */
async function recordAll(input: InvoiceMatchInput, decisionId: string): Promise<MatchEnd> {
  const payments = await books.approvedPayments({ ...input, decisionId });
  for (const payment of payments) {
    const code = await record(payment);
    if (code !== null) return { kind: 'refused', code };
    const { tenantId, invoiceRowId } = payment;
    // A note that can't be written takes nothing back.
    await notes
      .noteAtInvoice({
        tenantId,
        invoiceRowId,
        noteId: decisionId,
        text: 'A received payment was matched and recorded',
      })
      .catch((error: unknown) => {
        if (isCancellation(error)) throw error;
      });
  }
  return payments.length > 0 ? { kind: 'recorded' } : { kind: 'nothing' };
}

/** Has a match decided, records what was approved, and sees it through. */
export async function invoiceMatchWorkflow(input: InvoiceMatchInput): Promise<{ approved: boolean }> {
  let step = 'awaiting_review';
  const handlers = handleReviews(input);
  setHandler(stateQuery, () => ({ step }));
  const decisionId = await decisionOf(input, handlers);
  step = 'recording';
  const ended: MatchEnd = decisionId === null ? { kind: 'nothing' } : await recordAll(input, decisionId);
  await books.closeMatch({ ...input, ended });
  step = 'done';
  await condition(allHandlersFinished);
  return { approved: decisionId !== null };
}

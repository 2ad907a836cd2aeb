import { isCancellation, proxyActivities, sleep } from '@temporalio/workflow';
import { MONEY_STOP_WAIT, RETRY, TASK_QUEUES } from '../../../temporal.config.ts';
import { failureCode } from '../../mailbox/failureCode.ts';
import type { MoneyStep } from '../../money/contract.ts';
import type { ReviewHandlers } from '../../reviews/awaitReview.ts';
import type { InvoicePaymentActivities, InvoicePaymentInput } from '../contract.ts';
import type { InvoiceMatchActivities, InvoiceMatchInput, MatchEnd } from './contract.ts';

const books = proxyActivities<
  Pick<InvoiceMatchActivities, 'approvedPayments' | 'askAboutParts' | 'askAboutInvoicePayment'>
>({ taskQueue: TASK_QUEUES.core, ...RETRY.books });
const money = proxyActivities<Pick<InvoicePaymentActivities, 'recordInvoicePayment' | 'settleInvoicePayment'>>({
  taskQueue: TASK_QUEUES.payouts,
  ...RETRY.money,
});

/** One step of a payment; what only a person can mend ends it before anything was sent. */
async function moneyStep(payment: InvoicePaymentInput): Promise<MoneyStep> {
  try {
    return await money.recordInvoicePayment(payment);
  } catch (error) {
    if (isCancellation(error)) throw error;
    return { kind: 'refused', commandId: '', code: failureCode(error) };
  }
}

/** A person says what became of a payment; an answer that could not be checked settles nothing, and the next turn asks again. */
async function ask(
  { tenantId, processId, requestId }: InvoicePaymentInput,
  { awaitReview }: ReviewHandlers,
  commandId: string,
  round: number,
): Promise<void> {
  const unclear = { tenantId, processId, requestId, commandId };
  const answer = await awaitReview(await books.askAboutInvoicePayment({ ...unclear, round }));
  if (answer.kind !== 'decided') return;
  await money.settleInvoicePayment({ ...unclear, decisionId: answer.decisionId }).catch((error: unknown) => {
    if (isCancellation(error)) throw error;
  });
}

/** Records one payment, or takes it back; null when WHMCS has it, else why it refuses. The books decide what is sent and when. */
export async function recordOne(payment: InvoicePaymentInput, handlers: ReviewHandlers): Promise<string | null> {
  let waitMs: number = MONEY_STOP_WAIT.firstMs;
  for (let round = 1; ; ) {
    const step = await moneyStep(payment);
    if (step.kind === 'applied') return null;
    if (step.kind === 'refused') return step.code;
    if (step.kind === 'review_again') return step.reason;
    if (step.kind === 'ask_person') {
      await ask(payment, handlers, step.commandId, round);
      round += 1;
    } else if (step.kind === 'wait')
      await sleep(step.waitMs, { summary: 'Waits for WHMCS to say what became of the payment' });
    else {
      await sleep(waitMs, { summary: 'Waits until money may move' });
      waitMs = Math.min(waitMs * 2, MONEY_STOP_WAIT.lastMs);
    }
  }
}

/**
 * Records what was approved, one invoice after the other. Where WHMCS has a part of it and refuses another, a person says whether
 * the rest is tried again, which is a decision of its own, or left.
 */
export async function recordPayments(
  input: InvoiceMatchInput,
  approval: string,
  handlers: ReviewHandlers,
): Promise<MatchEnd> {
  let decisionId = approval;
  for (let round = 1; ; round += 1) {
    const payments = await books.approvedPayments({ ...input, decisionId });
    let code: string | null = null;
    for (const payment of payments) code ??= await recordOne(payment, handlers);
    if (code === null) return { kind: payments.length > 0 ? 'recorded' : 'nothing' };
    const task = await books.askAboutParts({ ...input, decisionId, code, round });
    if (!task) return { kind: 'refused', code };
    const answer = await handlers.awaitReview(task);
    if (answer.kind !== 'decided' || answer.action !== 'approved') return { kind: 'in_part' };
    ({ decisionId } = answer);
  }
}

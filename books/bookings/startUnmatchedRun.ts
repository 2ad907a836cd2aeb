import { eq } from 'drizzle-orm';
import { type PaymentRow, payments } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';
import { type ProcessRow, runsOf } from '../../db/processes.ts';
import { nameUnmatchedPayment } from '../../domain/bookings/naming.ts';
import type { Named } from '../../domain/naming.ts';
import { TASK_QUEUES } from '../../temporal.config.ts';
import { UNMATCHED_WORKFLOW, type UnmatchedInput, unmatchedWorkflowId } from '../../workflows/bookings/contract.ts';
import { createProcess } from '../operations/createProcess.ts';

async function nameOf(tx: Transaction, paymentId: string): Promise<Pick<Named, 'title' | 'subtitle'>> {
  const [payment] = await tx
    .select({
      amountMinor: payments.amountMinor,
      currency: payments.currency,
      senderName: payments.senderName,
      transactionId: payments.transactionId,
      subject: payments.emailSubject,
      paidAt: payments.paidAt,
    })
    .from(payments)
    .where(eq(payments.id, paymentId));
  if (!payment) return { title: 'A payment without a booking', subtitle: '' };
  const { title, subtitle } = nameUnmatchedPayment({ ...payment, paidOn: payment.paidAt.toISOString() });
  return { title, subtitle };
}

/** The run that asks a person about a payment without a booking: the open one, or a new one. */
export async function startUnmatchedRun(
  tx: Transaction,
  { tenantId, id: paymentId }: Pick<PaymentRow, 'tenantId' | 'id'>,
): Promise<ProcessRow> {
  const { last, next } = await runsOf(tx, 'unmatched-payment', paymentId);
  if (last?.status === 'open') return last;
  const { process } = await createProcess(tx, {
    tenantId,
    kind: 'unmatched-payment',
    subject: paymentId,
    ...(await nameOf(tx, paymentId)),
    run: next,
    workflowType: UNMATCHED_WORKFLOW,
    workflowId: unmatchedWorkflowId(tenantId, paymentId),
    taskQueue: TASK_QUEUES.core,
    input: (processId) => ({ tenantId, processId, paymentId }) satisfies UnmatchedInput,
    startedBy: 'mailbox',
  });
  return process;
}

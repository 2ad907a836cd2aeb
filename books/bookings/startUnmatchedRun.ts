import type { PaymentRow } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';
import { type ProcessRow, runsOf } from '../../db/processes.ts';
import { TASK_QUEUES } from '../../temporal.config.ts';
import { UNMATCHED_WORKFLOW, type UnmatchedInput, unmatchedWorkflowId } from '../../workflows/bookings/contract.ts';
import { createProcess } from '../operations/createProcess.ts';

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
    title: 'Payment without a booking',
    run: next,
    workflowType: UNMATCHED_WORKFLOW,
    workflowId: unmatchedWorkflowId(tenantId, paymentId),
    taskQueue: TASK_QUEUES.core,
    input: (processId) => ({ tenantId, processId, paymentId }) satisfies UnmatchedInput,
    startedBy: 'mailbox',
  });
  return process;
}

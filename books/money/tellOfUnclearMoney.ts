import type { Transaction } from '../../db/database.ts';
import { appendEvent } from '../events.ts';
import { tellApprovers } from '../notifications/tellApprovers.ts';

/** Tells everybody who decides that a money call is unclear and its task has opened: mails and the event. */
export async function tellOfUnclearMoney(
  tx: Transaction,
  scope: { tenantId: string; processId: string; requestId: string; commandId: string; round: number },
  {
    taskId,
    subject,
    configured,
    template = 'money_unknown',
  }: {
    taskId: string;
    subject: string;
    configured: string[];
    template?: 'money_unknown' | 'payment_unknown';
  },
): Promise<void> {
  const { tenantId, processId, requestId, commandId, round } = scope;
  await tellApprovers(tx, {
    tenantId,
    batchKey: `${processId}:money:${commandId}:${round}`,
    causeId: processId,
    configured,
    template,
    variables: { taskId, subject },
  });
  await appendEvent(tx, {
    type: 'review_task_opened',
    actor: 'workflow',
    subject: `process:${processId}`,
    data: { taskId, kind: 'money_unknown', commandId },
    requestId,
  });
}

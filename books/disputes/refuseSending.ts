import type { Transaction } from '../../db/database.ts';
import type { CollectedFacts } from '../../domain/disputes/facts.ts';
import type { ParkReason } from '../../domain/money/parkReasons.ts';
import type { DecidedRun } from '../../workflows/disputes/contract.ts';
import { appendEvent } from '../events.ts';
import { moveRun } from './moveRun.ts';

/** What was approved is not what is there any more: nothing is sent, and a new review shows what was read now. */
export async function refuseSending(
  tx: Transaction,
  decided: DecidedRun,
  problem: ParkReason,
  now: CollectedFacts,
): Promise<void> {
  const { processId, decisionId, requestId } = decided;
  await moveRun(tx, processId, 'executing', { paymentData: now.payments, billingData: now.billing });
  await appendEvent(tx, {
    type: 'money_not_sent',
    actor: 'workflow',
    subject: `process:${processId}`,
    data: { decisionId, problem },
    requestId,
  });
}

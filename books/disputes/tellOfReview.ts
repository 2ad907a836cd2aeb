import type { Transaction } from '../../db/database.ts';
import type { RunRow } from '../../db/disputes/runs.ts';
import { approvers } from '../../db/notifications/approvers.ts';
import type { ParkReason } from '../../domain/money/parkReasons.ts';
import type { RunScope } from '../../workflows/disputes/contract.ts';
import type { OpenedTask } from '../../workflows/reviews/contract.ts';
import { appendEvent } from '../events.ts';
import { type Message, queueNotifications } from '../notifications/queueNotifications.ts';

interface OpenedReview {
  run: RunRow;
  opened: OpenedTask;
  /** What is proposed, minor units. */
  amountMinor: number;
  currency: string | null;
  configured: string[];
  /** Whether the review queue hears of it as well. */
  publishes: boolean;
}

/** Tells everybody who decides that a review has opened: mails, the review queue, the event. */
export async function tellOfReview(
  tx: Transaction,
  {
    tenantId,
    processId,
    requestId,
    round,
    parkedReason,
  }: RunScope & { round: number; parkedReason: ParkReason | null },
  { run, opened, amountMinor, currency, configured, publishes }: OpenedReview,
): Promise<void> {
  const { runId, caseId } = run;
  const { taskId, shownHash } = opened;
  const template = 'review_requested';
  const messages: Message[] = (await approvers(tx, configured)).map((recipient) => ({
    channel: 'email',
    recipient,
    template,
    variables: { taskId, processId, runId, subject: `case ${caseId}`, amountMinor, currency },
  }));
  if (publishes)
    messages.push({
      channel: 'queue',
      recipient: 'human-review',
      template,
      variables: { taskId, processId, runId, caseId },
    });
  await queueNotifications(tx, { tenantId, batchKey: `${processId}:review:${round}`, causeId: processId, messages });
  await appendEvent(tx, {
    type: 'dispute_review_requested',
    actor: 'workflow',
    subject: `process:${processId}`,
    data: { taskId, round, parked: parkedReason, shownHash },
    requestId,
  });
}

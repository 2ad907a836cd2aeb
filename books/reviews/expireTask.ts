import type { Transaction } from '../../db/database.ts';
import { KINDS } from '../../domain/reviews/kinds.ts';
import type { ReviewScope } from '../../workflows/reviews/contract.ts';
import { appendEvent } from '../events.ts';
import { closeTask } from './closeTask.ts';

/** Closes an undecided task without acting. It stays visible; its case can be started again. One that is closed stays as it is. */
export async function expireTask(tx: Transaction, { processId, taskId }: ReviewScope & { taskId: string }) {
  const expired = await closeTask(tx, taskId, 'expired');
  if (!expired) return;
  await appendEvent(tx, {
    type: KINDS[expired.kind].expiredEvent ?? 'review_expired',
    actor: 'workflow',
    subject: `process:${processId}`,
    data: { taskId },
  });
}

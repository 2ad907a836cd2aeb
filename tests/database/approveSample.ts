import type { Database } from '../../db/database.ts';
import { openSampleTask, reviewerId, storeRequest } from './books.ts';
import { reviewActivities } from './reviewActivities.ts';

/** A case whose refund of 4,500 of a charge of 6,000 was approved, as a reviewer leaves it. */
export async function approveSample(db: Database, tenantId: string, caseId: string, run = 1) {
  const actor = `user:${await reviewerId(db, tenantId)}`;
  const { process, opened, charge } = await openSampleTask(db, tenantId, caseId, { run });
  const { taskId, shownHash } = opened;
  const requestId = await storeRequest(db, tenantId, opened, 'approved', actor);
  const message = { requestId, taskId, shownHash, action: 'approved', actor } as const;
  const admission = await reviewActivities(db).admitDecision({ tenantId, processId: process.id, message });
  if (!admission.ok) throw new Error(admission.code);
  const { decisionId } = admission;
  const scope = { tenantId, processId: process.id, requestId: 'r' };
  return {
    scope,
    decisionId,
    taskId,
    charge,
    decision: { id: decisionId, payee: charge.chargeId, approvedMinor: 4500, currency: 'USD' },
    exposure: { ...charge, key: `stripe_charge:${charge.chargeId}` },
  };
}

import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { decisionRequests, reviewDecisions } from '../../db/reviews/schema.ts';
import { contentHash } from '../../domain/digest.ts';
import { CLOSED_AS } from '../../domain/reviews/states.ts';
import { warningsOf } from '../../domain/reviews/warnings.ts';
import { appendEvent } from '../events.ts';
import { closeTask } from './closeTask.ts';
import type { Approval, Judged } from './kind.ts';

type DecisionRow = typeof reviewDecisions.$inferSelect;

async function insertDecision(
  tx: Transaction,
  { task, request, snapshot }: Judged,
  approval: Approval,
): Promise<DecisionRow> {
  const { action, amountMinor, payee, reason } = approval;
  const [decision] = await tx
    .insert(reviewDecisions)
    .values({
      tenantId: task.tenantId,
      taskId: task.id,
      requestId: request.id,
      snapshotId: snapshot.id,
      decision: request.action,
      action,
      approvedMinor: amountMinor,
      currency: snapshot.currency,
      payee,
      reason,
      vendorId: request.vendorId,
      approvedHash: contentHash({ shown: snapshot.shownHash, action, amountMinor, payee }),
      allowRepeat: request.allowRepeat,
      actor: request.actor,
      reviewerName: request.reviewerName,
      comment: request.comment,
      overrideReason: request.overrideReason,
    })
    .returning();
  if (!decision) throw new Error('decision not written');
  return decision;
}

/** Makes a decision final: its row, the task, the request and the event, in the transaction of its effects. Returns its id. */
export async function writeDecision(tx: Transaction, judged: Judged, approval: Approval): Promise<string> {
  const { task, request, snapshot } = judged;
  const decision = await insertDecision(tx, judged, approval);
  if (!(await closeTask(tx, task.id, CLOSED_AS[request.action]))) throw new Error(`task ${task.id} is closed`);
  await tx
    .update(decisionRequests)
    .set({ outcome: { accepted: true, decisionId: decision.id } })
    .where(eq(decisionRequests.id, request.id));
  await appendEvent(tx, {
    type: 'review_decided',
    actor: request.actor,
    subject: `process:${task.processId}`,
    data: {
      taskId: task.id,
      decisionId: decision.id,
      decision: request.action,
      action: approval.action,
      amountMinor: approval.amountMinor,
      currency: snapshot.currency,
      payee: approval.payee,
      shownHash: snapshot.shownHash,
      ...(request.overrideReason
        ? { overrideReason: request.overrideReason, warnings: warningsOf(judged.shown).map(({ code }) => code) }
        : {}),
    },
  });
  return decision.id;
}

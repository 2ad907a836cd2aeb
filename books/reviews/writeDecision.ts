import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { decisionRequests, reviewDecisions } from '../../db/reviews/schema.ts';
import { contentHash } from '../../domain/digest.ts';
import { CLOSED_AS } from '../../domain/reviews/states.ts';
import { warningsOf } from '../../domain/reviews/warnings.ts';
import { appendEvent } from '../events.ts';
import { closeTask } from './closeTask.ts';
import type { Approval, Judged } from './kind.ts';

function insertDecision(tx: Transaction, id: string, { task, request, snapshot }: Judged, approval: Approval) {
  const { action, amountMinor, payee, reason } = approval;
  return tx
    .insert(reviewDecisions)
    .values({
      id,
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
    .execute();
}

/** Makes a decision final: its row, the task, the request and the event, in the transaction of its effects. Returns its id. */
export async function writeDecision(tx: Transaction, judged: Judged, approval: Approval): Promise<string> {
  const { task, request, snapshot } = judged;
  const id = crypto.randomUUID();
  // One round trip; the server takes them in this order, and none holds when one of them fails.
  const [, closed] = await Promise.all([
    insertDecision(tx, id, judged, approval),
    closeTask(tx, task.id, CLOSED_AS[request.action]),
    tx
      .update(decisionRequests)
      .set({ outcome: { accepted: true, decisionId: id } })
      .where(eq(decisionRequests.id, request.id)),
    appendEvent(tx, {
      type: 'review_decided',
      actor: request.actor,
      subject: `process:${task.processId}`,
      data: {
        taskId: task.id,
        decisionId: id,
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
    }),
  ]);
  if (!closed) throw new Error(`task ${task.id} is closed`);
  return id;
}

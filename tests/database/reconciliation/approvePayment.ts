import { randomUUID } from 'node:crypto';
import { appendEvent } from '../../../books/events.ts';
import { createProcess } from '../../../books/operations/createProcess.ts';
import { openTask } from '../../../books/reviews/openTask.ts';
import { reviewerId, storeRequest } from '../books.ts';
import type { BillingWorld } from './billingWorld.ts';

interface Payment {
  payee: string;
  amountMinor: number;
  currency?: string;
  /** Of several invoices: what its reviewer was shown of each. */
  payments?: { payee: string; amount_minor: number }[];
}

/** A decision that records payments at invoices, as a review leaves it: its process, its id and who decided. */
export async function approvePayment({ db, database }: BillingWorld, tenantId: string, payment: Payment) {
  const { payee, amountMinor, currency = 'USD', payments } = payment;
  const subject = randomUUID();
  const { process, opened } = await db.withTenant(tenantId, async (tx) => {
    const made = await createProcess(tx, {
      tenantId,
      kind: 'dispute',
      subject,
      title: 'A match',
      workflowType: 'disputeResolutionWorkflow',
      workflowId: `match:${tenantId}:${subject}`,
      taskQueue: 'core',
      input: () => ({}),
      startedBy: 'schedule',
    });
    const task = await openTask(tx, {
      tenantId,
      processId: made.process.id,
      kind: 'dispute_resolution',
      gate: 'match',
      subject,
      named: { title: 'A match', subtitle: '', sentence: '' },
      reason: null,
      atRiskMinor: amountMinor,
      confidence: 0.9,
      hasProposal: true,
      timings: null,
      warnings: [],
      shown: { payee, ...(payments ? { payments } : {}) },
      payee,
      currency,
      maximumMinor: amountMinor,
    });
    return { process: made.process, opened: task.opened };
  });
  const actor = `user:${await reviewerId(db, tenantId)}`;
  const requestId = await storeRequest(db, tenantId, opened, 'approved', actor);
  const id = randomUUID();
  await database.owner`insert into review_decisions
    (id, tenant_id, task_id, request_id, snapshot_id, decision, action, approved_minor, currency, payee, approved_hash, actor)
    select ${id}, ${tenantId}, t.id, ${requestId}, s.id, 'approved', 'approved', ${amountMinor}, ${currency}, ${payee}, 'x', ${actor}
    from review_tasks t join review_snapshots s on s.tenant_id = t.tenant_id and s.id = t.snapshot_id where t.id = ${opened.taskId}`;
  await db.withTenant(tenantId, (tx) =>
    appendEvent(tx, { type: 'review_decided', actor, subject: `process:${process.id}`, data: { decisionId: id } }),
  );
  return { processId: process.id, decisionId: id };
}

import { recordInvoicePayment } from '../../../activities/reconciliation/recordInvoicePayment.ts';
import type { ReviewAction } from '../../../domain/reviews/actions.ts';
import type { MoneyStep } from '../../../workflows/money/contract.ts';
import type { InvoicePaymentInput } from '../../../workflows/reconciliation/contract.ts';
import { reviewerId } from '../books.ts';
import { reviewActivities } from '../reviewActivities.ts';
import { depsOf } from './arrived.ts';
import type { BillingWorld } from './billingWorld.ts';

/** A person's decision about a task, as the run admits it; its id. Throws the code of a refusal. By a reviewer, unless said. */
export async function decideTask(
  world: BillingWorld,
  processId: string,
  { taskId, shownHash }: { taskId: string; shownHash: string },
  action: ReviewAction,
  more: { vendorId?: string; actor?: string } = {},
): Promise<string> {
  const actor = more.actor ?? `user:${await reviewerId(world.db, world.A)}`;
  const requestId = crypto.randomUUID();
  await world.database
    .owner`insert into decision_requests (id, tenant_id, task_id, idempotency_key, request_hash, shown_hash, action, actor,
    vendor_id) values (${requestId}, ${world.A}, ${taskId}, ${requestId}, 'x', ${shownHash}, ${action}, ${actor}, ${more.vendorId ?? null})`;
  const message = { requestId, taskId, shownHash, action, actor };
  const admission = await reviewActivities(world.db).admitDecision({ tenantId: world.A, processId, message });
  if (!admission.ok) throw new Error(admission.code);
  return admission.decisionId;
}

/** What recording comes to, when it is tried again as long as it waits; the books' clock moves on instead of the test. */
export async function recordUntilSettled(world: BillingWorld, input: InvoicePaymentInput): Promise<MoneyStep> {
  for (let turn = 0; turn < 20; turn += 1) {
    const step = await recordInvoicePayment(depsOf(world))(input);
    if (step.kind !== 'wait') return step;
    await world.database
      .owner`update money_commands set lease_until = now() - interval '1 hour' where id = ${step.commandId}`;
  }
  throw new Error('it never ends');
}

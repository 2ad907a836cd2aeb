import { and, desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { startUnmatchedRun } from '../../books/bookings/startUnmatchedRun.ts';
import { paymentColumns, payments } from '../../db/bookings/schema.ts';
import { isUuid, type Transaction } from '../../db/database.ts';
import { processes } from '../../db/operations/schema.ts';
import { reviewTasks } from '../../db/reviews/schema.ts';
import { BOOKING_ID, BOOKING_ID_RULE } from '../../domain/bookings/states.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { defineRoute, type Reply, type RequestContext } from '../http/route.ts';
import type { Principal } from '../http/tokens.ts';
import { type DecideDeps, decide, decisionPendingSchema, overrideReason } from '../reviews/decide.ts';
import { paymentJson } from './bookingJson.ts';
import { DECISION_ERRORS, taskWithin, wanted } from './decideTask.ts';
import { linkedSchema } from './decisionJson.ts';
import type { BookingRouteDeps } from './fields.ts';
import { linkChange } from './linkChange.ts';

type Deps = BookingRouteDeps & DecideDeps;

const linkBody = z.strictObject({
  booking_id: z.string().regex(BOOKING_ID, BOOKING_ID_RULE),
  confirm: z.boolean().optional(),
  override_reason: overrideReason,
});

/** A payment as it stands now. Throws PAYMENT_NOT_FOUND. */
async function paymentNow(tx: Transaction, paymentId: string) {
  const [payment] = await tx.select(paymentColumns).from(payments).where(eq(payments.id, paymentId));
  if (!payment) throw new CodedError('PAYMENT_NOT_FOUND');
  return payment;
}

/** The newest task that asks for the booking of a payment, whatever became of it. */
const linkTask = (tx: Transaction, paymentId: string) =>
  tx
    .select({ task: reviewTasks })
    .from(reviewTasks)
    .innerJoin(processes, eq(processes.id, reviewTasks.processId))
    .where(and(eq(processes.kind, 'unmatched-payment'), eq(processes.subject, paymentId)))
    .orderBy(desc(reviewTasks.createdAt))
    .limit(1)
    .then(([row]) => row?.task);

async function link(
  deps: Deps,
  context: RequestContext,
  principal: Principal,
  paymentId: string,
  body: z.infer<typeof linkBody>,
): Promise<Reply> {
  const { db, cipher } = deps;
  const { tenantId } = principal;
  if (!isUuid(paymentId)) throw new CodedError('PAYMENT_NOT_FOUND');
  const isOpen = await db.withTenant(tenantId, async (tx) => {
    const payment = await paymentNow(tx, paymentId);
    // Payments of older systems have no run that asks: it is started on demand.
    if (payment.status === 'unmatched') await startUnmatchedRun(tx, payment);
    else if (payment.source !== 'gmail') throw new CodedError('PAYMENT_MATCH_FAILED');
    return payment.status === 'unmatched';
  });
  const task = await taskWithin(db, tenantId, async (tx) => {
    const found = await linkTask(tx, paymentId);
    return found?.state === 'pending' || !isOpen ? found : undefined;
  });
  const change = linkChange({ bookingId: body.booking_id, confirm: body.confirm ?? false });
  const decision = wanted(task.id, 'modified', { change, overrideReason: body.override_reason });
  const reply = await decide(deps, principal, context.idempotencyKey ?? crypto.randomUUID(), decision);
  if (reply.status !== 200) return reply;
  const payment = paymentJson(cipher, await db.withTenant(tenantId, (tx) => paymentNow(tx, paymentId)));
  return { status: 200, body: { success: true, message: 'Payment linked to booking', payment } };
}

/** Links a payment to its booking; the decision goes through the review of its task. */
export const linkRoute = (deps: Deps) =>
  defineRoute({
    method: 'post',
    path: '/admin/payment/:payment_id/link-booking',
    budget: 'admin',
    area: 'bookings',
    summary: 'Link an unmatched payment to its booking; `confirm` pays the booking with it in the same step',
    access: 'bookings:verify',
    remembers: true,
    params: z.object({ payment_id: z.string().max(100) }),
    body: linkBody,
    responses: {
      200: { description: 'Linked', schema: linkedSchema },
      202: { description: 'Kept; not answered yet', schema: decisionPendingSchema },
    },
    errors: [...DECISION_ERRORS, 'PAYMENT_NOT_FOUND', 'WORKFLOW_ENGINE_UNAVAILABLE'],
    example: { booking_id: 'BK-20251017-001' },
    handle: (context, principal, { params, body }) => link(deps, context, principal, params.payment_id, body),
  });

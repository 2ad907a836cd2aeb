import { z } from 'zod';
import { ownBooking } from '../../db/bookings/bookings.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { defineRoute, type Reply, type RequestContext } from '../http/route.ts';
import { plainText } from '../http/text.ts';
import type { Principal } from '../http/tokens.ts';
import { type DecideDeps, decide, decisionPendingSchema } from '../reviews/decide.ts';
import { bookingNow, DECISION_ERRORS, openPaymentTask, wakeWaiting, wanted } from './decideTask.ts';
import { rejectedSchema } from './decisionJson.ts';
import { type BookingRouteDeps, bookingIdParam } from './fields.ts';
import { paymentTask } from './paymentTask.ts';

type Deps = BookingRouteDeps & DecideDeps;

async function reject(
  deps: Deps,
  context: RequestContext,
  principal: Principal,
  bookingId: string,
  reason: string,
): Promise<Reply> {
  const { db } = deps;
  const { tenantId } = principal;
  const { booking, task } = await db.withTenant(tenantId, async (tx) => {
    const found = await ownBooking(tx, bookingId, null);
    await wakeWaiting(tx, found);
    return { booking: found, task: await paymentTask(tx, bookingId) };
  });
  const { status } = booking;
  if (status === 'Expired') throw new CodedError('BOOKING_EXPIRED');
  const open = status === 'Waiting' ? await openPaymentTask(db, tenantId, bookingId) : task;
  if (!open) throw new CodedError('INVALID_BOOKING_STATUS', undefined, { status });
  const key = context.idempotencyKey ?? crypto.randomUUID();
  const reply = await decide(deps, principal, key, wanted(open.id, 'rejected', { comment: reason }));
  if (reply.status !== 200) return reply;
  const after = await bookingNow(db, tenantId, bookingId);
  return {
    status: 200,
    body: {
      success: true,
      message: 'Booking payment rejected',
      booking: {
        booking_id: after.bookingId,
        status: after.status,
        rejection_reason: after.rejectionReason ?? reason,
      },
    },
  };
}

/** Refuses the payment of a booking by its number; the decision goes through the review of its task. */
export const rejectRoute = (deps: Deps) =>
  defineRoute({
    method: 'post',
    path: '/admin/booking/:booking_id/reject',
    budget: 'admin',
    area: 'bookings',
    summary: 'Refuse the payment of a booking; its customer gets a new window',
    access: 'bookings:verify',
    remembers: true,
    params: bookingIdParam,
    body: z.strictObject({ reason: plainText(500).pipe(z.string().min(1)) }),
    responses: {
      200: { description: 'Refused', schema: rejectedSchema },
      202: { description: 'Kept; not answered yet', schema: decisionPendingSchema },
    },
    errors: [...DECISION_ERRORS, 'BOOKING_EXPIRED', 'WORKFLOW_ENGINE_UNAVAILABLE'],
    example: { reason: 'Amount mismatch - Expected Rs. 5000, received Rs. 4500' },
    handle: (context, principal, { params, body }) => reject(deps, context, principal, params.booking_id, body.reason),
  });

import { z } from 'zod';
import { assertPayable, submitPayment } from '../../books/bookings/submitPayment.ts';
import { type BookingRow, ownBooking } from '../../db/bookings/bookings.ts';
import type { Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { defineRoute, type Reply, type RequestContext } from '../http/route.ts';
import type { Principal } from '../http/tokens.ts';
import { type DecideDeps, decide, decisionPendingSchema, overrideReason } from '../reviews/decide.ts';
import { bookingNow, DECISION_ERRORS, openPaymentTask, wakeWaiting, wanted } from './decideTask.ts';
import { confirmedSchema } from './decisionJson.ts';
import { type BookingRouteDeps, bookingIdParam } from './fields.ts';

type Deps = BookingRouteDeps & DecideDeps;

const confirmed = (booking: BookingRow): Reply => ({
  status: 200,
  body: {
    success: true,
    message: 'Booking confirmed successfully',
    booking: {
      booking_id: booking.bookingId,
      status: booking.status,
      verified_at: booking.paymentVerifiedAt?.toISOString() ?? '',
      verification_method: booking.verificationMethod,
    },
  },
});

/** Nobody has claimed a payment: the office vouches for one. */
async function vouch(
  tx: Transaction,
  cipher: FieldCipher,
  booking: BookingRow,
  by: { actor: string; requestId: string },
): Promise<void> {
  assertPayable(booking);
  const nothing = {
    transactionId: null,
    senderName: null,
    senderPhone: null,
    screenshotUrl: null,
    screenshotData: null,
  };
  const claim = { source: 'manual' as const, amountMinor: booking.totalMinor, ...nothing };
  await submitPayment(tx, cipher, booking, claim, { ...by, idsPerDay: null });
}

async function confirm(
  deps: Deps,
  context: RequestContext,
  principal: Principal,
  bookingId: string,
  reason: string | undefined,
): Promise<Reply> {
  const { db, cipher } = deps;
  const { tenantId, actor } = principal;
  const before = await db.withTenant(tenantId, async (tx) => {
    const booking = await ownBooking(tx, bookingId, null);
    if (booking.status === 'Confirmed') return booking;
    if (booking.status === 'Waiting') await wakeWaiting(tx, booking);
    else await vouch(tx, cipher, booking, { actor, requestId: context.requestId });
    return booking;
  });
  if (before.status === 'Confirmed') {
    if (before.verificationMethod === 'manual_admin') return confirmed(before);
    throw new CodedError('INVALID_BOOKING_STATUS', undefined, { status: before.status });
  }
  const task = await openPaymentTask(db, tenantId, bookingId);
  const key = context.idempotencyKey ?? crypto.randomUUID();
  const reply = await decide(deps, principal, key, wanted(task.id, 'approved', { overrideReason: reason }));
  return reply.status === 200 ? confirmed(await bookingNow(db, tenantId, bookingId)) : reply;
}

/** Confirms a booking by its number; the decision goes through the review of its task. */
export const confirmRoute = (deps: Deps) =>
  defineRoute({
    method: 'post',
    path: '/admin/booking/:booking_id/confirm',
    budget: 'admin',
    area: 'bookings',
    summary: 'Confirm a booking; without a claimed payment the office vouches for one. The same again changes nothing',
    access: 'bookings:verify',
    remembers: true,
    params: bookingIdParam,
    body: z.strictObject({ override_reason: overrideReason }).optional(),
    responses: {
      200: { description: 'Confirmed', schema: confirmedSchema },
      202: { description: 'Kept; not answered yet', schema: decisionPendingSchema },
    },
    errors: [...DECISION_ERRORS, 'BOOKING_EXPIRED', 'WORKFLOW_ENGINE_UNAVAILABLE'],
    handle: (context, principal, { params, body }) =>
      confirm(deps, context, principal, params.booking_id, body?.override_reason),
  });

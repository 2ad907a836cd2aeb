import { and, desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { WantedDecision } from '../../books/reviews/wantedDecision.ts';
import { type BookingRow, tellBooking, unmatchedProcess } from '../../db/bookings/bookings.ts';
import { bookings, paymentColumns, payments } from '../../db/bookings/schema.ts';
import { isUuid, type Transaction } from '../../db/database.ts';
import { processes } from '../../db/operations/schema.ts';
import { reviewTasks } from '../../db/reviews/schema.ts';
import { BOOKING_ID, BOOKING_ID_RULE } from '../../domain/bookings/states.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { defineRoute, type Reply, type RequestContext, type Route } from '../http/route.ts';
import { plainText } from '../http/text.ts';
import type { Principal } from '../http/tokens.ts';
import {
  DECISION_ERRORS as COMMON_ERRORS,
  type DecideDeps,
  decide,
  decisionPendingSchema,
  overrideReason,
} from '../reviews/decide.ts';
import { paymentJson } from './bookingJson.ts';
import { confirmedSchema, linkedSchema, rejectedSchema } from './decisionJson.ts';
import { DECISION_ERRORS_OF_BOOKINGS, linkChange } from './linkChange.ts';
import { paymentTask } from './paymentTask.ts';
import { type BookingRouteDeps, bookingIdParam } from './routes.ts';
import { assertPayable, ownBooking, submitPayment } from './submitPayment.ts';

type Deps = BookingRouteDeps & DecideDeps;

const DECISION_ERRORS = [...COMMON_ERRORS, ...DECISION_ERRORS_OF_BOOKINGS] as const;

/** How long an answer waits for a run to open the task it decides. */
const TASK_WAIT_MS = 3_000;
const LOOK_EVERY_MS = 50;

const wanted = (
  taskId: string,
  action: WantedDecision['action'],
  more: Partial<WantedDecision> = {},
): WantedDecision => ({
  taskId,
  action,
  shownHash: undefined,
  vendorId: undefined,
  allowRepeat: false,
  reviewerName: undefined,
  comment: undefined,
  ...more,
});

/** The endpoints that the office uses by booking. Each decision goes through the review of its task. */
export function bookingDecisionRoutes(deps: Deps): Route[] {
  const { db, cipher } = deps;
  const read = <Result>(tenantId: string, work: (tx: Transaction) => Promise<Result>) => db.withTenant(tenantId, work);

  /** Waits until a run has opened the task; it was told in the transaction before. */
  async function taskWithin<Task>(
    tenantId: string,
    find: (tx: Transaction) => Promise<Task | undefined>,
  ): Promise<Task> {
    for (const until = Date.now() + TASK_WAIT_MS; Date.now() < until; ) {
      const task = await read(tenantId, find);
      if (task) return task;
      await new Promise((done) => setTimeout(done, LOOK_EVERY_MS));
    }
    throw new CodedError('WORKFLOW_ENGINE_UNAVAILABLE', 'The booking has no run that takes decisions yet; try again');
  }

  /** A booking of an older system waits, but no run asks about it: one is started. Under the booking's lock. */
  async function wake(tx: Transaction, booking: BookingRow): Promise<void> {
    const task = await paymentTask(tx, booking.bookingId);
    if (booking.status === 'Waiting' && task?.state !== 'pending') await tellBooking(tx, booking, crypto.randomUUID());
  }

  const bookingNow = (tenantId: string, bookingId: string): Promise<BookingRow> =>
    read(tenantId, async (tx) => {
      const [booking] = await tx.select().from(bookings).where(eq(bookings.bookingId, bookingId));
      if (!booking) throw new CodedError('BOOKING_NOT_FOUND');
      return booking;
    });

  async function confirm(
    context: RequestContext,
    principal: Principal,
    bookingId: string,
    reason: string | undefined,
  ): Promise<Reply> {
    const { tenantId, actor } = principal;
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
    const before = await read(tenantId, async (tx) => {
      const booking = await ownBooking(tx, bookingId, null);
      if (booking.status === 'Confirmed') return booking;
      if (booking.status !== 'Waiting') {
        assertPayable(booking);
        // Nobody has claimed a payment: the office vouches for one.
        await submitPayment(
          tx,
          cipher,
          booking,
          {
            source: 'manual',
            amountMinor: booking.totalMinor,
            transactionId: null,
            senderName: null,
            senderPhone: null,
            screenshotUrl: null,
            screenshotData: null,
          },
          { actor, requestId: context.requestId, idsPerDay: null },
        );
      } else await wake(tx, booking);
      return booking;
    });
    if (before.status === 'Confirmed') {
      if (before.verificationMethod === 'manual_admin') return confirmed(before);
      throw new CodedError('INVALID_BOOKING_STATUS', undefined, { status: before.status });
    }
    const task = await taskWithin(tenantId, async (tx) => {
      const found = await paymentTask(tx, bookingId);
      return found?.state === 'pending' ? found : undefined;
    });
    const reply = await decide(
      deps,
      principal,
      context.idempotencyKey ?? crypto.randomUUID(),
      wanted(task.id, 'approved', { overrideReason: reason }),
    );
    return reply.status === 200 ? confirmed(await bookingNow(tenantId, bookingId)) : reply;
  }

  async function reject(
    context: RequestContext,
    principal: Principal,
    bookingId: string,
    reason: string,
  ): Promise<Reply> {
    const { tenantId } = principal;
    const { booking, task } = await read(tenantId, async (tx) => {
      const found = await ownBooking(tx, bookingId, null);
      await wake(tx, found);
      return { booking: found, task: await paymentTask(tx, bookingId) };
    });
    if (booking.status === 'Expired') throw new CodedError('BOOKING_EXPIRED');
    if (booking.status === 'Waiting' || task) {
      const open =
        booking.status === 'Waiting'
          ? await taskWithin(tenantId, async (tx) => {
              const found = await paymentTask(tx, bookingId);
              return found?.state === 'pending' ? found : undefined;
            })
          : task;
      if (open) {
        const key = context.idempotencyKey ?? crypto.randomUUID();
        const reply = await decide(deps, principal, key, wanted(open.id, 'rejected', { comment: reason }));
        if (reply.status !== 200) return reply;
        const after = await bookingNow(tenantId, bookingId);
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
    }
    throw new CodedError('INVALID_BOOKING_STATUS', undefined, { status: booking.status });
  }

  return [
    defineRoute({
      method: 'post',
      path: '/admin/booking/:booking_id/confirm',
      budget: 'admin',
      area: 'bookings',
      summary:
        'Confirm a booking; without a claimed payment the office vouches for one. The same again changes nothing',
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
        confirm(context, principal, params.booking_id, body?.override_reason),
    }),
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
      handle: (context, principal, { params, body }) => reject(context, principal, params.booking_id, body.reason),
    }),
    defineRoute({
      method: 'post',
      path: '/admin/payment/:payment_id/link-booking',
      budget: 'admin',
      area: 'bookings',
      summary: 'Link an unmatched payment to its booking; `confirm` pays the booking with it in the same step',
      access: 'bookings:verify',
      remembers: true,
      params: z.object({ payment_id: z.string().max(100) }),
      body: z.strictObject({
        booking_id: z.string().regex(BOOKING_ID, BOOKING_ID_RULE),
        confirm: z.boolean().optional(),
        override_reason: overrideReason,
      }),
      responses: {
        200: { description: 'Linked', schema: linkedSchema },
        202: { description: 'Kept; not answered yet', schema: decisionPendingSchema },
      },
      errors: [...DECISION_ERRORS, 'PAYMENT_NOT_FOUND', 'WORKFLOW_ENGINE_UNAVAILABLE'],
      example: { booking_id: 'BK-20251017-001' },
      async handle(context, principal, { params, body }) {
        const { tenantId } = principal;
        if (!isUuid(params.payment_id)) throw new CodedError('PAYMENT_NOT_FOUND');
        const paymentNow = (tx: Transaction) =>
          tx
            .select(paymentColumns)
            .from(payments)
            .where(eq(payments.id, params.payment_id))
            .then(([row]) => row);
        const isOpen = await read(tenantId, async (tx) => {
          const payment = await paymentNow(tx);
          if (!payment) throw new CodedError('PAYMENT_NOT_FOUND');
          // Payments of older systems have no run that asks: it is started on demand.
          if (payment.status === 'unmatched') await unmatchedProcess(tx, { tenantId, paymentId: payment.id });
          else if (payment.source !== 'gmail') throw new CodedError('PAYMENT_MATCH_FAILED');
          return payment.status === 'unmatched';
        });
        const taskFor = (tx: Transaction) =>
          tx
            .select({ task: reviewTasks })
            .from(reviewTasks)
            .innerJoin(processes, eq(processes.id, reviewTasks.processId))
            .where(and(eq(processes.kind, 'unmatched-payment'), eq(processes.subject, params.payment_id)))
            .orderBy(desc(reviewTasks.createdAt))
            .limit(1)
            .then(([row]) => row?.task);
        const task = await taskWithin(tenantId, async (tx) => {
          const found = await taskFor(tx);
          return found?.state === 'pending' || !isOpen ? found : undefined;
        });
        const change = linkChange({ bookingId: body.booking_id, confirm: body.confirm ?? false });
        const key = context.idempotencyKey ?? crypto.randomUUID();
        const reply = await decide(
          deps,
          principal,
          key,
          wanted(task.id, 'modified', { change, overrideReason: body.override_reason }),
        );
        if (reply.status !== 200) return reply;
        const payment = await read(tenantId, paymentNow);
        if (!payment) throw new CodedError('PAYMENT_NOT_FOUND');
        return {
          status: 200,
          body: { success: true, message: 'Payment linked to booking', payment: paymentJson(cipher, payment) },
        };
      },
    }),
  ];
}

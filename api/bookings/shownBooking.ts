import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { BookingRow } from '../../db/bookings/bookings.ts';
import { type PaymentRow, paymentColumns, payments } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';
import { peopleBehind } from '../../db/identity/people.ts';
import { reviewDecisions, reviewTasks } from '../../db/reviews/schema.ts';
import { bookingState, bookingTitle, type Reader } from '../../domain/bookings/bookingWords.ts';
import { bookingTimeline } from '../../domain/bookings/timeline.ts';
import { bookingJson, bookingSchema, SHOWN_PAYMENTS } from './bookingJson.ts';

const stateSchema = z
  .object({ tone: z.enum(['plain', 'good', 'bad', 'warn', 'info']), text: z.string(), next: z.string() })
  .describe('How it stands in words, and what comes next or can be done');
export const shownBookingSchema = bookingSchema
  .extend({
    title: z.string().describe('What was booked, in words'),
    property_name: z.string(),
    state: stateSchema,
  })
  .meta({ id: 'ShownBooking' });
export const momentSchema = z
  .object({
    at: z.string(),
    text: z.string(),
    quote: z.string().nullable().describe('Words of a person, or the subject of a mail'),
    task_id: z.uuid().nullable().describe('The review it speaks of, for the office'),
  })
  .meta({ id: 'BookingMoment' });

/** A booking in the words of whoever reads it. */
export function shownBooking(booking: BookingRow, propertyName: string, reader: Reader) {
  const facts = {
    property: propertyName,
    date: booking.bookingDate,
    shift: booking.shift,
    status: booking.status,
    totalMinor: booking.totalMinor,
    currency: booking.currency,
    rejectionReason: booking.rejectionReason,
  };
  return {
    ...bookingJson(booking),
    property_name: propertyName,
    title: bookingTitle(facts),
    state: bookingState(facts, reader),
  };
}

export const paymentsOf = (tx: Transaction, bookingId: string): Promise<PaymentRow[]> =>
  tx
    .select(paymentColumns)
    .from(payments)
    .where(eq(payments.bookingId, bookingId))
    .orderBy(desc(payments.createdAt))
    .limit(SHOWN_PAYMENTS);

/** Reviews of a booking's payments: about the booking itself, or about a payment that was linked to it. */
const reviewsOf = (tx: Transaction, bookingId: string, transfers: readonly string[]) =>
  tx
    .select({
      taskId: reviewTasks.id,
      openedAt: reviewTasks.createdAt,
      closedAt: reviewTasks.closedAt,
      state: reviewTasks.state,
      actor: reviewDecisions.actor,
      comment: sql<string | null>`coalesce(${reviewDecisions.reason}, ${reviewDecisions.comment})`,
    })
    .from(reviewTasks)
    .leftJoin(reviewDecisions, eq(reviewDecisions.taskId, reviewTasks.id))
    .where(
      and(
        inArray(reviewTasks.kind, ['booking_payment', 'unmatched_payment']),
        inArray(reviewTasks.subject, [bookingId, ...transfers]),
      ),
    )
    .orderBy(asc(reviewTasks.createdAt))
    .limit(SHOWN_PAYMENTS);

const isPerson = (actor: string | null): actor is string => actor !== null && !actor.startsWith('system:');

/** How a booking went, as sentences for its reader. */
export async function timelineOf(tx: Transaction, booking: BookingRow, paid: readonly PaymentRow[], reader: Reader) {
  const transfers = paid.flatMap(({ transactionId, id }) => [id, ...(transactionId ? [transactionId] : [])]);
  const reviews = await reviewsOf(tx, booking.bookingId, transfers);
  const verifiedBy = paid.find((payment) => payment.id === booking.paymentId)?.verifiedBy ?? null;
  const people = await peopleBehind(
    tx,
    [verifiedBy, ...reviews.map(({ actor }) => actor)].filter((actor) => isPerson(actor)),
  );
  const name = (actor: string | null) => (isPerson(actor) ? (people.get(actor)?.name ?? 'somebody') : null);
  const moments = bookingTimeline(
    {
      customer: booking.customerName,
      totalMinor: booking.totalMinor,
      currency: booking.currency,
      status: booking.status,
      createdAt: booking.createdAt.toISOString(),
      cancelAskedAt: booking.cancelRequestedAt?.toISOString() ?? null,
      verifiedAt: booking.paymentVerifiedAt?.toISOString() ?? null,
      confirmedBy: name(verifiedBy),
      updatedAt: booking.updatedAt.toISOString(),
      payments: paid.map((payment) => ({
        source: payment.source,
        amountMinor: payment.amountMinor,
        currency: payment.currency,
        sender: payment.senderName,
        transactionId: payment.transactionId,
        subject: payment.emailSubject,
        at: payment.createdAt.toISOString(),
      })),
      reviews: reviews.map(({ openedAt, closedAt, actor, ...review }) => ({
        ...review,
        openedAt: openedAt.toISOString(),
        closedAt: closedAt?.toISOString() ?? null,
        decidedBy: name(actor),
      })),
    },
    reader,
  );
  return moments.map(({ taskId, ...moment }) => ({ ...moment, task_id: taskId }));
}

import { eq } from 'drizzle-orm';
import { waitForDecision } from '../../books/bookings/waitForDecision.ts';
import { appendEvent } from '../../books/events.ts';
import { tellApprovers } from '../../books/notifications/tellApprovers.ts';
import { openTask } from '../../books/reviews/openTask.ts';
import type { BookingRow } from '../../db/bookings/bookings.ts';
import { faultsOf } from '../../db/bookings/openFaults.ts';
import { type PaymentRow, properties } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';
import { nameBookingPayment, stepsOnConfirm } from '../../domain/bookings/naming.ts';
import { asWarnings } from '../../domain/bookings/paymentFaults.ts';
import type { BookingStep } from '../../workflows/bookings/contract.ts';
import { paymentCard, REMIND_AFTER } from './paymentCard.ts';
import { openGate } from './paymentGate.ts';

interface Asking {
  tenantId: string;
  processId: string;
  approverEmails: string[];
}

/** What a reviewer of a booking's payment is shown. */
function bookingCard(booking: BookingRow, property: typeof properties.$inferSelect | undefined, payment: PaymentRow) {
  return {
    booking: {
      booking_id: booking.bookingId,
      status: 'Waiting',
      customer_name: booking.customerName,
      date: booking.bookingDate,
      shift: booking.shift,
      total_minor: booking.totalMinor,
      currency: booking.currency,
      created_at: booking.createdAt.toISOString(),
    },
    property: property && { name: property.name, type: property.type, address: property.address },
    payment: paymentCard(payment),
    match: payment.match,
  };
}

async function tell(
  tx: Transaction,
  by: Asking,
  booking: BookingRow,
  payment: PaymentRow,
  taskId: string,
): Promise<void> {
  await tellApprovers(tx, {
    tenantId: by.tenantId,
    batchKey: `${by.processId}:${taskId}:requested`,
    causeId: by.processId,
    configured: by.approverEmails,
    template: 'booking_review_requested',
    variables: { taskId, subject: booking.bookingId, amountMinor: payment.amountMinor, currency: payment.currency },
  });
  await appendEvent(tx, {
    type: 'review_task_opened',
    actor: 'workflow',
    subject: `booking:${booking.bookingId}`,
    data: { taskId, kind: 'booking_payment', paymentId: payment.id },
  });
}

/** Asks a person about the payments of a locked booking, which waits for the answer. `left` is not empty; newest first. */
export async function askPerson(
  tx: Transaction,
  by: Asking,
  booking: BookingRow,
  left: readonly PaymentRow[],
  newest: PaymentRow,
): Promise<BookingStep> {
  const { tenantId, processId } = by;
  if (booking.status !== 'Waiting') await waitForDecision(tx, booking);
  const { gate, payment } = await openGate(tx, processId, booking, left, newest);
  const [property] = await tx.select().from(properties).where(eq(properties.id, booking.propertyId));
  const named = { ...booking, property: property?.name ?? null, date: booking.bookingDate };
  const { opened, created } = await openTask(tx, {
    tenantId,
    processId,
    kind: 'booking_payment',
    gate,
    subject: booking.bookingId,
    named: nameBookingPayment(payment, named),
    reason: payment.amountMinor === booking.totalMinor ? null : 'amount_differs',
    shown: { ...bookingCard(booking, property, payment), on_approve: stepsOnConfirm(payment, named) },
    payee: booking.bookingId,
    currency: payment.currency,
    maximumMinor: payment.amountMinor,
    atRiskMinor: booking.totalMinor,
    confidence: payment.matchConfidence === null ? null : payment.matchConfidence / 100,
    hasProposal: true,
    warnings: asWarnings(await faultsOf(tx, payment, booking)),
    timings: REMIND_AFTER,
  });
  if (created) await tell(tx, by, booking, payment, opened.taskId);
  return { kind: 'review', task: opened };
}

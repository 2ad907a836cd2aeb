import { sql } from 'drizzle-orm';
import type { PaymentRow } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';
import type { PaymentReason } from '../../domain/bookings/states.ts';
import { appendEvent } from '../events.ts';
import { movePayment } from './movePayments.ts';
import { startUnmatchedRun } from './startUnmatchedRun.ts';

/** What a payment loses with its booking: what somebody had accepted of it for that one counts for no other. */
export const WITHOUT_BOOKING = { bookingId: null, autoConfirm: false, acceptedRequestId: null } as const;

async function ask(tx: Transaction, payment: PaymentRow, reason: PaymentReason): Promise<void> {
  await startUnmatchedRun(tx, payment);
  await appendEvent(tx, {
    type: 'payment_unmatched',
    actor: 'workflow',
    subject: `payment:${payment.id}`,
    data: { reason },
  });
}

/** The matcher has found no booking for a payment: it keeps the reason, and a person is asked. */
export async function setPaymentAside(
  tx: Transaction,
  payment: PaymentRow,
  verdict: { reason: PaymentReason; match: object | null; evidence?: object },
): Promise<void> {
  await movePayment(tx, payment, 'unmatched', { ...verdict, matchedAt: sql`now()` });
  await ask(tx, payment, verdict.reason);
}

/** Takes its booking from a payment that was to confirm it and may not; a person is asked. */
export async function takeBookingFrom(
  tx: Transaction,
  payment: PaymentRow,
  reason: 'duplicate' | 'booking_cancelled',
): Promise<void> {
  await movePayment(tx, payment, 'unmatched', { reason, ...WITHOUT_BOOKING });
  await ask(tx, payment, reason);
}

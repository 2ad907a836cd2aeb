import { and, eq, isNull, sql } from 'drizzle-orm';
import { createProcess } from '../../books/operations/createProcess.ts';
import { queueLook } from '../../books/operations/queueLook.ts';
import { TASK_QUEUES } from '../../temporal.config.ts';
import {
  BOOKING_WORKFLOW,
  type BookingInput,
  bookingWorkflowId,
  UNMATCHED_WORKFLOW,
  type UnmatchedInput,
  unmatchedWorkflowId,
} from '../../workflows/bookings/contract.ts';
import type { Transaction } from '../database.ts';
import { type ProcessRow, runsOf } from '../processes.ts';
import { bookings, payments } from './schema.ts';

export type BookingRow = typeof bookings.$inferSelect;

/** The booking under lock: whoever changes its state or its payments holds this row. Sent at once. */
export function lockBooking(tx: Transaction, bookingId: string): Promise<BookingRow | undefined> {
  const locked = tx.select().from(bookings).where(eq(bookings.bookingId, bookingId)).for('update').execute();
  return locked.then(([booking]) => booking);
}

/** Whoever claims or holds one transfer comes one after the other; `key` is that of its id. Held until the transaction ends. */
export async function lockTransfer(tx: Transaction, tenantId: string, key: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`transfer:${tenantId}:${key}`}, 0))`);
}

/** A payment by mail that has been read, and that the matcher has not looked at yet. */
export const waitsForMatch = () =>
  and(eq(payments.source, 'gmail'), eq(payments.status, 'pending'), isNull(payments.bookingId));

/**
 * The run that looks after a booking: the open one, or a new one where there is none (rows of older systems, and an
 * expired booking that gets a payment after all). Call it under the booking's lock.
 */
export async function bookingProcess(
  tx: Transaction,
  booking: BookingRow,
  startedBy: string,
  dueAfterMs?: number,
): Promise<{ process: ProcessRow; created: boolean }> {
  const { tenantId, bookingId } = booking;
  const { last, next } = await runsOf(tx, 'booking', bookingId);
  if (last?.status === 'open') return { process: last, created: false };
  return createProcess(tx, {
    tenantId,
    kind: 'booking',
    subject: bookingId,
    run: next,
    workflowType: BOOKING_WORKFLOW,
    workflowId: bookingWorkflowId(tenantId, bookingId),
    taskQueue: TASK_QUEUES.core,
    input: (processId) =>
      ({ tenantId, processId, bookingId, expiresAtMs: booking.expiresAt.getTime() }) satisfies BookingInput,
    startedBy,
    ...(dueAfterMs ? { dueAfterMs } : {}),
  });
}

/** Whose request a run started on demand is: the customer's. Whoever only looks after it may decide about it. */
const requesterOf = (booking: BookingRow) => (booking.userId ? `user:${booking.userId}` : 'books');

/** Tells the booking's run that something stands in the books; `causeId` is the row that does. */
export async function tellBooking(tx: Transaction, booking: BookingRow, causeId: string): Promise<ProcessRow> {
  const { process } = await bookingProcess(tx, booking, requesterOf(booking));
  await queueLook(tx, { tenantId: booking.tenantId, processId: process.id, causeId });
  return process;
}

/**
 * The runs of the bookings that wait with a claim of this transfer look at the books: another has claimed it, its mail has
 * come, or a person has said whose it is. `but`: the booking that knows. Takes no lock of a booking.
 */
export async function tellClaimants(
  tx: Transaction,
  tenantId: string,
  key: string | null,
  but: string | null,
): Promise<void> {
  if (key === null) return;
  const rows = await tx
    .selectDistinct({ bookingId: payments.bookingId })
    .from(payments)
    .where(
      and(
        eq(payments.transactionKey, key),
        eq(payments.source, 'screenshot'),
        sql`${payments.status} in ('pending', 'matched') and ${payments.bookingId} is distinct from ${but}`,
      ),
    )
    .limit(20);
  for (const { bookingId } of rows) {
    const { last } = bookingId ? await runsOf(tx, 'booking', bookingId) : {};
    if (last?.status === 'open') await queueLook(tx, { tenantId, processId: last.id, causeId: crypto.randomUUID() });
  }
}

/** The run that asks a person about a payment without a booking: the open one, or a new one. */
export async function unmatchedProcess(
  tx: Transaction,
  payment: { tenantId: string; paymentId: string },
): Promise<ProcessRow> {
  const { tenantId, paymentId } = payment;
  const { last, next } = await runsOf(tx, 'unmatched-payment', paymentId);
  if (last?.status === 'open') return last;
  const { process } = await createProcess(tx, {
    tenantId,
    kind: 'unmatched-payment',
    subject: paymentId,
    run: next,
    workflowType: UNMATCHED_WORKFLOW,
    workflowId: unmatchedWorkflowId(tenantId, paymentId),
    taskQueue: TASK_QUEUES.core,
    input: (processId) => ({ tenantId, processId, paymentId }) satisfies UnmatchedInput,
    startedBy: 'mailbox',
  });
  return process;
}

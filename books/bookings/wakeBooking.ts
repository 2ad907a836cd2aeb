import { and, eq, sql } from 'drizzle-orm';
import type { BookingRow } from '../../db/bookings/bookings.ts';
import { payments, properties } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';
import { type ProcessRow, runsOf } from '../../db/processes.ts';
import { nameBooking } from '../../domain/bookings/naming.ts';
import { TASK_QUEUES } from '../../temporal.config.ts';
import { BOOKING_WORKFLOW, type BookingInput, bookingWorkflowId } from '../../workflows/bookings/contract.ts';
import { createProcess } from '../operations/createProcess.ts';
import { queueLook } from '../operations/queueLook.ts';

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
  const [place] = await tx
    .select({ name: properties.name })
    .from(properties)
    .where(eq(properties.id, booking.propertyId));
  return createProcess(tx, {
    tenantId,
    kind: 'booking',
    subject: bookingId,
    ...nameBooking({ ...booking, property: place?.name ?? null, date: booking.bookingDate }),
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

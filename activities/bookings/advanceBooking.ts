import { and, desc, eq } from 'drizzle-orm';
import { dropLostClaims } from '../../books/bookings/dropLostClaims.ts';
import { releaseBookings } from '../../books/bookings/releaseBookings.ts';
import { closeProcess } from '../../books/operations/closeProcess.ts';
import { type BookingRow, lockBooking } from '../../db/bookings/bookings.ts';
import { type PaymentRow, paymentColumns, payments } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';
import type { BookingSettings } from '../../domain/bookings/settings.ts';
import type { AdvanceInput, BookingActivities, BookingStep } from '../../workflows/bookings/contract.ts';
import { askPerson } from './askPerson.ts';
import { confirmCertain } from './confirmCertain.ts';
import type { BookingDeps } from './deps.ts';
import { expireOthers, isClaim, readUntil } from './overdue.ts';
import { settingsNow } from './settingsNow.ts';

const claims = (tx: Transaction, bookingId: string): Promise<PaymentRow[]> =>
  tx
    .select(paymentColumns)
    .from(payments)
    .where(and(eq(payments.bookingId, bookingId), isClaim))
    .orderBy(desc(payments.createdAt))
    .execute();

/** What becomes of a locked booking that is neither paid nor given up, beside the payments claimed for it. */
async function goOn(
  tx: Transaction,
  input: AdvanceInput & { approverEmails: string[] },
  found: BookingRow,
  all: PaymentRow[],
  settings: BookingSettings,
): Promise<BookingStep> {
  const { tenantId, processId } = input;
  const { confirmed, left, booking } = await confirmCertain(tx, processId, found, all);
  if (confirmed) return { kind: 'ended', status: 'Confirmed' };
  const { open, given } = await dropLostClaims(tx, processId, booking, left, settings);
  const [newest] = open;
  if (newest) return askPerson(tx, input, booking, open, newest);
  if (given) return { kind: 'pending', expiresAtMs: given.getTime() };
  const expiresAtMs = booking.expiresAt.getTime();
  if (expiresAtMs > Math.max(Date.now(), input.dueMs ?? 0)) return { kind: 'pending', expiresAtMs };
  if (!input.checked && (await readUntil(tx, settings)) < expiresAtMs) return { kind: 'check', sinceMs: expiresAtMs };
  await releaseBookings(tx, tenantId, [booking], { processId, status: 'Expired', ...settings });
  return { kind: 'ended', status: 'Expired' };
}

/** One step of a booking, under its row lock: that lock decides what came first. */
async function stepOf(
  tx: Transaction,
  { bookings: defaults, approverEmails }: BookingDeps,
  input: AdvanceInput,
): Promise<BookingStep> {
  const { tenantId, processId } = input;
  // One round trip: the server takes them in this order, so the claims are read under the lock.
  const [booking, settings, all] = await Promise.all([
    lockBooking(tx, input.bookingId),
    settingsNow(tx, defaults),
    claims(tx, input.bookingId),
  ]);
  if (!booking) throw new Error('no such booking');
  const { status } = booking;
  const final = status === 'Confirmed' || status === 'Cancelled';
  // An expired booking lives on only where somebody has linked a payment to it.
  if (final || (status === 'Expired' && all.length === 0)) {
    await closeProcess(tx, processId);
    return { kind: 'ended', status };
  }
  if (booking.cancelRequestedAt && status !== 'Expired') {
    await releaseBookings(tx, tenantId, [booking], { processId, status: 'Cancelled', ...settings });
    return { kind: 'ended', status: 'Cancelled' };
  }
  return goOn(tx, { ...input, approverEmails }, booking, all, settings);
}

export const advanceBooking =
  (deps: BookingDeps): BookingActivities['advanceBooking'] =>
  async (input) => {
    const { tenantId } = input;
    const step = await deps.db.withTenant(tenantId, (tx) => stepOf(tx, deps, input));
    if (step.kind !== 'ended') return step;
    // Also where another run was faster: it stands before runs whose bookings still wait.
    if (step.status === 'Expired' && input.dueMs !== null) await expireOthers(deps, tenantId);
    deps.log('booking ended', { booking_id: input.bookingId, status: step.status });
    return step;
  };

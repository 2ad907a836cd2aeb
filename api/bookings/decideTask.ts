import { eq } from 'drizzle-orm';
import { tellBooking } from '../../books/bookings/wakeBooking.ts';
import type { WantedDecision } from '../../books/reviews/wantedDecision.ts';
import type { BookingRow } from '../../db/bookings/bookings.ts';
import { bookings } from '../../db/bookings/schema.ts';
import type { Database, Transaction } from '../../db/database.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { DECISION_ERRORS as COMMON_ERRORS } from '../reviews/decide.ts';
import { DECISION_ERRORS_OF_BOOKINGS } from './linkChange.ts';
import { paymentTask } from './paymentTask.ts';

export const DECISION_ERRORS = [...COMMON_ERRORS, ...DECISION_ERRORS_OF_BOOKINGS] as const;

/** How long an answer waits for a run to open the task it decides. */
const TASK_WAIT_MS = 3_000;
const LOOK_EVERY_MS = 50;

/** A decision about a task, with nothing but what is given. */
export const wanted = (
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

/** Waits until a run has opened the task; it was told in the transaction before. Throws WORKFLOW_ENGINE_UNAVAILABLE. */
export async function taskWithin<Task>(
  db: Database,
  tenantId: string,
  find: (tx: Transaction) => Promise<Task | undefined>,
): Promise<Task> {
  for (const until = Date.now() + TASK_WAIT_MS; Date.now() < until; ) {
    const task = await db.withTenant(tenantId, find);
    if (task) return task;
    await new Promise((done) => setTimeout(done, LOOK_EVERY_MS));
  }
  throw new CodedError('WORKFLOW_ENGINE_UNAVAILABLE', 'The booking has no run that takes decisions yet; try again');
}

/** The task about a booking's payment that waits for a person. */
export const openPaymentTask = (db: Database, tenantId: string, bookingId: string) =>
  taskWithin(db, tenantId, async (tx) => {
    const found = await paymentTask(tx, bookingId);
    return found?.state === 'pending' ? found : undefined;
  });

/** A booking of an older system waits, but no run asks about it: one is started. Under the booking's lock. */
export async function wakeWaiting(tx: Transaction, booking: BookingRow): Promise<void> {
  const task = await paymentTask(tx, booking.bookingId);
  if (booking.status === 'Waiting' && task?.state !== 'pending') await tellBooking(tx, booking, crypto.randomUUID());
}

/** The booking as it stands now. Throws BOOKING_NOT_FOUND. */
export const bookingNow = (db: Database, tenantId: string, bookingId: string): Promise<BookingRow> =>
  db.withTenant(tenantId, async (tx) => {
    const [booking] = await tx.select().from(bookings).where(eq(bookings.bookingId, bookingId));
    if (!booking) throw new CodedError('BOOKING_NOT_FOUND');
    return booking;
  });

import {
  allHandlersFinished,
  condition,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { BookingStatus } from '../../domain/bookings/states.ts';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import { lookSignal } from '../look.ts';
import type { MailboxActivities } from '../mailbox/contract.ts';
import { handleReviews } from '../reviews/awaitReview.ts';
import type { ReviewOutcome } from '../reviews/contract.ts';
import {
  type BookingActivities,
  type BookingInput,
  type BookingState,
  type BookingStep,
  bookingStateQuery,
} from './contract.ts';

const inbox = proxyActivities<Pick<MailboxActivities, 'checkBeforeExpiry'>>({
  taskQueue: TASK_QUEUES.integrations,
  ...RETRY.read,
  retry: { ...RETRY.read.retry, maximumAttempts: 2 },
});
// Short, repeatable writes: the timer's own workflow task does them, so a deadline costs no second round trip.
const books = proxyLocalActivities<Pick<BookingActivities, 'advanceBooking'>>(RETRY.books);

/**
 * A server's timer counts from the end of the task that asked for it, and that task is late where many begin at once.
 * The last stretch is asked for anew.
 */
const LAST_STRETCH_MS = 20_000;

/**
 * One booking from its creation to Confirmed, Expired or Cancelled. It sleeps until the exact end of its window; a look
 * signal says that a payment or a cancellation stands in the books. The books' row lock decides what came first.
 */
export async function bookingWorkflow(input: BookingInput): Promise<{ status: BookingStatus }> {
  const scope = { tenantId: input.tenantId, processId: input.processId, bookingId: input.bookingId };
  const state: BookingState = { status: 'Pending', expiresAtMs: input.expiresAtMs, taskId: null };
  const handlers = handleReviews(scope);
  let look = false;
  setHandler(bookingStateQuery, () => state);
  setHandler(lookSignal, () => {
    look = true;
  });

  const enter = (status: BookingStatus, expiresAtMs: number | null, taskId: string | null) => {
    const moved = status !== state.status;
    Object.assign(state, { status, expiresAtMs, taskId });
    if (!moved) return;
    setCurrentDetails(`Booking is ${status}`);
    upsertSearchAttributes({ BusinessStatus: [status] });
  };
  const advance = async (dueMs: number | null = null, checked = false): Promise<BookingStep> => {
    look = false;
    return books.advanceBooking({ ...scope, dueMs, checked });
  };

  let step: BookingStep = { kind: 'pending', expiresAtMs: input.expiresAtMs };
  const reviews = new Map<string, Promise<ReviewOutcome>>();
  for (;;) {
    if (step.kind === 'ended') {
      enter(step.status, null, null);
      await condition(allHandlersFinished);
      return { status: step.status };
    }
    if (step.kind === 'pending') {
      enter('Pending', step.expiresAtMs, null);
      const leftMs = step.expiresAtMs - Date.now();
      const stretchMs = leftMs > LAST_STRETCH_MS ? leftMs - LAST_STRETCH_MS : leftMs;
      if (leftMs > 0 && !look) await condition(() => look, stretchMs, { summary: 'Waits for the payment' });
      if (!look && Date.now() < step.expiresAtMs) continue;
      // The deadline that has passed, by the engine's clock: the worker's own may be behind it.
      step = await advance(Date.now() >= step.expiresAtMs ? step.expiresAtMs : null);
      continue;
    }
    if (step.kind === 'check') {
      // A payment that came in time counts, however late it is read. A mailbox that does not answer holds up nothing.
      await inbox.checkBeforeExpiry({ tenantId: input.tenantId, sinceMs: step.sinceMs }).catch((error: unknown) => {
        if (isCancellation(error)) throw error;
      });
      step = await advance(step.sinceMs, true);
      continue;
    }
    const { task } = step;
    enter('Waiting', null, task.taskId);
    // A look in the meantime, e.g. a second payment, leaves the same task open: its wait goes on.
    const outcome = reviews.get(task.taskId) ?? handlers.awaitReview(task);
    reviews.set(task.taskId, outcome);
    await Promise.race([outcome, condition(() => look)]);
    step = await advance();
  }
}

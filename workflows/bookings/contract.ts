import { defineQuery } from '@temporalio/workflow';
import type { BookingStatus } from '../../domain/bookings/states.ts';
import type { OpenedTask } from '../reviews/contract.ts';

export const BOOKING_WORKFLOW = 'bookingWorkflow';
export const UNMATCHED_WORKFLOW = 'unmatchedPaymentWorkflow';

export interface BookingInput {
  tenantId: string;
  processId: string;
  bookingId: string;
  /** End of the window that runs, ms since the epoch. */
  expiresAtMs: number;
}

/** What a look at the books said: wait until then, ask a person, or it has ended. */
export type BookingStep =
  | { kind: 'pending'; expiresAtMs: number }
  | { kind: 'review'; task: OpenedTask }
  /** Its time is over, but mail that came before may not have been read yet. */
  | { kind: 'check'; sinceMs: number }
  | { kind: 'ended'; status: BookingStatus };

export interface BookingState {
  status: BookingStatus;
  /** Null unless Pending. */
  expiresAtMs: number | null;
  taskId: string | null;
}

export interface UnmatchedInput {
  tenantId: string;
  processId: string;
  paymentId: string;
}

export const bookingStateQuery = defineQuery<BookingState>('state');

export const bookingWorkflowId = (tenantId: string, bookingId: string): string => `booking:${tenantId}:${bookingId}`;
export const unmatchedWorkflowId = (tenantId: string, paymentId: string): string =>
  `unmatched-payment:${tenantId}:${paymentId}`;

export interface AdvanceInput {
  tenantId: string;
  processId: string;
  bookingId: string;
  /** The deadline that has passed, if any; ms since the epoch. */
  dueMs: number | null;
  /** The inbox has been read since. */
  checked: boolean;
}

/** Activities of bookings and their payments, as workflows call them. */
export interface BookingActivities {
  /**
   * Looks at the books and takes the booking one step on: ended, cancelled, confirmed by a payment that needs no
   * person, waiting for one who decides, expired, or still pending.
   */
  advanceBooking(input: AdvanceInput): Promise<BookingStep>;
  /**
   * For rows that no run serves: no run was ever started for them (older systems). Overdue ones expire in batches; one that
   * has a payment gets a run, because a person must look. Returns how many of each.
   */
  sweepBookings(input: { tenantId: string }): Promise<{ expired: number; started: number }>;
  /** Finds the booking of each payment, one transaction each, under the mode that holds at that instant. */
  matchPayments(input: { tenantId: string; paymentIds: string[] }): Promise<{ matched: number; unmatched: number }>;
  /** Opens the task with what is known and what may have been meant; null when the payment has found its booking. */
  openUnmatched(input: UnmatchedInput): Promise<OpenedTask | null>;
  closeUnmatched(input: UnmatchedInput): Promise<void>;
}

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

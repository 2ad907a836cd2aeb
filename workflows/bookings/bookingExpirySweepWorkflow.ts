import { defineQuery, proxyActivities, setHandler } from '@temporalio/workflow';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import { asJob } from '../operations/asJob.ts';
import type { BookingActivities } from './contract.ts';

const books = proxyActivities<Pick<BookingActivities, 'sweepBookings'>>({
  taskQueue: TASK_QUEUES.core,
  ...RETRY.db,
  startToCloseTimeout: 120_000,
  heartbeatTimeout: 30_000,
});

const stateQuery = defineQuery<{ step: string }>('state');

/** The net below the timers: expires overdue bookings that have no run. Finds nothing on an ordinary day. */
export async function bookingExpirySweepWorkflow(input: {
  tenantId: string;
}): Promise<{ expired: number; started: number }> {
  let step = 'sweeping';
  setHandler(stateQuery, () => ({ step }));
  const result = await asJob(input.tenantId, 'booking-expiry-sweep', () => books.sweepBookings(input));
  step = 'done';
  return result;
}

import type { OutcomeWords, ProcessKindEntry, StepWords } from '../operations/processKinds.ts';
import type { BookingStatus, PaymentStatus } from './states.ts';

const STEPS: Record<'Pending' | 'Waiting', StepWords> = {
  Pending: { name: 'Waits for the payment', next: 'A payment that fits confirms it; without one it expires' },
  Waiting: { name: 'Waits for a decision about a payment', next: 'An approval confirms the booking' },
};
const OUTCOMES: Record<Exclude<BookingStatus, keyof typeof STEPS>, OutcomeWords> = {
  Confirmed: { text: 'Confirmed', tone: 'good' },
  Expired: { text: 'Expired unpaid', tone: 'warn' },
  Cancelled: { text: 'Cancelled', tone: 'plain' },
};
const PAYMENT_OUTCOMES: Record<PaymentStatus, OutcomeWords> = {
  pending: { text: 'Open', tone: 'plain' },
  unmatched: { text: 'Still without a booking', tone: 'warn' },
  matched: { text: 'Has found its booking', tone: 'good' },
  verified: { text: 'Pays its booking', tone: 'good' },
  rejected: { text: 'Put aside', tone: 'plain' },
};

export const processKinds = {
  booking: { name: 'Booking', many: 'Bookings', housekeeping: false, steps: STEPS, outcomes: OUTCOMES },
  'unmatched-payment': {
    name: 'Payment without a booking',
    many: 'Payments without a booking',
    housekeeping: false,
    steps: { unmatched: { name: 'Looks for the booking', next: 'A person links it or puts it aside' } },
    outcomes: PAYMENT_OUTCOMES,
  },
} satisfies Record<string, ProcessKindEntry>;

export const stepNames = {
  bookingWorkflow: 'Booking',
  unmatchedPaymentWorkflow: 'Payment without a booking',
  bookingExpirySweepWorkflow: 'Expire overdue bookings that no run looks after',
  advanceBooking: 'Look what stands in the books, and go one step on',
  sweepBookings: 'Find overdue bookings without a run',
  matchPayments: 'Find the booking of each payment',
  openUnmatched: 'Open a task: which booking does it pay?',
  closeUnmatched: 'Close the question',
} as const;

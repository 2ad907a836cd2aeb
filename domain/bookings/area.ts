import type { DomainArea } from '../slice.ts';

const MINUTE_MS = 60_000;

/** Bookings of properties and the payments that confirm them. */
export const bookings = {
  errorCodes: {
    BOOKING_NOT_FOUND: { status: 404, kind: 'terminal', title: 'No such booking' },
    PAYMENT_NOT_FOUND: { status: 404, kind: 'terminal', title: 'No such payment' },
    INVALID_BOOKING_STATUS: {
      status: 409,
      kind: 'terminal',
      title: 'The booking is in a state that does not allow this',
    },
    BOOKING_EXPIRED: { status: 409, kind: 'terminal', title: 'The booking has expired' },
    SLOT_TAKEN: { status: 409, kind: 'terminal', title: 'The property is taken at that date and shift' },
    TOO_MANY_CLAIMS: {
      status: 429,
      kind: 'retryable',
      title: 'You have named too many transaction ids today; send the receipt to the office instead',
    },
    DUPLICATE_PAYMENT: { status: 409, kind: 'terminal', title: 'This transaction has been submitted before' },
    PAYMENT_MATCH_FAILED: { status: 409, kind: 'terminal', title: 'The payment can no longer be linked' },
  },
  events: [
    'booking_created',
    'booking_auto_confirmed',
    'booking_manually_confirmed',
    'booking_payment_rejected',
    'booking_expired',
    'booking_cancelled',
    'payment_created',
    'payment_matched',
    'payment_unmatched',
    'payment_linked',
    'payment_dismissed',
    'property_saved',
  ],
  permissions: {
    'bookings:read': { roles: ['reviewer', 'admin'] },
    'bookings:verify': { roles: ['admin'], power: true },
    'bookings:manage': { roles: ['admin'], power: true },
  },
  alertRules: {
    unmatched_rate: {
      severity: 'warning',
      threshold: 0.2,
      unit: 'rate',
      windowMinutes: 24 * 60,
      minimumItems: 20,
      about: 'Share of the payments received that fit no booking',
    },
    payment_processing: {
      severity: 'warning',
      threshold: 5,
      unit: 'seconds',
      windowMinutes: 5,
      minimumItems: 0,
      about: 'Time from reading a payment mail to the verdict of the matcher, 95th percentile',
    },
    expiration_rate: {
      severity: 'warning',
      threshold: 0.3,
      unit: 'rate',
      windowMinutes: 24 * 60,
      minimumItems: 20,
      about: 'Share of the bookings ended that expired unpaid',
    },
  },
  mailTemplates: [
    'booking_review_requested',
    'unmatched_payment',
    'booking_confirmed',
    'booking_rejected',
    'booking_expired',
  ],
  schedules: [
    {
      id: 'booking-expiry-sweep',
      workflowType: 'bookingExpirySweepWorkflow',
      everyMs: 5 * MINUTE_MS,
      offsetMs: 30_000,
      jitterMs: 10_000,
    },
  ],
  reviewKinds: {
    booking_payment: { rights: ['review:decide', 'bookings:verify'] },
    unmatched_payment: { rights: ['review:decide', 'bookings:verify'] },
  },
  logFields: [
    'payment_id',
    'booking_id',
    'confidence',
    'amount_minor',
    'source',
    'score',
    'matched',
    'unmatched',
    'expired',
  ],
} as const satisfies DomainArea;

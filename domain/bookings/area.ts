import type { DomainArea } from '../slice.ts';
import { eventWords } from './eventWords.ts';
import { reviewKinds } from './reviewKinds.ts';
import { processKinds, stepNames } from './runWords.ts';
import type { VerificationMode } from './states.ts';

const MINUTE_MS = 60_000;

/** How much is confirmed without a person. */
const AUTOMATION: Record<VerificationMode, number> = { manual: 0, hybrid: 1, automated: 2 };

/** Bookings of properties and the payments that confirm them. */
export const bookings = {
  errorCodes: {
    BOOKING_NOT_FOUND: { status: 404, kind: 'terminal', title: 'No such booking', next: 'Check the booking number' },
    PAYMENT_NOT_FOUND: {
      status: 404,
      kind: 'terminal',
      title: 'No such payment',
      next: 'Check the id of the payment; it may be linked already',
    },
    INVALID_BOOKING_STATUS: {
      status: 409,
      kind: 'terminal',
      title: 'The booking is in a state that does not allow this',
      next: 'Read the booking again: somebody or something else has moved it on',
    },
    BOOKING_EXPIRED: {
      status: 409,
      kind: 'terminal',
      title: 'The booking has expired',
      next: 'Make a new booking; a payment that was made already is found by itself',
    },
    SLOT_TAKEN: {
      status: 409,
      kind: 'terminal',
      title: 'The property is taken at that date and shift',
      next: 'Choose another date, shift or property',
    },
    TOO_MANY_CLAIMS: {
      status: 429,
      kind: 'retryable',
      title: 'You have named too many transaction ids today; send the receipt to the office instead',
      next: 'Send the receipt to the office',
    },
    DUPLICATE_PAYMENT: {
      status: 409,
      kind: 'terminal',
      title: 'This transaction has been submitted before',
      next: 'Check the transaction id; if it is right, ask the office',
    },
    PAYMENT_MATCH_FAILED: {
      status: 409,
      kind: 'terminal',
      title: 'The payment can no longer be linked',
      next: 'Read the payment again and choose an open booking',
    },
  },
  eventsTitle: 'Bookings and their payments',
  events: eventWords,
  permissions: {
    'bookings:read': { name: 'see bookings and payments', roles: ['reviewer', 'admin'] },
    'bookings:verify': { name: 'confirm bookings and link payments', roles: ['admin'], power: true },
    'bookings:manage': { name: 'change bookings and properties', roles: ['admin'], power: true },
  },
  alertRules: {
    unmatched_rate: {
      group: 'bookings',
      order: 10,
      name: 'Payments that fit no booking',
      severity: 'warning',
      threshold: 0.2,
      unit: 'rate',
      windowMinutes: 24 * 60,
      minimumItems: 20,
      about: 'Share of the payments received that fit no booking',
    },
    payment_processing: {
      group: 'bookings',
      order: 20,
      name: 'Payments that are matched slowly',
      severity: 'warning',
      threshold: 5,
      unit: 'seconds',
      windowMinutes: 5,
      minimumItems: 0,
      about: 'Time from reading a payment mail to the verdict of the matcher, 95th percentile',
    },
    expiration_rate: {
      group: 'bookings',
      order: 30,
      name: 'Bookings that expire unpaid',
      severity: 'warning',
      threshold: 0.3,
      unit: 'rate',
      windowMinutes: 24 * 60,
      minimumItems: 20,
      about: 'Share of the bookings ended that expired unpaid',
    },
  },
  mailTemplates: {
    booking_review_requested: 'a booking payment waits for a decision',
    unmatched_payment: 'a payment has no booking',
    booking_confirmed: 'a booking is confirmed',
    booking_rejected: 'a payment was not accepted',
    booking_expired: 'a booking has expired',
  },
  schedules: [
    {
      id: 'booking-expiry-sweep',
      workflowType: 'bookingExpirySweepWorkflow',
      everyMs: 5 * MINUTE_MS,
      offsetMs: 30_000,
      jitterMs: 10_000,
    },
  ],
  reviewKinds,
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
  groups: {
    bookings: {
      title: 'Bookings and their payments',
      about: 'What confirms a booking, and how long it is held',
      order: 30,
    },
    places: {
      title: 'Places and phones',
      about: 'What holds where a property or a customer says nothing else',
      order: 60,
    },
  },
  settings: {
    verification_mode: {
      group: 'bookings',
      order: 10,
      unit: {
        is: 'choice',
        words: {
          automated: 'By rules alone',
          hybrid: 'By rules, and by a person where they are not sure',
          manual: 'By a person alone',
        } satisfies Record<VerificationMode, string>,
      },
      name: 'How payments are verified',
      about: 'Who confirms that a payment belongs to a booking',
      unset: 'As the installation says',
      widens: (before, after) => AUTOMATION[after as VerificationMode] > AUTOMATION[before as VerificationMode],
    },
    auto_confirm_min_confidence: {
      group: 'bookings',
      order: 20,
      unit: { is: 'number', of: 'of 100 points' },
      name: 'Certainty that confirms without a person',
      about: 'A payment by mail that fits its booking at least this well confirms it; 100 points are a perfect fit',
      unset: 'As the installation says',
      widens: (before, after) => (after as number) < (before as number),
    },
    booking_expiration_minutes: {
      group: 'bookings',
      order: 30,
      unit: { is: 'duration', stored: 'minutes' },
      name: 'An unpaid booking is held for',
      about: 'Holds for bookings made from now on; a day at most',
      unset: 'As the installation says',
    },
    payment_provider_email: {
      group: 'bookings',
      order: 40,
      unit: { is: 'text' },
      name: 'Address of the payment provider',
      about: 'Sender of payment mails, such as pay@provider.example; no other address ever confirms a booking',
      unset: 'As the installation says',
      // Mails from this address confirm bookings by themselves: another one is trusted from then on.
      widens: (before, after) => after !== before,
    },
    payment_provider_domains: {
      group: 'bookings',
      order: 50,
      unit: { is: 'list' },
      name: 'Further domains of the payment provider',
      about:
        'Domains besides that of its address that sign or send the provider’s mail, parted by commas. A mail they prove may confirm a booking',
      unset: 'As the installation says',
      widens: (before, after) =>
        (after as readonly string[]).some((domain) => !(before as readonly string[]).includes(domain)),
    },
    payment_provider_name: {
      group: 'bookings',
      order: 60,
      unit: { is: 'text' },
      name: 'Name of the payment provider',
      about: 'What customers know the payment provider as',
      unset: 'As the installation says',
    },
    phone_country: {
      group: 'places',
      order: 10,
      unit: { is: 'country' },
      name: 'Country of phone numbers',
      about: 'How phone numbers without a country code are read; two letters, such as PK',
      unset: 'As the installation says',
    },
    time_zone: {
      group: 'places',
      order: 20,
      unit: { is: 'time_zone' },
      name: 'Time zone',
      about: 'What today is at properties that name no time zone of their own',
      unset: 'As the installation says',
    },
  },
  processKinds,
  stepNames,
} as const satisfies DomainArea;

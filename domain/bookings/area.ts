import type { DomainArea } from '../slice.ts';
import { eventWords } from './eventWords.ts';
import { reviewKinds } from './reviewKinds.ts';
import { processKinds, stepNames } from './runWords.ts';
import { VERIFICATION_MODES, type VerificationMode } from './states.ts';

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
  events: eventWords,
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
  settings: {
    verification_mode: {
      kind: 'choice',
      choices: VERIFICATION_MODES,
      name: 'How booking payments are verified',
      about: 'By rules alone, by a person alone, or by rules with a person where they are not sure',
      unset: 'As the installation says',
      widens: (before, after) => AUTOMATION[after as VerificationMode] > AUTOMATION[before as VerificationMode],
    },
    auto_confirm_min_confidence: {
      kind: 'number',
      name: 'Score that confirms a booking',
      about: 'Score from which a payment by mail confirms its booking without a person, 0 to 100',
      unset: 'As the installation says',
      widens: (before, after) => (after as number) < (before as number),
    },
    booking_expiration_minutes: {
      kind: 'number',
      name: 'Minutes an unpaid booking is held',
      about: 'For bookings made from now on, 1 to 1440',
      unset: 'As the installation says',
    },
    payment_provider_email: {
      kind: 'text',
      name: 'Address of the payment provider',
      about: 'Sender of payment mails; no other address ever confirms a booking',
      unset: 'As the installation says',
      // Mails from this address confirm bookings by themselves: another one is trusted from then on.
      widens: (before, after) => after !== before,
    },
    payment_provider_name: {
      kind: 'text',
      name: 'Name of the payment provider',
      about: 'What customers know the payment provider as',
      unset: 'As the installation says',
    },
    phone_country: {
      kind: 'text',
      name: 'Country of phone numbers',
      about: 'How phone numbers without a country code are read',
      unset: 'As the installation says',
    },
    time_zone: {
      kind: 'text',
      name: 'Time zone',
      about: 'What today is at properties that name no time zone of their own',
      unset: 'As the installation says',
    },
    payment_provider_domains: {
      kind: 'list',
      name: 'Further domains of the payment provider',
      about:
        'Domains besides that of its address that sign or send the provider’s mail, parted by commas. A mail they prove may confirm a booking',
      unset: 'None',
      widens: (before, after) =>
        (after as readonly string[]).some((domain) => !(before as readonly string[]).includes(domain)),
    },
  },
  processKinds,
  stepNames,
} as const satisfies DomainArea;

/** States of a booking. Confirmed, Expired and Cancelled are final, but a late payment may be linked to an Expired one. */
export const BOOKING_STATUSES = ['Pending', 'Waiting', 'Confirmed', 'Expired', 'Cancelled'] as const;
export type BookingStatus = (typeof BOOKING_STATUSES)[number];

export const SHIFTS = ['Day', 'Night', 'Full Day', 'Full Night'] as const;
export type Shift = (typeof SHIFTS)[number];

/** Halves of a day a shift takes: full shifts overlap both. */
export const halvesOf = (shift: Shift): ('day' | 'night')[] =>
  shift === 'Day' ? ['day'] : shift === 'Night' ? ['night'] : ['day', 'night'];

export const PAYMENT_STATUSES = ['pending', 'matched', 'unmatched', 'verified', 'rejected'] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

/** Why a payment has no booking, or lost it. Each is a state of its own that somebody can look for. */
export const PAYMENT_REASONS = [
  /** No open booking has this amount. */
  'no_match',
  /** Several bookings fit equally well and the tenant wants a person to choose. */
  'tie',
  /** The mail did not prove that it comes from the payment provider. */
  'unauthenticated',
  /** The mail is the provider's, but no amount could be read from it. */
  'unreadable',
  /** It fits a booking whose time had run out when the customer paid, or that is Expired by now. */
  'late',
  /** Less than the customer's booking costs. */
  'partial',
  /** More than the customer's booking costs. */
  'over',
  /** Its transaction id came before, or its booking is paid already. */
  'duplicate',
  /** Its score is below what the tenant confirms without a person. */
  'low_confidence',
  /** The mail was written long before it came, or before the booking: somebody may be sending an old one again. */
  'stale',
  /** The mail was not addressed to the tenant's mailbox. */
  'misaddressed',
  /** Its booking waits with a claim that names another transfer. */
  'claim_differs',
  /** Two customers say that it is theirs. */
  'claim_contested',
  /** The booking it was claimed for was given up. */
  'booking_cancelled',
  /** A person refused it. */
  'rejected',
  /** A person looked at it and put it aside. */
  'dismissed',
] as const;
export type PaymentReason = (typeof PAYMENT_REASONS)[number];

export const VERIFICATION_MODES = ['automated', 'manual', 'hybrid'] as const;
export type VerificationMode = (typeof VERIFICATION_MODES)[number];

const MOVES: Record<BookingStatus, readonly BookingStatus[]> = {
  Pending: ['Waiting', 'Confirmed', 'Expired', 'Cancelled'],
  Waiting: ['Confirmed', 'Pending', 'Cancelled'],
  Confirmed: [],
  Expired: ['Waiting', 'Confirmed'],
  Cancelled: [],
};
export const mayMove = (from: BookingStatus, to: BookingStatus): boolean => MOVES[from].includes(to);
/** The states from which a booking may come to this one. */
export const statesBefore = (to: BookingStatus): BookingStatus[] =>
  BOOKING_STATUSES.filter((from) => mayMove(from, to));

const PAYMENT_MOVES: Record<PaymentStatus, readonly PaymentStatus[]> = {
  pending: ['matched', 'verified', 'unmatched', 'rejected'],
  matched: ['verified', 'rejected', 'unmatched'],
  unmatched: ['matched', 'rejected'],
  verified: [],
  rejected: [],
};
export const paymentMayMove = (from: PaymentStatus, to: PaymentStatus): boolean => PAYMENT_MOVES[from].includes(to);
/** The states from which a payment may come to this one. */
export const paymentStatesBefore = (to: PaymentStatus): PaymentStatus[] =>
  PAYMENT_STATUSES.filter((from) => paymentMayMove(from, to));

/** Generated ids read BK-YYYYMMDD-NNN; older ones of this form are accepted too. */
export const BOOKING_ID = /^[A-Z0-9-]{3,64}$/;
/** The same for people. */
export const BOOKING_ID_RULE = 'a booking number such as BK-20251017-001';
export const bookingIdOf = (day: string, number: number): string =>
  `BK-${day.replaceAll('-', '')}-${String(number).padStart(3, '0')}`;

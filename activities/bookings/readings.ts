import type { bookings } from '../../domain/bookings/area.ts';
import { one, type ReadAlert, rate } from '../alertReadings.ts';

/** What its alert rules make of the figures, every minute. */
export const readings = {
  unmatched_rate: ({ day }) => rate(day.payments_unmatched, day.payments_received),
  payment_processing: ({ short }) => one(short.processing_seconds ?? 0),
  expiration_rate: ({ day }) =>
    rate(
      day.bookings_expired,
      day.confirmed_automatically + day.confirmed_by_hand + day.bookings_expired + day.bookings_cancelled,
    ),
} satisfies Record<keyof typeof bookings.alertRules, ReadAlert>;

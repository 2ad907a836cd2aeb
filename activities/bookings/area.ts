import type { BookingActivities } from '../../workflows/bookings/contract.ts';
import type { ActivityArea } from '../slice.ts';
import { advanceBooking } from './advanceBooking.ts';
import { closeUnmatched } from './closeUnmatched.ts';
import type { BookingDeps } from './deps.ts';
import { mails } from './mails.ts';
import { matchPayments } from './matchPayments.ts';
import { openUnmatched } from './openUnmatched.ts';
import { readings } from './readings.ts';
import { reviewKinds } from './reviewKinds.ts';
import { sweepBookings } from './sweepBookings.ts';

export const bookings = {
  activities: (deps: BookingDeps) => ({
    core: {
      advanceBooking: advanceBooking(deps),
      sweepBookings: sweepBookings(deps),
      matchPayments: matchPayments(deps),
      openUnmatched: openUnmatched(deps),
      closeUnmatched: closeUnmatched(deps),
    } satisfies { [Name in keyof BookingActivities]: BookingActivities[Name] },
  }),
  mails,
  reviewKinds,
  readings,
} satisfies ActivityArea;

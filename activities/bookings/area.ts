import type { ActivityArea } from '../slice.ts';
import { createBookingActivities } from './createBookingActivities.ts';
import { createMatchActivities, type MatchDeps } from './createMatchActivities.ts';
import { createUnmatchedActivities } from './createUnmatchedActivities.ts';
import { mails } from './mails.ts';
import { readings } from './readings.ts';
import { reviewKinds } from './reviewKinds.ts';

export const bookings = {
  activities: (deps: MatchDeps) => ({
    core: {
      ...createBookingActivities(deps),
      ...createMatchActivities(deps),
      ...createUnmatchedActivities(deps),
    },
  }),
  mails,
  reviewKinds,
  readings,
} satisfies ActivityArea;

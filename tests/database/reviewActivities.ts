import { createReviewActivities } from '../../activities/reviews/createReviewActivities.ts';
import type { Database } from '../../db/database.ts';
import { createReviewKinds } from '../../workers/activities.ts';
import { BOOKINGS } from './books.ts';

/** The activities behind every review, with what deciding does in each area. */
export const reviewActivities = (db: Database, production = false) =>
  createReviewActivities({
    db,
    production,
    approverEmails: [],
    reviewKinds: createReviewKinds({ bookings: BOOKINGS }),
  });

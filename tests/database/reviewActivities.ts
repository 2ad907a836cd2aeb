import { reviews } from '../../activities/reviews/area.ts';
import type { Database } from '../../db/database.ts';
import { createReviewKinds } from '../../workers/activities.ts';
import { BOOKINGS } from './books.ts';

/** The activities behind every review, with what deciding does in each area. */
export const reviewActivities = (db: Database, production = false) =>
  reviews.activities({ db, production, approverEmails: [] }, createReviewKinds({ bookings: BOOKINGS })).core;

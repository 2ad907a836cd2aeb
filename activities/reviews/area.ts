import type { ReviewKinds } from '../../books/reviews/kind.ts';
import type { ActivityArea } from '../slice.ts';
import { createBulkActivities } from './createBulkActivities.ts';
import { createReviewActivities, type ReviewDeps } from './createReviewActivities.ts';
import { mails } from './mails.ts';

export const reviews = {
  activities: (deps: ReviewDeps, reviewKinds: ReviewKinds) => ({
    core: { ...createReviewActivities({ ...deps, reviewKinds }), ...createBulkActivities({ db: deps.db }) },
  }),
  mails,
} satisfies ActivityArea;

import type { ReviewKinds } from '../../books/reviews/kind.ts';
import type { Database } from '../../db/database.ts';
import type { ActivityArea } from '../slice.ts';
import { admitDecision } from './admitDecision.ts';
import { decideChunk } from './decideChunk.ts';
import { endBulk } from './endBulk.ts';
import { expireReview } from './expireReview.ts';
import { mails } from './mails.ts';
import { recordSignalRefusal } from './recordSignalRefusal.ts';
import { remindReview } from './remindReview.ts';

interface ReviewDeps {
  db: Database;
  production: boolean;
  approverEmails: string[];
}

const core = (deps: ReviewDeps, reviewKinds: ReviewKinds) => ({
  admitDecision: admitDecision({ db: deps.db, production: deps.production, reviewKinds }),
  recordSignalRefusal: recordSignalRefusal(deps),
  remindReview: remindReview(deps),
  expireReview: expireReview(deps),
  decideChunk: decideChunk({ db: deps.db }),
  endBulk: endBulk(deps),
});
/** As workflows see them. */
export type ReviewActivities = ReturnType<typeof core>;

export const reviews = {
  activities: (deps: ReviewDeps, reviewKinds: ReviewKinds) => ({ core: core(deps, reviewKinds) }),
  mails,
} satisfies ActivityArea;

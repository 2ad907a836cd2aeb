import type { ReviewKindActivities, ReviewKinds } from '../books/reviews/kind.ts';
import type { TaskQueue } from '../temporal.config.ts';
import type { ReadAlert } from './alertReadings.ts';
import type { RenderMail } from './mailText.ts';

type Activities = Record<string, (...args: never[]) => Promise<unknown>>;

/** What a function needs to be handed. */
export type Needs<Made extends (needs: never) => unknown> = Parameters<Made>[0];

/** What an area adds to the workers: `activities/<area>/area.ts`, listed in `activities/areas.ts`. */
export interface ActivityArea {
  /** Its activities by the queues whose workers run them, from what it says it needs and what deciding reviews does. */
  activities?(needs: never, reviewKinds: ReviewKinds): Partial<Record<TaskQueue, Activities>>;
  /** Which vendor an activity speaks to, whose health is told from how it went. */
  vendorOf?: Record<string, string>;
  /** What deciding each of its kinds of review does, from what it says it needs. */
  reviewKinds?(needs: never): Record<string, ReviewKindActivities>;
  mails?: Record<string, RenderMail>;
  /** What its alert rules make of the figures, every minute. */
  readings?: Record<string, ReadAlert>;
}

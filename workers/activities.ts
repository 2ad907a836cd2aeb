import type { ReadAlert } from '../activities/alertReadings.ts';
import * as AREAS from '../activities/areas.ts';
import type { RenderedMail, RenderMail } from '../activities/mailText.ts';
import { type Doubled, mergeNamed, type NeedsOf } from '../domain/merge.ts';
import type { MailTemplate } from '../domain/notifications/mailTemplates.ts';
import type { AlertRule } from '../domain/operations/alertRules.ts';
import { QUEUE_PROFILES, type TaskQueue } from '../temporal.config.ts';

/** Every mail's text; a template without one does not compile. */
const MAILS: Readonly<Record<MailTemplate, RenderMail>> = mergeNamed(AREAS, 'mails');

/** The mail of a template, from the area that sends it. */
export const renderMail = (template: MailTemplate, variables: Record<string, unknown>, baseUrl: string): RenderedMail =>
  MAILS[template](variables, baseUrl);

/** What each alert rule that is looked at every minute makes of the figures. */
export const ALERT_READINGS: Partial<Record<AlertRule, ReadAlert>> = mergeNamed(AREAS, 'readings');

/** What all areas need: whoever composes a worker brings it. */
export type ActivityDependencies = NeedsOf<typeof AREAS, 'activities'>;

type Areas = typeof AREAS;
type Made = {
  [Area in keyof Areas]: Areas[Area] extends { activities(needs: never): infer ByQueue } ? ByQueue : object;
};
type Twice = { [Queue in TaskQueue]: Doubled<Made, Queue> }[TaskQueue];
/** An activity that two areas give the same queue does not compile. */
const NONE_TWICE: [Twice] extends [never] ? true : Twice = true;
type Activities = Record<string, (...args: never[]) => Promise<unknown>>;

/** All activities by task queue: what a worker of that queue runs. */
export function createActivities(deps: ActivityDependencies): Record<TaskQueue, Activities> {
  if (!NONE_TWICE) throw new Error('two areas give a queue the same activity');
  // Each takes a part of what all need.
  const made = Object.entries(AREAS).map(([name, area]) => [
    name,
    'activities' in area ? (area.activities as (needs: ActivityDependencies) => object)(deps) : {},
  ]);
  const byArea = Object.fromEntries(made) as Record<string, object>;
  const queues = Object.keys(QUEUE_PROFILES).map((queue) => [queue, mergeNamed(byArea, queue)]);
  return Object.fromEntries(queues) as Record<TaskQueue, Activities>;
}

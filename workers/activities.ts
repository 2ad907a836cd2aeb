import type { ReadAlert } from '../activities/alertReadings.ts';
import * as AREAS from '../activities/areas.ts';
import type { RenderedMail, RenderMail } from '../activities/mailText.ts';
import type { ActivityArea } from '../activities/slice.ts';
import type { ReviewKinds } from '../books/reviews/kind.ts';
import { type Doubled, mergeNamed, type NeedsOf } from '../domain/merge.ts';
import type { MailTemplate } from '../domain/notifications/mailTemplates.ts';
import type { AlertRule } from '../domain/operations/alertRules.ts';
import type { StepName } from '../domain/operations/stepNames.ts';
import { QUEUE_PROFILES, type TaskQueue } from '../temporal.config.ts';

/** Every mail's text; a template without one does not compile. */
const MAILS: Readonly<Record<MailTemplate, RenderMail>> = mergeNamed(AREAS, 'mails');

/** The mail of a template, from the area that sends it. */
export const renderMail = (template: MailTemplate, variables: Record<string, unknown>, baseUrl: string): RenderedMail =>
  MAILS[template](variables, baseUrl);

/** What each alert rule that is looked at every minute makes of the figures. */
export const ALERT_READINGS: Partial<Record<AlertRule, ReadAlert>> = mergeNamed(AREAS, 'readings');

type Areas = typeof AREAS;
/** What the areas' functions of this name make, by area. */
type Made<Key extends string> = {
  [Area in keyof Areas]: Areas[Area] extends { readonly [Own in Key]: (needs: never, ...rest: never[]) => infer Result }
    ? Result
    : object;
};
/** Calls the areas' functions of this name, each of which takes a part of what is handed in. */
function made<Key extends 'activities' | 'reviewKinds'>(key: Key, ...handed: unknown[]): Made<Key> {
  const results = Object.entries(AREAS as Record<string, ActivityArea>).map(([name, area]) => {
    const make = area[key] as ((...handed: unknown[]) => object) | undefined;
    return [name, make?.(...handed) ?? {}];
  });
  return Object.fromEntries(results) as Made<Key>;
}

/** What deciding reviews needs. */
export type ReviewKindDependencies = NeedsOf<Areas, 'reviewKinds'>;
/** What all areas need: whoever composes a worker brings it. The reviews are handed what the areas' kinds do. */
export type ActivityDependencies = NeedsOf<Areas, 'activities'> & ReviewKindDependencies;

type Kinds = Made<'reviewKinds'>;
type ByKind = { [Area in keyof Kinds]: { kinds: Kinds[Area] } };
/** What deciding each kind of review does; a kind without its functions, or with two, does not compile. */
export function createReviewKinds(deps: ReviewKindDependencies): ReviewKinds {
  const byArea = Object.entries(made('reviewKinds', deps)).map(([area, kinds]) => [area, { kinds }]);
  return mergeNamed(Object.fromEntries(byArea) as ByKind, 'kinds');
}

type Twice = { [Queue in TaskQueue]: Doubled<Made<'activities'>, Queue> }[TaskQueue];
/** An activity that two areas give the same queue does not compile. */
const NONE_TWICE: [Twice] extends [never] ? true : Twice = true;
type NameIn<Queues> = { [Queue in keyof Queues]: keyof Queues[Queue] }[keyof Queues];
type Nameless = Exclude<{ [Area in keyof Areas]: NameIn<Made<'activities'>[Area]> }[keyof Areas], StepName>;
/** An activity that people have no name for does not compile: `stepNames` of its area in `domain`. */
const NONE_NAMELESS: [Nameless] extends [never] ? true : Nameless = true;
type Activities = Record<string, (...args: never[]) => Promise<unknown>>;

/** All activities by task queue: what a worker of that queue runs. */
export function createActivities(deps: ActivityDependencies): Record<TaskQueue, Activities> {
  if (!NONE_TWICE || !NONE_NAMELESS) throw new Error('two areas give a queue the same activity, or one has no name');
  const byArea: Record<string, object> = made('activities', deps, createReviewKinds(deps));
  const queues = Object.keys(QUEUE_PROFILES).map((queue) => [queue, mergeNamed(byArea, queue)]);
  return Object.fromEntries(queues) as Record<TaskQueue, Activities>;
}

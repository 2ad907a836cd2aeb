import { mergeNamed, type NeedsOf, slicesOf } from '../domain/merge.ts';
import * as AREAS from './areas.ts';
import type { ApiCommon, CliArea, Installation, WorkerCommon } from './slice.ts';

type Areas = typeof AREAS;
type Part = 'configure' | 'rateLimits' | 'schedules' | 'integrations' | 'api' | 'worker';
/** What the areas' functions of this name make, by area. */
export type Made<Key extends Part> = {
  [Area in keyof Areas]: Areas[Area] extends { readonly [Own in Key]: (...handed: never[]) => infer Result }
    ? { made: Awaited<Result> }
    : object;
};
/** What an environment has to have for the areas' functions of this name. */
type Needs<Key extends Part | 'reachesPeople'> = NeedsOf<Areas, Key>;

/** Calls the areas' functions of this name. */
function makers(key: Part): [string, (...handed: unknown[]) => unknown][] {
  return Object.entries(AREAS as Record<string, CliArea>).flatMap(([name, area]) => {
    const make = area[key] as ((...handed: unknown[]) => unknown) | undefined;
    return make ? [[name, make]] : [];
  });
}
const make = <Key extends Part>(key: Key, ...handed: [Needs<Key>, ...unknown[]]) =>
  Object.fromEntries(makers(key).map(([name, of]) => [name, { made: of(...handed) }])) as Made<Key>;
async function makeLoaded<Key extends Part>(key: Key, ...handed: [Needs<Key>, ...unknown[]]) {
  const made = makers(key).map(async ([name, of]) => [name, { made: await of(...handed) }]);
  return Object.fromEntries(await Promise.all(made)) as Made<Key>;
}

// One line each, because a name that two areas have does not compile where its slice is known.
export const configurationParts = (env: Needs<'configure'>, installation: Installation) =>
  mergeNamed(make('configure', env, installation), 'made');
export const scheduleParts = (env: Needs<'schedules'>) => mergeNamed(make('schedules', env), 'made');
export const rateLimitParts = (env: Needs<'rateLimits'>, installation: Installation) =>
  mergeNamed(make('rateLimits', env, installation), 'made');
export const integrationParts = (env: Needs<'integrations'>) => mergeNamed(make('integrations', env), 'made');
export const apiParts = async (env: Needs<'api'>, common: ApiCommon) =>
  mergeNamed(await makeLoaded('api', env, common), 'made');
export const workerParts = async (env: Needs<'worker'>, common: WorkerCommon) =>
  mergeNamed(await makeLoaded('worker', env, common), 'made');

/** Whether an area speaks to somebody besides its integrations. */
export const reachesPeople = (env: Needs<'reachesPeople'>): boolean =>
  slicesOf(AREAS, 'reachesPeople').some((reaches) => (reaches as (of: typeof env) => boolean)(env));
